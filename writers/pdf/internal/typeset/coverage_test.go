package typeset

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"
	"unicode"

	"platen/fonts"
)

var update = flag.Bool("update", false, "rewrite fonts/coverage_data.go")

// standIns are the faces that are packed and asked for what others lack.
var standIns = []string{"Source Serif 4", "Noto Emoji", "Noto Sans Symbols 2", "Noto Sans Symbols", "Noto Sans Math"}

// TestCoverage: what the package fonts says of its faces is what their character maps say, so that none is read for nothing
// and none is passed over. With -update the tables are made anew.
func TestCoverage(t *testing.T) {
	var out bytes.Buffer
	out.WriteString("package fonts\n\nimport \"unicode\"\n\n// coverage are the runes of the faces that stand in for others. Made by go test ./writers/pdf/internal/typeset -run TestCoverage -update.\nvar coverage = map[string]*unicode.RangeTable{\n")
	for _, f := range fonts.Families() {
		for _, file := range []fonts.File{f.Regular, f.Bold, f.Italic, f.BoldItalic} {
			if file == (fonts.File{}) {
				continue
			}
			face, err := Load(file.Name, file.Data())
			if err != nil {
				t.Fatal(err)
			}
			if face.Bold() != file.Bold() {
				t.Errorf("%s: bold is %t", file.Name, face.Bold())
			}
			if err := face.parse(); err != nil {
				t.Fatal(err)
			}
			exact := file == f.Regular && slices.Contains(standIns, f.Name)
			if !*update && exact != (file.Coverage() != nil) {
				t.Errorf("%s: it has a table: %t", file.Name, !exact)
			}
			var ranges [][2]rune
			for r := rune(0); r <= unicode.MaxRune; r++ {
				g, ok := face.font.Cmap.Lookup(r)
				has := ok && g != 0
				if exact && !*update && has != unicode.Is(file.Coverage(), r) {
					t.Fatalf("%s: U+%04X: the face has it: %t, fonts says %t", file.Name, r, has, !has)
				}
				if !has {
					continue
				}
				if n := len(ranges); n > 0 && ranges[n-1][1] == r-1 && (r-1 > 0xffff) == (r > 0xffff) {
					ranges[n-1][1] = r
				} else {
					ranges = append(ranges, [2]rune{r, r})
				}
			}
			if exact {
				writeTable(&out, file.Name, ranges)
			}
		}
	}
	out.WriteString("}\n")
	if *update {
		if err := os.WriteFile("../../../../fonts/coverage_data.go", out.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// writeTable writes a table of runes in Go, eight ranges a line.
func writeTable(out *bytes.Buffer, name string, ranges [][2]rune) {
	fmt.Fprintf(out, "\t%q: {\n", name)
	for _, wide := range []bool{false, true} {
		open, n := false, 0
		for _, r := range ranges {
			if (r[0] > 0xffff) != wide {
				continue
			}
			if !open {
				fmt.Fprintf(out, "\t\t%s{", map[bool]string{false: "R16: []unicode.Range16", true: "R32: []unicode.Range32"}[wide])
				open = true
			}
			if n%8 == 0 {
				out.WriteString("\n\t\t\t")
			} else {
				out.WriteByte(' ')
			}
			fmt.Fprintf(out, "{0x%04x, 0x%04x, 1},", r[0], r[1])
			n++
		}
		if open {
			out.WriteString("\n\t\t},\n")
		}
	}
	out.WriteString("\t},\n")
}
