package pdffile

import "testing"

// FuzzOpen reads what may be no PDF at all: an error, or objects, whose streams, pages and glyphs are read as far as they go.
func FuzzOpen(f *testing.F) {
	for _, s := range []string{
		"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>\nendobj\n4 0 obj\n<</Length 30>>\nstream\nBT /F1 12 Tf [(a)-9(b)] TJ ET Q\nendstream\nendobj\n5 0 obj\n<</Type/Font/Subtype/Type0/ToUnicode 4 0 R/DescendantFonts[5 0 R]>>\nendobj\nxref\n0 6\n0000000000 65535 f \n0000000009 00000 n \n0000000056 00000 n \n0000000111 00000 n \n0000000209 00000 n \n0000000289 00000 n \ntrailer\n<</Size 6/Root 1 0 R>>\nstartxref\n375\n%%EOF\n",
		"%PDF-2.0\nstartxref\n0\n%%EOF", "%PDF-1.7\n1 0 obj<</Filter/FlateDecode/Length 1 0 R>>stream\nx\nendstream\nstartxref\n9\n%%EOF", "", "xref\n0 99999999\ntrailer<</Prev 0/Size 1>>startxref 0",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open(data)
		if err != nil {
			return
		}
		fonts := map[Ref]Font{}
		for n := range 20 {
			o, err := file.Resolve(Ref(n))
			if err != nil {
				continue
			}
			switch o := o.(type) {
			case *Stream:
				file.Data(o)
			case Dict:
				file.Page(o, fonts)
				file.Glyphs(o, fonts)
			case String:
				_ = o.Text()
			}
		}
	})
}
