package fonts

import (
	"bytes"
	"strings"
	"testing"
)

func TestFamilies(t *testing.T) {
	for _, f := range Families() {
		for _, x := range []File{f.Regular, f.Bold, f.Italic, f.BoldItalic} {
			if strings.HasPrefix(f.Name, "Noto") && x != f.Regular {
				continue
			}
			if d := x.Data(); !bytes.HasPrefix(d, []byte{0, 1, 0, 0}) {
				t.Errorf("%s: not a TrueType file of %d bytes", x.Name, len(d))
			}
		}
		if l := Licence(f.Name); !strings.Contains(l, "SIL Open Font License") {
			t.Errorf("%s: no licence text", f.Name)
		}
	}
	if _, ok := Lookup("source sans 3"); !ok {
		t.Error("Lookup does not ignore case")
	}
	if _, ok := Lookup("Comic Sans"); ok {
		t.Error("Lookup found a family that is not embedded")
	}
	if (File{}).Data() != nil {
		t.Error("the zero File has data")
	}
}
