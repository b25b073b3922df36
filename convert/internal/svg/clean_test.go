package svg

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"unicode/utf16"
)

// wrap makes a drawing of its content.
func wrap(s string) string {
	return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">` + s + `<rect id="r" width="1" height="1"/></svg>`
}

// hostile are drawings that run code or load something, in each form.
var hostile = []string{
	`<script>alert(1)</script>`,
	`<SCRIPT>alert(1)</SCRIPT>`,
	`<script xlink:href="evil.js"/>`,
	`<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>`,
	`<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>`,
	`<h:script xmlns:h="http://www.w3.org/1999/xhtml" src="evil.js"/>`,
	`<g><defs><symbol><script>alert(1)</script></symbol></defs></g>`,
	`<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">alert(1)</handler>`,
	`<listener xmlns="http://www.w3.org/2001/xml-events" event="click" handler="#evil"/>`,
	`<rect onload="alert(1)"/>`,
	`<rect ONCLICK="alert(1)"/>`,
	`<g onbegin='alert(1)'/>`,
	`<rect onload="&#97;lert(1)"/>`,
	`<a href="javascript:alert(1)"><text>x</text></a>`,
	`<a xlink:href=" java&#10;script:alert(1)"><text>x</text></a>`,
	`<a y:href="JaVaScRiPt:alert(1)" xmlns:y="http://www.w3.org/1999/xlink"/>`,
	`<a href="data:text/html,evil"/>`,
	`<a href="vbscript:evil"/>`,
	`<a href="//evil.example/x"/>`,
	`<a href="/\evil.example/x"/>`,
	`<a href="https&#58;evil"/>`,
	`<use href="http://evil.example/a.svg#x"/>`,
	`<use xlink:href="evil.svg#x"/>`,
	`<use href="data:image/svg+xml;base64,evil"/>`,
	`<image href="https://evil.example/a.png"/>`,
	`<image href="//evil.example/a.png"/>`,
	`<image xlink:href="data:image/svg+xml,evil"/>`,
	`<feImage href="http://evil.example/x"/>`,
	`<textPath href="http://evil.example/x#y">t</textPath>`,
	`<set attributeName="href" to="javascript:alert(1)"/>`,
	`<set attributeName="xlink:href" to="#evil"/>`,
	`<animate attributeName="onload" values="evil"/>`,
	`<animate attributeName=" HREF " values="evil"/>`,
	`<animate attributeName="fill" to="url(http://evil.example)"/>`,
	`<animate attributeName="x" from="javascript:alert(1)"/>`,
	`<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="evil"/></foreignObject>`,
	`<foreignObject><div xmlns="http://www.w3.org/1999/xhtml" onclick="alert(1)">t</div></foreignObject>`,
	`<foreignObject><form xmlns="http://www.w3.org/1999/xhtml" action="evil"><input/></form></foreignObject>`,
	`<foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="http://evil.example/x"/></foreignObject>`,
	`<foreignObject><img xmlns="http://www.w3.org/1999/xhtml" srcset="http://evil.example/x"/></foreignObject>`,
	`<foreignObject><style xmlns="http://www.w3.org/1999/xhtml">@import "evil";</style></foreignObject>`,
	`<foreignObject><video xmlns="http://www.w3.org/1999/xhtml" src="evil"/></foreignObject>`,
	`<foreignObject><math xmlns="http://www.w3.org/1998/Math/MathML"><maction actiontype="statusline#evil"/></math></foreignObject>`,
	`<iframe src="evil"/>`, `<embed src="evil"/>`, `<object data="evil"/>`, `<audio src="evil"/>`, `<video src="evil"/>`,
	`<style>@import "evil.css";</style>`,
	`<style>@import url(http://evil.example);</style>`,
	`<style>@imp<!-- -->ort "evil.css";</style>`,
	`<style>@imp<![CDATA[ort "evil.css";]]></style>`,
	`<style>@\69mport "a.css";</style>`,
	`<style>a{fill:url(http://evil.example)}</style>`,
	`<style>a{fill:u\72l(http://a.example)}</style>`,
	`<style>a{fill:url( "http://evil.example" )}</style>`,
	`<style>a{fill:url("#x" evil)}</style>`,
	`<style>a{fill:image-set("http://a.example" 1x)}</style>`,
	`<style>@font-face{src:url(//evil.example/f)}</style>`,
	`<style>a{b:url(evil</style>`,
	`<style>a{b:ur\l(http://a.example)}</style>`,
	`<style>a{b:url\(http://a.example)}</style>`,
	`<style>"\&#13;&#10;" @import "evil";</style>`,
	`<style>/* @import "evil"</style>`,
	`<rect style="fill:url(http://evil.example)"/>`,
	`<rect fill="url(http://evil.example)"/>`,
	`<rect filter="URL(evil.svg#x)"/>`,
	`<rect mask="u\72l(a.svg#x)"/>`,
	`<g xml:base="http://evil.example/"/>`,
	`<?xml-stylesheet href="evil.css"?>`,
	`<?xml-stylesheet type="text/xsl" href="#evil"?>`,
	`<q:x xmlns:q="http://www.w3.org/1999/XSL/Transform">evil</q:x>`,
	`<b xmlns="http://www.mozilla.org/xbl" id="evil"/>`,
	`<metadata><script xmlns="urn:x">alert(1)</script></metadata>`,
	`<unknownelement>evil</unknownelement>`,
}

// TestHostile cleans what is hostile; the rectangle behind it stays.
func TestHostile(t *testing.T) {
	for _, s := range hostile {
		got, removed, err := Clean([]byte(wrap(s)))
		if err != nil || len(removed) == 0 {
			t.Errorf("%s: removed %q, error %v", s, removed, err)
		}
		low := strings.ToLower(string(got))
		for _, bad := range []string{"alert", "evil", "script:", "onclick", "onload", "@import", "url(http"} {
			if strings.Contains(low, bad) {
				t.Errorf("%s: %s", s, got)
				break
			}
		}
		if !strings.Contains(low, `<rect id="r"`) {
			t.Errorf("%s: the drawing is gone: %s", s, got)
		}
		if again, removed, err := Clean(got); err != nil || len(removed) > 0 || !bytes.Equal(again, got) {
			t.Errorf("%s: cleaned twice: %q, %v", s, removed, err)
		}
	}
}

// TestHarmless leaves every byte of drawings that run and load nothing.
func TestHarmless(t *testing.T) {
	for _, s := range []string{
		`<g fill="url(#a)" style="stroke: url('#b'); fill: red"><title>javascript: is a word</title></g>`,
		`<style>@font-face{font-family:x;src:url(data:font/woff2;base64,AA==)} .a{fill:url("#x");content:"\2022"} @media(min-width:1px){a{b:c}}</style>`,
		`<style><![CDATA[ .a > .b { fill: red } ]]></style>`,
		`<a href="https://example.org/x" target="_blank"><text>x</text></a><a xlink:href="#r"/><a href="other.html"/>`,
		`<image href="data:image/png;base64,iVBORw0KGgo="/><use xlink:href="#r"/>`,
		`<animate attributeName="x" from="1" to="2" dur="1s"/><set attributeName="visibility" to="hidden" begin="r.click"/>`,
		`<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:x rdf:about="http://a.example"/></rdf:RDF></metadata>`,
		`<g inkscape:label="on" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:onlyone="1"/>`,
		`<switch><foreignObject requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility"><div xmlns="http://www.w3.org/1999/xhtml" style="color: red">A <b>label</b><br/></div></foreignObject><text>A label</text></switch>`,
		`<!-- a comment --><style>"\&#10;@import"</style>`,
		`<path d="M0 0 L1 1"/><text xml:space="preserve"> &amp; &lt; </text>`,
	} {
		for _, head := range []string{"", `<?xml version="1.0" encoding="UTF-8"?>` + "\n", "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n"} {
			in := head + wrap(s)
			got, removed, err := Clean([]byte(in))
			if err != nil || removed != nil || string(got) != in {
				t.Errorf("%s: removed %q, error %v, %s", in, removed, err, got)
			}
		}
	}
}

func TestForms(t *testing.T) {
	for _, tt := range []struct{ in, want, removed string }{
		{"<!DOCTYPE svg [<!ENTITY ns \"http://www.w3.org/2000/svg\">\n]><svg xmlns=\"&ns;\"><rect/></svg>", `<svg xmlns="http://www.w3.org/2000/svg"><rect></rect></svg>`, ""},
		{`<!DOCTYPE svg [<!ENTITY c '&#xe9;&#32;!'>]>` + wrap("<text>&c;</text>"), wrapped("<text>é !</text>"), ""},
		{`<!DOCTYPE svg [<!ENTITY x "<script>alert(1)</script>">]>` + wrap("&x;"), `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"></svg>`, "its document type, what comes behind a fault in its XML"},
		{`<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>` + wrap(""), wrapped(""), "its document type"},
		{`<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + wrap(""), wrapped(""), "its document type"},
		{wrap(`<g><script>`), `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><g></g></svg>`, "<script>, what comes behind a fault in its XML"},
		{wrap("") + `<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>`, wrapped(""), "what comes behind a fault in its XML"},
		{"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + wrap("<text>\xe9</text>"), `<?xml version="1.0" encoding="UTF-8"?>` + wrapped("<text>é</text>"), ""},
	} {
		got, removed, err := Clean([]byte(tt.in))
		if strings.TrimSpace(string(got)) != tt.want || strings.Join(removed, ", ") != tt.removed || err != nil {
			t.Errorf("%s\ngot  %s %q %v\nwant %s", tt.in, got, removed, err, tt.want)
		}
	}
	units := utf16.Encode([]rune("\uFEFF<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + wrap(`<rect onload="alert(1)"/>`)))
	var little, big []byte
	for _, u := range units {
		little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
	}
	for _, in := range [][]byte{little, big} {
		if got, _, err := Clean(in); err != nil || !strings.Contains(string(got), "<rect></rect>") {
			t.Errorf("UTF-16: %v, %s", err, got)
		}
	}
	for _, in := range []string{"", "x", `<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>` + wrap("<text>&b;</text>"), `<html xmlns="http://www.w3.org/1999/xhtml"><script/></html>`, `<svg xmlns="http://www.w3.org/1999/xhtml"/>`, `<?xml version="1.0" encoding="UTF-7"?>` + wrap("")} {
		if got, _, err := Clean([]byte(in)); err == nil {
			t.Errorf("%s is a drawing: %s", in, got)
		}
	}
}

// wrapped is wrap as it is written anew.
func wrapped(s string) string {
	return strings.Replace(wrap(s), `height="1"/>`, `height="1"></rect>`, 1)
}

// TestGrowth cleans drawings of one kind of part: twice as many allocate twice as much, and entities stand for no more
// than the drawing is long.
func TestGrowth(t *testing.T) {
	for _, unit := range []string{`<g onload="x">`, `<rect onload="x"/>`, `<style>a{b:url(`, `<a href="javascript:x"/>`, `\@(`, `<!---->`, `<g xmlns:a="b">`} {
		clean := func(n int) float64 {
			in := []byte(wrap(strings.Repeat(unit, n)))
			return testing.AllocsPerRun(1, func() { Clean(in) })
		}
		if one, two := clean(2000), clean(4000); two > 2.5*one+50 {
			t.Errorf("%s: %.0f allocations, then %.0f", unit, one, two)
		}
	}
	bomb := `<!DOCTYPE svg [<!ENTITY a "` + strings.Repeat("x", 10_000) + `">]>` + wrap("<text>"+strings.Repeat("&a;", 10_000)+"</text>")
	if got, _, _ := Clean([]byte(bomb)); len(got) > 2*len(bomb) {
		t.Errorf("%d bytes become %d", len(bomb), len(got))
	}
}

func FuzzClean(f *testing.F) {
	f.Add(wrap(`<script>a</script><a href="javascript:x"/><style>@import "x";</style>`))
	f.Add(`<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="&a;"><g style="\75rl(x)">&#13;</g></svg>`)
	f.Fuzz(func(t *testing.T, in string) {
		got, removed, err := Clean([]byte(in))
		if err != nil {
			return
		}
		if removed == nil && string(got) == in {
			return
		}
		d := xml.NewDecoder(bytes.NewReader(got))
		for {
			if _, err := d.RawToken(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%v\n%s", err, got)
			}
		}
		if again, removed, err := Clean(got); err != nil || len(removed) > 0 || !bytes.Equal(again, got) {
			t.Fatalf("cleaned twice: %q, %v\n%s\n%s", removed, err, got, again)
		}
	})
}

// TestDepth cleans drawings 256 elements deep; what lies deeper is taken out and said.
func TestDepth(t *testing.T) {
	for n, whole := range map[int]bool{maxDepth - 1: true, maxDepth: false} { // the root is one, too
		s := `<svg xmlns="http://www.w3.org/2000/svg">` + strings.Repeat("<g>", n) + strings.Repeat("</g>", n) + `</svg>`
		clean, removed, err := Clean([]byte(s))
		if err != nil || (len(removed) == 0) != whole || strings.Count(string(clean), "<g>") > maxDepth-1 {
			t.Errorf("%d groups: %q, %v", n, removed, err)
		}
	}
}
