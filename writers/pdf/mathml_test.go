package pdf_test

import (
	"testing"
	"testing/fstest"

	"platen/convert"
	"platen/writers/internal/pdffile"
	"platen/writers/internal/testkit"
	"platen/writers/pdf"
)

// TestMathMLInTheStructure: with PDF/UA-2 a formula's element holds its MathML, each element in the namespace of MathML.
// (ISO 32000-2, 14.8.6.3)
func TestMathMLInTheStructure(t *testing.T) {
	pages := fstest.MapFS{"a.md": {Data: []byte("# A\n\n$$\n\\bar{x} = \\frac{\\sqrt{x_1}}{n^2} \\begin{pmatrix} a & b \\end{pmatrix}\n$$\n")}}
	b := testkit.Load(t, convert.Source{FS: pages, Name: "a", Pages: []string{"a.md"}}, convert.Options{})
	for standard, want := range map[string]string{
		"ua-2": "Formula(math(mover(mi mo) mo mfrac(msqrt(msub(mi mn)) msup(mi mn)) mrow(mo mtable(mtr(mtd(mi) mtd(mi))) mo)))",
		"ua-1": "Formula",
	} {
		out := testkit.Write(t, &pdf.Writer{File: "a.pdf", Standard: standard}, b)
		data, err := out.Read("a.pdf")
		if err != nil {
			t.Fatal(err)
		}
		f, err := pdffile.Open(data)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		var show func(o pdffile.Object, inside bool) string
		show = func(o pdffile.Object, inside bool) string {
			o, _ = f.Resolve(o)
			if list, ok := o.(pdffile.Array); ok {
				all := ""
				for _, k := range list {
					if s := show(k, inside); s != "" && all != "" {
						all += " " + s
					} else {
						all += s
					}
				}
				return all
			}
			e, _ := o.(pdffile.Dict)
			name, ok := e["S"].(pdffile.Name)
			if !ok {
				return ""
			}
			if inside {
				if ns := f.Dict(e["NS"])["NS"]; ns != pdffile.String("http://www.w3.org/1998/Math/MathML") {
					t.Errorf("%s: %s is in the namespace %q", standard, name, ns)
				}
			}
			s := show(e["K"], inside || name == "Formula")
			if inside || name == "Formula" {
				if s != "" {
					s = "(" + s + ")"
				}
				s = string(name) + s
			}
			if name == "Formula" {
				got += s
			}
			return s
		}
		show(f.Dict(f.Root["StructTreeRoot"])["K"], false)
		if got != want {
			t.Errorf("%s:\n%s, not\n%s", standard, got, want)
		}
	}
}
