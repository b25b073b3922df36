package pdf

import (
	"context"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"platen/convert"
	"platen/convert/tree"
)

// drawn writes the pages of a source and returns the structure and what was told.
func drawn(t *testing.T, src convert.Source) (structure string, said []string) {
	t.Helper()
	report := func(d tree.Diag) {
		if d.Severity > tree.Info {
			said = append(said, string(d.Code)+": "+d.Msg)
		}
	}
	b, err := convert.Load(context.Background(), src, convert.Options{}, report)
	if err != nil {
		t.Fatal(err)
	}
	structure, err = (&Writer{}).Structure(context.Background(), b, report)
	if err != nil {
		t.Fatal(err)
	}
	return structure, said
}

// TestDrawings draws the drawings of testdata/drawings whole, and their links lead where they say.
func TestDrawings(t *testing.T) {
	s, said := drawn(t, convert.Source{FS: os.DirFS("../../testdata/drawings"), Name: "drawings"})
	if len(said) > 0 {
		t.Errorf("told: %q", said)
	}
	for _, to := range []string{"https://example.org/storage", "https://example.org/parse"} {
		if !strings.Contains(s, `Link to="`+to+`"`) {
			t.Errorf("no link to %s in\n%s", to, s)
		}
	}
}

// TestDrawingsSaid draws what cannot be drawn whole: it is told what is missing, and links into the guide lead there.
func TestDrawingsSaid(t *testing.T) {
	svg := func(body string) string {
		return `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><rect width="9" height="9"/>` + body + `</svg>`
	}
	for _, tt := range []struct{ svg, want string }{
		{svg(`<g filter="url(#f)"><rect width="5" height="5"/></g>`), "filter"},
		{svg(`<text>𓀀</text>`), "for want of a font the character 𓀀 U+13000"},
		{svg(`<foreignObject width="9" height="9"><table xmlns="http://www.w3.org/1999/xhtml"><tr><td>x</td></tr></table></foreignObject>`), "<table> in a foreignObject"},
		{svg(`<a href="#x"><rect width="5" height="5"/></a>`), "the link to #x"},
		{svg(`<rect width="5" height="5" clip-path="circle(3px)"/>`), "clip-path: circle()"},
		{svg(`<a href="two.md#part"><rect width="5" height="5"/></a>`), ""},
		{svg(`<a href="https://example.org/"><rect width="5" height="5"/></a>`), ""},
	} {
		s, said := drawn(t, convert.Source{FS: fstest.MapFS{"one.md": {Data: []byte("# One\n\n![A plan](d.svg)\n")},
			"two.md": {Data: []byte("# Two\n\n## Part\n")}, "d.svg": {Data: []byte(tt.svg)}}, Name: "guide"})
		all := strings.Join(said, "\n")
		switch {
		case tt.want == "" && (all != "" || !strings.Contains(s, "Link to=")):
			t.Errorf("%s: told %q\n%s", tt.svg, said, s)
		case !strings.Contains(all, tt.want) || tt.want != "" && !strings.Contains(all, "drawing-parts"):
			t.Errorf("%s: told %q, not %s", tt.svg, said, tt.want)
		}
	}
}
