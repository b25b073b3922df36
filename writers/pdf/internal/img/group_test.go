package img

import (
	"fmt"
	"strings"
	"testing"
)

// show says what items are: their kinds, paints and what groups do.
func show(list []Item) string {
	paint := func(name string, p *Paint) string {
		switch {
		case p == nil:
			return ""
		case p.Pattern != nil:
			return fmt.Sprintf(" %s=pattern(%s)", name, show(p.Pattern.Items))
		case p.Gradient != nil:
			return fmt.Sprintf(" %s=gradient%d", name, len(p.Gradient.Stops))
		case p.Opacity < 1:
			return fmt.Sprintf(" %s/%s", name, trim(p.Opacity))
		}
		return " " + name
	}
	var out []string
	for _, it := range list {
		switch it := it.(type) {
		case *Shape:
			out = append(out, "shape"+paint("fill", it.Fill)+paint("stroke", it.Stroke)+strings.Repeat(" clip", len(it.Clips)))
		case *Words:
			out = append(out, it.Text+paint("fill", it.Fill)+paint("stroke", it.Stroke)+strings.Repeat(" clip", len(it.Clips)))
		case *Picture:
			out = append(out, "picture")
		case *Group:
			s := "group"
			if it.Opacity < 1 {
				s += "/" + trim(it.Opacity)
			}
			if it.Mask != nil {
				s += " mask(" + show(it.Mask.Items) + ")"
			}
			out = append(out, s+" "+it.Blend+strings.Repeat("clip", len(it.Clips))+"{"+show(it.Items)+"}")
		}
	}
	return strings.Join(out, ", ")
}

// What elements become: groups where something is of all of an element, paints of all forms, each with what is told.
func TestItems(t *testing.T) {
	const box = `<rect width="9" height="9"/>`
	const two = box + `<rect x="5" width="9" height="9"/>`
	for _, tt := range []struct{ body, want, missing string }{
		{`<g opacity=".5">` + two + `</g>`, "group/0.5 {shape fill, shape fill}", ""},
		{`<g opacity=".5">` + box + `</g>`, "shape fill/0.5", ""},
		{`<g opacity=".5"><g opacity=".5">` + box + `</g></g>`, "shape fill/0.25", ""},
		{`<rect width="9" height="9" opacity=".5" stroke="red"/>`, "group/0.5 {shape fill stroke}", ""},
		{`<g opacity="0">` + two + `</g>`, "", ""},
		{`<g style="mix-blend-mode:multiply">` + box + `</g>`, "group Multiply{shape fill}", ""},
		{`<clipPath id="c"><circle r="5"/></clipPath><rect width="9" height="9" clip-path="url(#c)"/>`, "shape fill clip", ""},
		{`<clipPath id="c"><circle r="5"/></clipPath><g clip-path="url(#c)">` + two + `</g>`, "group clip{shape fill, shape fill}", ""},
		{`<clipPath id="c"><circle r="5"/><circle cx="3" r="5"/></clipPath><g clip-path="url(#c)">` + box + `</g>`, "group mask(shape fill, shape fill) {shape fill}", ""},
		{`<clipPath id="c"><text>words</text></clipPath><g clip-path="url(#c)">` + box + `</g>`, "group mask(words fill) {shape fill}", ""},
		{`<clipPath id="c" clipPathUnits="objectBoundingBox"><rect width=".5" height="1"/></clipPath><rect width="9" height="9" clip-path="url(#c)"/>`, "shape fill clip", ""},
		{`<clipPath id="c"/><rect width="9" height="9" clip-path="url(#c)"/>`, "shape fill clip", ""},
		{`<clipPath id="c" clip-path="url(#c)"><circle r="5"/></clipPath><rect width="9" height="9" clip-path="url(#c)"/>`, "shape fill" + strings.Repeat(" clip", maxUses), ""},
		{`<mask id="m"><rect width="9" height="9" fill="white"/></mask><rect width="9" height="9" mask="url(#m)"/>`, "group mask(shape fill) {shape fill}", ""},
		{`<mask id="m" width="0"><rect width="9" height="9" fill="white"/></mask><rect width="9" height="9" mask="url(#m)"/>`, "group mask() {shape fill}", ""},
		{`<pattern id="p" width="4" height="4" patternUnits="userSpaceOnUse"><circle r="1"/></pattern><rect width="9" height="9" fill="url(#p)"/>`, "shape fill=pattern(shape fill)", ""},
		{`<pattern id="p" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="9" height="9" fill="url(#p)"/></pattern><rect width="9" height="9" fill="url(#p) red"/>`, "", "deep"},
		{`<pattern id="p" width="0" height="4"><circle r="1"/></pattern><rect width="9" height="9" fill="url(#p) red"/>`, "shape fill", ""},
		{`<linearGradient id="g"><stop offset="0"/><stop offset="1" stop-opacity="0"/></linearGradient><text fill="url(#g)" stroke="red">x</text>`, "x fill=gradient2 stroke", ""},
		{`<linearGradient id="g" x2="20%" spreadMethod="reflect"><stop offset="0"/><stop offset="1" stop-color="red"/></linearGradient><rect width="300" height="150" stroke="url(#g)"/>`, "shape fill stroke=gradient10", ""},
		{`<switch><foreignObject width="90" height="9"><p xmlns="http://www.w3.org/1999/xhtml">a <b>b</b></p></foreignObject><text>c</text></switch>`, "a fill, \u00a0b fill", ""},
		{`<switch><foreignObject width="9" height="9"><img/></foreignObject><text>c</text></switch>`, "c fill", ""},
		{`<switch><text systemLanguage="de">d</text><text systemLanguage="en-GB, fr">e</text><text>c</text></switch>`, "e fill", ""},
		{`<svg x="3" width="9" height="9" viewBox="0 0 3 3">` + box + `</svg>`, "shape fill clip", ""},
		{`<symbol id="s" viewBox="0 0 3 3">` + box + `</symbol><use href="#s" width="9" height="9" opacity=".5"/>`, "shape fill/0.5 clip", ""},
		{`<marker id="m" orient="auto"><circle r="1" fill="context-stroke"/></marker><g marker-mid="url(#m)"><path stroke="red" fill="none" d="M0 0L9 0A5 5 0 0 1 9 9L9 99"/></g>`, "shape stroke, shape fill clip, shape fill clip", ""},
		{`<g filter="url(#f)">` + box + `</g>`, "shape fill", "filter"},
		{`<image width="9" height="9" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='3' height='3'%3E%3Crect width='3' height='3'/%3E%3C/svg%3E"/>`, "shape fill clip", ""},
	} {
		d, err := ParseSVG([]byte(`<svg>`+tt.body+`</svg>`), Options{Lang: "en-GB"})
		if err != nil {
			t.Errorf("%s: %v", tt.body, err)
			continue
		}
		got := show(d.Items)
		if tt.missing == "deep" { // it ends
			continue
		}
		if got != tt.want || strings.Join(d.Unsupported, ", ") != tt.missing {
			t.Errorf("%s:\n got %s, not drawn %q\nwant %s, %s", tt.body, got, d.Unsupported, tt.want, tt.missing)
		}
	}
}

// TestLabels sets labels as drawing programs write them: a letter is half as wide as high.
func TestLabels(t *testing.T) {
	for _, tt := range []struct{ name, html, want string }{
		{"centred", `<div style="text-align:center">abcd</div>`, "abcd@34,12.8"},
		{"a cell", `<div style="display:table-cell;text-align:center;white-space:nowrap;line-height:1.5"><span><p style="margin:0">abcd</p></span></div>`, "abcd@34,16.8"},
		{"flex", `<div style="display:flex;align-items:unsafe center;justify-content:unsafe center;width:98px;height:1px;padding-top:30px;margin-left:1px"><div style="font-size:0;text-align:center"><div style="display:inline-block;font-size:12px;line-height:1.2">ab<br/>cdef</div></div></div>`,
			"ab@44,26.9|cdef@38,41.3"},
		{"wrapped", `<div>abcd efgh ijkl mnop</div>`, "abcd efgh@0,12.8|ijkl mnop@0,28.8"},
		{"kept whole", `<div style="white-space:nowrap">abcd efgh ijkl mnop</div>`, "abcd efgh ijkl mnop@0,12.8"},
		{"broken", `<div style="overflow-wrap:anywhere">abcdefghijklmnop</div>`, "abcdefghijkl@0,12.8|mnop@0,28.8"},
		{"a list", `<ul style="margin:0"><li>ab</li></ul>`, "•@24,12.8|ab@40,12.8"},
		{"right", `<div style="text-align:right;padding-right:10px">ab</div>`, "ab@74,12.8"},
		{"preserved", `<div style="white-space:pre">a  b
c</div>`, "a\u00a0\u00a0b@0,12.8|c@0,28.8"},
		{"blocks", `<p>a</p><p>b</p>`, "a@0,28.8|b@0,60.8"},
	} {
		d, err := ParseSVG([]byte(`<svg width="75pt" height="75pt" viewBox="0 0 75 75"><foreignObject width="100" height="60">`+tt.html+`</foreignObject></svg>`), Options{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, it := range d.Items {
			if w, ok := it.(*Words); ok {
				got = append(got, w.Text+"@"+trim(w.X)+","+trim(w.Y))
			}
		}
		if g := strings.Join(got, "|"); g != tt.want {
			t.Errorf("%s: got %s, want %s; not drawn %q", tt.name, g, tt.want, d.Unsupported)
		}
	}
}

// TestTileCorner reads patterns whose content begins at the corner of their tile, whatever the tile is measured in.
func TestTileCorner(t *testing.T) {
	for attrs, want := range map[string]string{
		`x="8" y="4" width="24" height="24" patternUnits="userSpaceOnUse"`: "8 4 1 1",
		`width=".25" height=".5"`: "30 10 1 1",
		`x=".5" width=".25" height=".5" patternContentUnits="objectBoundingBox"`:                                   "80 10 100 50",
		`x="8" y="4" width="20" height="20" patternUnits="userSpaceOnUse" viewBox="0 0 10 10"`:                     "8 4 2 2",
		`x="8" y="4" width="20" height="20" patternUnits="userSpaceOnUse" patternContentUnits="objectBoundingBox"`: "8 4 100 50",
	} {
		d, err := ParseSVG([]byte(`<svg viewBox="0 0 200 200"><pattern id="a" `+attrs+`><circle r="1"/></pattern><pattern id="b" href="#a"/>
			<rect x="30" y="10" width="100" height="50" fill="url(#a)"/><rect x="30" y="10" width="100" height="50" fill="url(#b)"/></svg>`), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range d.Items {
			m := it.(*Shape).Fill.Pattern.Items[0].(*Shape).M
			if got := fmt.Sprintf("%g %g %g %g", m.E, m.F, m.A, m.D); got != want {
				t.Errorf("%s: content is placed by %s, want %s", attrs, got, want)
			}
		}
	}
}
