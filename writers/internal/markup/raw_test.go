package markup

import (
	"strings"
	"testing"

	"platen/convert/tree"
)

// nowhere is a Place in which everything is dead.
type nowhere struct{}

func (nowhere) Target(*tree.Target)              {}
func (nowhere) Dead(*tree.Target) bool           { return true }
func (nowhere) Image(*tree.Asset) (string, bool) { return "", false }

// Raw HTML is printed as it is in HTML; in XHTML it is well-formed, without what runs or loads.
func TestRawHTML(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{`<b>a<br>b`, `<b>a<br/>b</b>`},
		{`</b>`, ``},
		{`<blink class="x">`, ``},
		{`<video src="a.mp4" onplay=x>no <i title='"&amp;' onclick=x>video</i></video>`, `no <i title="&quot;&amp;">video</i>`},
		{`<script>alert(1)</script><style>a{}</style>a`, `a`},
		{`<img src=x alt="A &lt; B">`, `A &lt; B`},
		{`<svg><title>S</title><path d="M0 0"/></svg>`, `S`},
		{`<p id=a>x<p>y`, `<p>x</p><p>y</p>`},
		{"a\x00\x01b", "ab"},
	} {
		for _, xml := range []bool{false, true} {
			p := &Printer{Form: Form{XML: xml}, Place: nowhere{}}
			page := &tree.Page{Path: "a.md", Blocks: []tree.Block{&tree.RawBlock{HTML: c.html}}}
			p.Start(page, "en", func(tree.Diag) {})
			p.Body()
			got, want := strings.ReplaceAll(string(p.Finish()), "\ufffd", ""), c.want
			if !xml {
				want = c.html
			}
			if got != want {
				t.Errorf("%s (XML %v):\ngot  %s\nwant %s", c.html, xml, got, want)
			}
		}
	}
}
