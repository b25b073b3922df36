package img

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"platen/writers/internal/pixels"
)

func encodePNG(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDecodeKinds(t *testing.T) {
	r := image.Rect(0, 0, 4, 3)
	opaque, clear := image.NewRGBA(r), image.NewNRGBA(r)
	for i := range opaque.Pix {
		opaque.Pix[i] = 255
	}
	opaque.Set(0, 0, color.RGBA{200, 10, 10, 255})
	clear.Set(1, 1, color.NRGBA{1, 2, 3, 128})
	pal := image.NewPaletted(r, color.Palette{color.RGBA{9, 9, 9, 255}, color.RGBA{200, 0, 0, 255}})
	deep := image.NewGray16(r)
	deep.SetGray16(0, 0, color.Gray16{0x8080})
	var j, g bytes.Buffer
	if err := jpeg.Encode(&j, opaque, nil); err != nil {
		t.Fatal(err)
	}
	if err := gif.Encode(&g, pal, nil); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name  string
		data  []byte
		check func(*Raster) bool
	}{
		{"opaque PNG passes through", encodePNG(t, opaque), func(r *Raster) bool { return r.PNG != nil && r.PNG.Colors == 3 && !r.Gray }},
		{"palette PNG passes through", encodePNG(t, pal), func(r *Raster) bool { return r.PNG != nil && len(r.PNG.Palette) == 6 }},
		{"alpha is split off", encodePNG(t, clear), func(r *Raster) bool { return r.PNG == nil && r.Alpha[5] == 128 && r.Pix[15] == 1 && r.Pix[17] == 3 }},
		{"16 bits become 8", encodePNG(t, deep), func(r *Raster) bool { return r.Gray && r.Pix[0] == 0x80 && r.Alpha == nil }},
		{"JPEG passes through", j.Bytes(), func(r *Raster) bool { return r.JPEG != nil && !r.Gray }},
		{"GIF", g.Bytes(), func(r *Raster) bool { return r.Gray && r.Pix[0] == 9 }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := Decode(tt.data)
			if err != nil || r.W != 4 || r.H != 3 || !tt.check(r) {
				t.Errorf("got %+v, %v", r, err)
			}
		})
	}
}

func TestDecodeRefusesDamage(t *testing.T) {
	whole := encodePNG(t, image.NewRGBA(image.Rect(0, 0, 9, 9)))
	for name, data := range map[string][]byte{"empty": nil, "cut": whole[:50], "text": []byte("<html>hello"),
		"huge": append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"), make([]byte, 40)...)} {
		if r, err := Decode(data); err == nil {
			t.Errorf("%s: got %+v", name, r)
		}
	}
}

func TestUpright(t *testing.T) {
	r := &Raster{W: 2, H: 1, Gray: true, Pix: []byte{1, 2}}
	for turn, want := range map[int][]byte{2: {2, 1}, 3: {2, 1}, 6: {1, 2}, 8: {2, 1}} {
		got := upright(r, turn)
		if !bytes.Equal(got.Pix, want) || turn >= 5 && (got.W != 1 || got.H != 2) {
			t.Errorf("orientation %d: got %v %d × %d", turn, got.Pix, got.W, got.H)
		}
	}
}

func TestParsePath(t *testing.T) {
	tests := []struct{ in, want string }{
		{"M1 2 L3,4z", "M1,2 L3,4 Z"},
		{"m1 2 3 4", "M1,2 L4,6"},
		{"M0 0h5v-2H1", "M0,0 L5,0 L5,-2 L1,-2"},
		{"M0 0C1 1 2 2 3 3s2-2 3-3", "M0,0 C3,3 C6,0"},
		{"M.5.5-1-1", "M0.5,0.5 L-1,-1"},
		{"M0 0A1 1 0 012 0", "M0,0 C1,-1 C2,0"},
		{"M0 0L5 x L9 9", "M0,0"},
		{"L1 1", ""},
	}
	for _, tt := range tests {
		var parts []string
		for _, s := range parsePath(tt.in) {
			if s.Op == 'Z' {
				parts = append(parts, "Z")
				continue
			}
			parts = append(parts, string(s.Op)+trim(s.X)+","+trim(s.Y))
		}
		if got := strings.Join(parts, " "); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func trim(f float64) string {
	return strconv.FormatFloat(math.Round(f*1000)/1000+0, 'f', -1, 64)
}

func TestParseTransform(t *testing.T) {
	x, y := parseTransform("translate(10 20) scale(2) rotate(90)").Apply(1, 0)
	if math.Abs(x-10) > 1e-9 || math.Abs(y-22) > 1e-9 {
		t.Errorf("got %v, %v", x, y)
	}
}

func TestParseColor(t *testing.T) {
	for in, want := range map[string]Color{"#f00": {1, 0, 0}, "rgb(0, 255, 0)": {0, 1, 0}, "Navy": rgb(0x000080), "hsl(240, 100%, 50%)": {0, 0, 1}, "#0000ff80": {0, 0, 1}} {
		if got, ok := parseColor(in); !ok || got.color != want {
			t.Errorf("%s: got %v", in, got)
		}
	}
}

func TestParseSVG(t *testing.T) {
	d, err := ParseSVG([]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="200" viewBox="0 0 100 50"><title>A plan</title>
<style>.box { fill: #00f; stroke: none } text { font-family: Courier }</style>
<defs><linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>
<marker id="m" markerWidth="4" markerHeight="4" orient="auto"><path d="M0 0L4 2L0 4z"/></marker><g id="part"><circle r="3"/></g></defs>
<rect class="box" width="10" height="10"/><rect width="10" height="10" fill="url(#g)"/><use href="#part" x="5" y="6"/>
<path d="M0 0L50 0" stroke="black" marker-end="url(#m)"/><text x="50" y="25" text-anchor="middle">Hello <tspan font-weight="bold">there</tspan></text>
<script>alert(1)</script><image href="file:///etc/hosts"/><foreignObject/></svg>`), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if d.W != 150 || d.H != 75 || d.Title != "A plan" {
		t.Errorf("got %v × %v, %q", d.W, d.H, d.Title)
	}
	box := d.Items[0].(*Shape)
	if box.Fill.Color != (Color{0, 0, 1}) || box.Stroke != nil {
		t.Errorf("style sheet not applied: %+v", box)
	}
	if g := d.Items[1].(*Shape).Fill.Gradient; g == nil || len(g.Stops) != 2 {
		t.Errorf("no gradient")
	}
	var words []string
	for _, it := range d.Items {
		if w, ok := it.(*Words); ok {
			words = append(words, w.Text)
			if !w.Mono || w.X != 6 && w.X != 46 || w.Y != 25 { // about x = 50: eleven letters, each half as wide as high
				t.Errorf("text style: %+v", w)
			}
		}
	}
	if got := strings.Join(words, "|"); got != "Hello|\u00a0there" {
		t.Errorf("text %q", got)
	}
	if got := strings.Join(d.Unsupported, ", "); got != "image from a file, script" {
		t.Errorf("unsupported: %s", got)
	}
	if len(d.Items) != 7 { // two boxes, the circle, the line, its arrow head, two runs of text
		t.Errorf("%d items", len(d.Items))
	}
}

func TestParseSVGIsBounded(t *testing.T) {
	deep := `<svg>` + strings.Repeat("<g>", 1000) + strings.Repeat("</g>", 1000) + `</svg>`
	laughs := `<!DOCTYPE svg [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><svg><text>&b;</text></svg>`
	for name, data := range map[string]string{"deep": deep, "entities": laughs, "not svg": "<html/>", "empty": ""} {
		if _, err := ParseSVG([]byte(data), Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	// eight levels of ten uses each would draw 10⁸ circles
	var b strings.Builder
	b.WriteString(`<svg><defs><g id="l0"><circle r="1"/></g>`)
	for i := 1; i < 9; i++ {
		b.WriteString(`<g id="l` + string(rune('0'+i)) + `">` + strings.Repeat(`<use href="#l`+string(rune('0'+i-1))+`"/>`, 10) + `</g>`)
	}
	b.WriteString(`</defs><use href="#l8"/></svg>`)
	d, err := ParseSVG([]byte(b.String()), Options{})
	if err != nil || len(d.Items) > maxItems {
		t.Errorf("got %v, %v items", err, len(d.Items))
	}
	for name, tt := range map[string]struct{ svg, missing string }{
		"a long text":    {`<svg><text>` + strings.Repeat("w ", maxText) + `</text></svg>`, "more than 20,000 bytes of text"},
		"a long word":    {`<svg><text>` + strings.Repeat("w", maxText+1) + `</text></svg>`, "more than 20,000 bytes of text"},
		"many texts":     {`<svg>` + strings.Repeat("<text>words</text>", maxText/5+1) + `</svg>`, "more than 20,000 bytes of text"},
		"parts of texts": {`<svg><text>` + strings.Repeat("<tspan>w</tspan>", maxText+1) + `</text></svg>`, "more than 20,000 bytes of text"},
		"a text in uses": {`<svg><defs><text id="t">` + strings.Repeat("w", 1000) + `</text></defs>` + strings.Repeat(`<use href="#t"/>`, 30) + `</svg>`, "more than 20,000 bytes of text"},
		"many rules":     {`<svg><style>` + strings.Repeat(".a{fill:red}", 5000) + `</style>` + strings.Repeat(`<g/>`, 5000) + `</svg>`, "more style rules than can be compared"},
	} {
		d, err := ParseSVG([]byte(tt.svg), Options{})
		if err != nil || !slices.Contains(d.Unsupported, tt.missing) {
			t.Errorf("%s: %v, %q", name, err, d.Unsupported)
			continue
		}
		n := 0
		for _, it := range d.Items {
			if w, ok := it.(*Words); ok {
				n += len(w.Text)
			}
		}
		if n > maxText {
			t.Errorf("%s: %d bytes of text are drawn", name, n)
		}
	}
	if d, err := ParseSVG([]byte(`<svg><text>`+strings.Repeat("w ", maxText/2)+`</text></svg>`), Options{}); err != nil || len(d.Unsupported) > 0 {
		t.Errorf("as much text as may be: %v, %q", err, d.Unsupported)
	}
	odd, err := ParseSVG([]byte(`<svg width="1e99" height="-5" viewBox="0 0 NaN inf"/>`), Options{})
	if err != nil || !(odd.W > 0 && odd.W <= maxSide && odd.H > 0 && odd.H <= maxSide) {
		t.Errorf("absurd size: %+v, %v", odd, err)
	}
}

// Style sheets select as browsers do; what cannot be read or drawn is said.
func TestStyleSheets(t *testing.T) {
	for _, tt := range []struct{ name, css, body, fill, missing string }{
		{"descendant", "#m .node rect{fill:#010000} rect{fill:#020000}", `<g id="m"><g class="a node"><g><rect/></g></g></g>`, "1", ""},
		{"child", ".node>rect{fill:#010000}", `<g class="node"><rect/></g>`, "1", ""},
		{"no child", "rect{fill:#020000}.node>rect{fill:#010000}", `<g class="node"><g><rect/></g></g>`, "2", ""},
		{"sibling", "circle + rect, path ~ rect{fill:#010000}", `<circle/><rect/>`, "1", ""},
		{"compound", "rect.a.b#c{fill:#010000} rect.a.z{fill:#020000}", `<rect id="c" class="b a"/>`, "1", ""},
		{"attribute", `rect[data-k="x"]{fill:#010000}`, `<rect data-k="x"/>`, "1", ""},
		{"nth-child and not", "rect:nth-child(2n + 1){fill:#010000} rect:not(.q){stroke:none}", `<g/><rect/>`, "1", ""},
		{"mixed case", "linearGradient + rect{fill:#010000}", `<linearGradient/><rect/>`, "1", ""},
		{"the last of equal weight", ".a{fill:#020000}.b{fill:#010000}", `<rect class="b a"/>`, "1", ""},
		{"the heavier", "#c{fill:#010000}.a{fill:#020000}", `<rect id="c" class="a"/>`, "1", ""},
		{"important", ".a{fill:#010000!important}", `<rect class="a" style="fill:#020000"/>`, "1", ""},
		{"a variable", ":root{--c:#010000}rect{fill:var(--c)}", `<g><rect/></g>`, "1", ""},
		{"a variable of variables", "g{--a:1;--c:rgb(var(--a) 0 0)}rect{fill:var(--c,#020000)}", `<g><rect/></g>`, "1", ""},
		{"a fallback", "rect{fill:var(--none, #010000)}", `<rect/>`, "1", ""},
		{"a variable of itself", "rect{--a:var(--b);--b:var(--a) var(--a);fill:var(--a,#010000)}", `<rect/>`, "1", ""},
		{"at-rules", "@import url(x);@keyframes k{from{fill:red}to{fill:red}}@media print{rect{fill:#020000}}rect{fill:#010000}", `<rect/>`, "1", ""},
		{"media that hold", "@media print and (min-width:5px){rect{fill:#010000}}@media screen, (prefers-color-scheme:dark){rect{fill:#020000}}@supports (fill:red){@layer a{rect{stroke:none}}}", `<rect/>`, "1", ""},
		{"media that do not hold", "rect{fill:#010000}@media not all and (min-width:5px), (odd:1), (max-width:5px){rect{fill:#020000}}", `<rect/>`, "1", ""},
		{"any of a list", ":is(.a, g > rect){fill:#010000}:where(#c){fill:#020000}", `<rect class="a" id="c"/>`, "1", ""},
		{"any of a list behind a class", ".a:is(circle, rect):not(.b){fill:#010000}.a{fill:#020000}", `<rect class="a"/>`, "1", ""},
		{"what weighs most of a list", ":is(rect, #none){fill:#010000}.a.a.a{fill:#020000}", `<rect class="a"/>`, "1", ""},
		{"a list of a list", "rect{fill:#010000}g :is(:is(rect, .b), .c){fill:#020000}", `<g><rect/></g>`, "1", "style rule for g :is(:is(rect, .b), .c)"},
		{"a list that looks elsewhere", "rect{fill:#010000}.b:is(.a .b){fill:#020000}", `<rect class="b"/>`, "1", "style rule for .b:is(.a .b)"},
		{"a list without end", "rect{fill:#010000}" + strings.Repeat(":is(rect,", 400) + "rect" + strings.Repeat(")", 400) + "{fill:#020000}", `<rect/>`, "1",
			"style rule for " + strings.Repeat(":is(rect,", 400) + "rect" + strings.Repeat(")", 400)},
		{"a font of its own", "@font-face{font-family:'Odd One';src:url(data:font/woff2;base64,AA)}rect{fill:#010000}", `<rect/>`, "1", "its own font Odd One"},
		{"pointers", "rect{fill:#010000}rect:hover{fill:#020000}", `<rect/>`, "1", ""},
		{"an unknown selector", "rect{fill:#010000}rect:odd-one{fill:#020000}", `<rect/>`, "1", "style rule for rect:odd-one"},
	} {
		body := strings.ReplaceAll(tt.body, "<rect", `<rect width="9" height="9"`)
		d, err := ParseSVG([]byte(`<svg><style>`+strings.ReplaceAll(tt.css, ">", "&gt;")+`</style>`+body+`</svg>`), Options{})
		if err != nil || len(d.Items) != 1 {
			t.Errorf("%s: %v, %+v", tt.name, err, d)
			continue
		}
		if got := trim(d.Items[0].(*Shape).Fill.Color[0] * 255); got != tt.fill || strings.Join(d.Unsupported, ", ") != tt.missing {
			t.Errorf("%s: fill %s, not drawn %q", tt.name, got, d.Unsupported)
		}
	}
	deep := `<svg><style>` + strings.Repeat("a ", 40) + `g{fill:red}</style>` + strings.Repeat("<a>", 100) + `<g/>` + strings.Repeat("</a>", 100) + `</svg>`
	if d, err := ParseSVG([]byte(deep), Options{}); err != nil || !slices.Contains(d.Unsupported, "more style rules than can be compared") {
		t.Errorf("a costly selector: %v, %+v", err, d)
	}
}

// Only a place of its own begins a chunk of text; lists place characters; what is not drawn of text is said. A letter is
// half as wide as the size, 16.
func TestTextPlaces(t *testing.T) {
	for _, tt := range []struct{ body, want, missing string }{
		{`<text x="60" y="40">one <tspan fill="red">two</tspan> three</text>`, "one@60,40|_two@84,40|_three@116,40", ""},
		{`<text x="60" y="40" text-anchor="middle">one <tspan fill="red">two</tspan></text>`, "one@32,40|_two@56,40", ""},
		{`<text x="60" y="40" text-anchor="end" direction="rtl">one</text>`, "one@60,40", ""},
		{`<text x="5 20 40" y="30 35">abcd</text>`, "a@5,30|b@20,35|cd@40,35", ""},
		{`<text x="5" dx="1 2">ab<tspan dx="3">c</tspan></text>`, "a@6,0|b@16,0|c@27,0", ""},
		{`<text x="5" y="9">a <tspan y="20">b</tspan></text>`, "a@5,9|b@13,20", ""},
		{`<text x="5 6">
		a<tspan x="9">b</tspan></text>`, "a@5,0|b@9,0", ""},
		{`<text letter-spacing="2">ab<tspan fill="red">c</tspan></text>`, "ab@0,0|c@20,0", ""},
		{`<text word-spacing="4">a b<tspan fill="red">c</tspan></text>`, "a b@0,0|c@28,0", ""},
		{`<text textLength="60">abc<tspan fill="red">d</tspan></text>`, "abc@0,0|d@52,0", ""},
		{`<text baseline-shift="4" dominant-baseline="central">a</text>`, "a@0,1.44", ""},
		{`<text x="3" y="4" rotate="90">a</text>`, "a@0,0", ""},
		{`<text xml:space="preserve"> a  b</text>`, "_a _b@0,0", ""},
		{`<text style="font: bold 8px/2 Georgia, serif">ab<tspan fill="red">c</tspan></text>`, "ab@0,0|c@8,0", ""},
		{`<path id="p" d="M0 9H99"/><text><textPath href="#p" startOffset="10">ab</textPath></text>`, "a@-4,0|b@-4,0", ""},
		{`<text writing-mode="vertical-rl">a</text>`, "a@0,0", "writing-mode vertical-rl"},
		{`<text>a<textPath href="#none">b</textPath></text>`, "a@0,0", "textPath without its path"},
	} {
		d, err := ParseSVG([]byte(`<svg>`+tt.body+`</svg>`), Options{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, it := range d.Items {
			if w, ok := it.(*Words); ok {
				got = append(got, strings.ReplaceAll(w.Text, "\u00a0", "_")+"@"+trim(w.X)+","+trim(w.Y))
			}
		}
		if g := strings.Join(got, "|"); g != tt.want || strings.Join(d.Unsupported, ", ") != tt.missing {
			t.Errorf("%s:\n got %s, not drawn %q\nwant %s, %s", tt.body, g, d.Unsupported, tt.want, tt.missing)
		}
	}
}

func FuzzParseSVG(f *testing.F) {
	f.Add([]byte(`<svg viewBox="0 0 9 9"><path d="M0 0a1 1 0 0 1 2 2zm1 1t2 2"/><text x="1">x<tspan dx="2">y</tspan></text></svg>`))
	f.Add([]byte(`<svg><style>a.b{fill:rgb(1 2 3/50%)}</style><linearGradient id="a" href="#a"/><use href="#a"/></svg>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := ParseSVG(data, Options{})
		if err == nil && !(d.W > 0 && d.H > 0 && d.W <= maxSide+1 && d.H <= maxSide+1) {
			t.Errorf("size %v × %v", d.W, d.H)
		}
	})
}

// The pixels of an image that is scaled down are the means of those that they cover, clear ones without a colour.
func TestSmaller(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 5, 4))
	for i := range m.Pix {
		m.Pix[i] = 200
	}
	m.SetNRGBA(0, 0, color.NRGBA{0, 0, 0, 0})
	r := samples(pixels.Smaller(m, 2, 2))
	if r.W != 2 || r.H != 2 || r.Pix[0] != 200 || r.Alpha[0] != 160 || r.Alpha[3] != 200 {
		t.Errorf("got %+v", r)
	}
}

// An image that has many more pixels than it is shown with is scaled down; few more, JPEG and few colours stay.
func TestShown(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 300, 200))
	for i := range m.Pix {
		m.Pix[i] = 255
	}
	for x := range 150 { // half of it is red
		for y := range 200 {
			m.SetNRGBA(x, y, color.NRGBA{255, 0, 0, 255})
		}
	}
	few := image.NewPaletted(m.Rect, color.Palette{color.Black, color.White})
	var jpg bytes.Buffer
	if err := jpeg.Encode(&jpg, m, nil); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		data []byte
		box  Shown
		w, h int
	}{
		{"all pixels", encodePNG(t, m), Shown{}, 300, 200},
		{"few more", encodePNG(t, m), Shown{201, 900}, 300, 200},
		{"many more", encodePNG(t, m), Shown{100, 900}, 100, 67},
		{"too high", encodePNG(t, m), Shown{900, 50}, 75, 50},
		{"few colours", encodePNG(t, few), Shown{100, 900}, 300, 200},
		{"JPEG", jpg.Bytes(), Shown{100, 900}, 300, 200},
	} {
		r, err := DecodeShown(tt.data, tt.box)
		if err != nil || r.W != tt.w || r.H != tt.h {
			t.Errorf("%s: %v, %d × %d", tt.name, err, r.W, r.H)
		} else if r.W < 300 && (r.FullW != 300 || r.FullH != 200 || !bytes.Equal(r.Pix[:3], []byte{255, 0, 0}) || !bytes.Equal(r.Pix[3*(r.W-1):3*r.W], []byte{255, 255, 255})) {
			t.Errorf("%s: of %d × %d, %v", tt.name, r.FullW, r.FullH, r.Pix[:3])
		}
	}
}

// A PNG that is passed through has all its rows.
func TestShortPNG(t *testing.T) {
	data := encodePNG(t, image.NewGray(image.Rect(0, 0, 300, 200)))
	s := pngStream(data)
	if err := s.whole(300, 200); err != nil {
		t.Errorf("a good image: %v", err)
	}
	if err := s.whole(300, 201); err == nil {
		t.Error("a row is missing, and no error")
	}
	s.Data = s.Data[:len(s.Data)/2]
	if err := s.whole(300, 200); err == nil {
		t.Error("half of the data is missing, and no error")
	}
}

// TestStroke reads how lines are drawn and what counts as inside.
func TestStroke(t *testing.T) {
	for _, tt := range []struct {
		attrs string
		ok    func(*Shape) bool
	}{
		{``, func(s *Shape) bool { return !s.EvenOdd && s.Dash == nil && s.DashOffset == 0 }},
		{`fill-rule="evenodd"`, func(s *Shape) bool { return s.EvenOdd }},
		{`style="fill-rule:evenodd"`, func(s *Shape) bool { return s.EvenOdd }},
		{`style="fill-rule:nonzero" fill-rule="evenodd"`, func(s *Shape) bool { return !s.EvenOdd }},
		{`clip-rule="evenodd"`, func(s *Shape) bool { return !s.EvenOdd }}, // that is for shapes in a clipPath
		{`stroke-dasharray="4 2"`, func(s *Shape) bool { return slices.Equal(s.Dash, []float64{4, 2}) && s.DashOffset == 0 }},
		{`stroke-dasharray="4 2" stroke-dashoffset="3"`, func(s *Shape) bool { return s.DashOffset == 3 }},
		{`stroke-dasharray="4" stroke-dashoffset="-1.5"`, func(s *Shape) bool { return s.DashOffset == -1.5 }},
		{`stroke-width="3"`, func(s *Shape) bool { return s.Width == 3 }},
		{`stroke-linecap="round" stroke-linejoin="bevel"`, func(s *Shape) bool { return s.Cap == 1 && s.Join == 2 }},
		{`stroke-linecap="square" stroke-linejoin="round"`, func(s *Shape) bool { return s.Cap == 2 && s.Join == 1 }},
		{`stroke-miterlimit="7"`, func(s *Shape) bool { return s.Miter == 7 }},
	} {
		d, err := ParseSVG([]byte(`<svg width="75pt" height="75pt" viewBox="0 0 75 75"><path d="M0 0L9 0L9 9z" stroke="red" `+tt.attrs+`/></svg>`), Options{})
		if err != nil || len(d.Items) != 1 {
			t.Errorf("%s: %v", tt.attrs, err)
			continue
		}
		if s := d.Items[0].(*Shape); !tt.ok(s) {
			t.Errorf("%s: got %+v", tt.attrs, s)
		}
	}
	d, err := ParseSVG([]byte(`<svg><clipPath id="c"><path d="M0 0L9 0L9 9z" clip-rule="evenodd"/></clipPath><rect width="5" height="5" clip-path="url(#c)"/></svg>`), Options{})
	if err != nil || len(d.Items) != 1 || len(d.Items[0].(*Shape).Clips) != 1 || !d.Items[0].(*Shape).Clips[0].EvenOdd {
		t.Errorf("the rule of a clip path: %v, %+v", err, d)
	}
}

// TestSizes holds what a PNG may have to be decoded and how many elements a drawing may have, from both sides.
func TestSizes(t *testing.T) {
	head := func(w, h uint32) []byte { // of sixteen bits a colour, with alpha; the pixels are missing
		b := append([]byte("IHDR"), binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)...)
		b = append(b, 16, 6, 0, 0, 0)
		out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), b...)
		return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(b))
	}
	for h, many := range map[uint32]bool{5_000: false, 5_001: true} {
		_, err := Decode(head(10_000, h))
		if err == nil || strings.Contains(err.Error(), "too many to decode") != many {
			t.Errorf("10,000 × %d pixels: %v", h, err)
		}
	}
	for n, ok := range map[int]bool{maxElements - 1: true, maxElements: false} {
		if _, err := ParseSVG([]byte("<svg>"+strings.Repeat("<g/>", n)+"</svg>"), Options{}); (err == nil) != ok {
			t.Errorf("%d elements in one: %v", n, err)
		}
	}
	for n, ok := range map[int]bool{maxDepth - 1: true, maxDepth: false} {
		if _, err := ParseSVG([]byte("<svg>"+strings.Repeat("<g>", n)+strings.Repeat("</g>", n)+"</svg>"), Options{}); (err == nil) != ok {
			t.Errorf("%d elements deep: %v", n, err)
		}
	}
}

// TestCalc works out lengths that are sums and products of others.
func TestCalc(t *testing.T) {
	for text, want := range map[string]float64{
		"calc(50px + 2 * 15px)": 80, "calc(10px/4)": 2.5, "calc( (1em - 6px) * 2 )": 20, "calc(50% - calc(10px + 5px))": 85, "calc(-2px + 3px)": 1,
		"calc(1px + )": -1, "calc(1px": -1, "calc(1px +2px)": -1, "calc(1px / 0)": -1, "calc()": -1, "calc(1odd)": -1, "calc(1px) 2": -1,
	} {
		got, ok := length(text, 16, 200)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%s is %g, want %g", text, got, want)
		}
	}
}
