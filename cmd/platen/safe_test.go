package main

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/convert"
	"platen/convert/tree"
)

// safeNames are the elements that a converted page may have, with the attributes that each may have beside
// those of every element. What a browser does with all of them is known: none runs code, loads a page
// or sends anything.
func safeNames() map[string]string {
	names := map[string]string{
		"html": "", "head": "", "title": "", "meta": "charset name content", "style": "", "body": "",
		"a": "href rel", "img": "src alt width height loading decoding referrerpolicy", "input": "type checked disabled",
		"ol": "start type", "td": "colspan rowspan scope", "th": "colspan rowspan scope", "details": "open name", "code": "style",
	}
	for n := range strings.FieldsSeq(`main nav header footer section div p h1 h2 h3 h4 h5 h6 ul li dl dt dd table caption thead tbody tfoot tr
		pre blockquote figure figcaption summary hr br wbr abbr b bdi bdo cite del dfn em i ins kbd mark q s samp small span strong sub sup u var`) {
		names[n] = ""
	}
	return names
}

// safeEverywhere are the attributes that every element may have.
const safeEverywhere = "id class lang dir title role aria-label aria-hidden tabindex"

var (
	safeAddress = regexp.MustCompile(`^(https?:|mailto:|tel:|//[a-z0-9]|[^:/\\][^:]*$|[^:/\\]*[/?#]|/[^/\\]|/?$|#)`)
	safeImage   = regexp.MustCompile(`^data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=%]+$`)
	safePolicy  = regexp.MustCompile(`^default-src 'none'; style-src 'sha256-[\w+/=]{44}'( 'unsafe-hashes'( 'sha256-[\w+/=]{44}')+)?; img-src \* data:; (media-src 'self' file:; )?base-uri 'none'; form-action 'none'$`)
	safeStyle   = regexp.MustCompile(`^counter-set:n \d+$`)
)

// ofFormula reports whether an element is one of the writer's own drawing or MathML of a formula: of a class that says so, or
// in one that is, and with attributes that hold numbers and names, of which one leads to a glyph of the page.
func ofFormula(n *html.Node) bool {
	for _, a := range n.Attr {
		if !safeFormula.MatchString(a.Key + "=" + a.Val) {
			return false
		}
	}
	switch n.Data {
	case "svg", "math":
		return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
			return a.Key == "class" && (strings.HasPrefix(a.Val, "p-svg") || a.Val == "p-glyphs" || a.Val == "p-vh")
		})
	case "g", "defs", "path", "use", "text":
		return n.Namespace == "svg"
	}
	return n.Namespace == "math" && strings.HasPrefix(n.Data, "m")
}

var safeFormula = regexp.MustCompile(`^((class|id|columnalign|display|accent|accentunder|notation|mathvariant|mathcolor|linethickness)=[#a-z0-9 -]*|aria-hidden=true|href=#[a-z0-9-]*p-g\d+|` +
	`style=vertical-align:-?[.\d]+em|(d|x|y|width|height|viewBox|transform|font-size|font-weight|font-style|stroke-width|stroke-dasharray|fill|stroke)=[#\w .()-]*)$`)

// activeContent returns what in a page could run, load or send something.
func activeContent(page []byte) []string {
	var found []string
	names := safeNames()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	for n := range doc.Descendants() {
		if n.Type == html.CommentNode {
			found = append(found, "comment "+n.Data)
		}
		if n.Type != html.ElementNode {
			continue
		}
		if n.Namespace != "" && ofFormula(n) {
			continue
		}
		own, known := names[n.Data]
		if !known || n.Namespace != "" {
			found = append(found, "<"+n.Data+">")
			continue
		}
		for _, a := range n.Attr {
			v := strings.TrimSpace(a.Val)
			what := fmt.Sprintf("<%s %s=%q>", n.Data, a.Key, a.Val)
			if n.Data == "meta" && n.Parent.Data == "head" && a.Key == "http-equiv" && v == "Content-Security-Policy" && slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "content" && safePolicy.MatchString(a.Val) }) {
				continue // it takes away
			}
			if !slices.Contains(strings.Fields(safeEverywhere+" "+own), a.Key) || a.Namespace != "" {
				found = append(found, what)
				continue
			}
			control := strings.ContainsFunc(a.Val, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f })
			switch a.Key {
			case "href":
				if control || !safeAddress.MatchString(v) {
					found = append(found, what)
				}
			case "src":
				if control || !safeAddress.MatchString(v) && !safeImage.MatchString(v) {
					found = append(found, what)
				}
			case "style":
				if !safeStyle.MatchString(v) {
					found = append(found, what)
				}
			case "id", "class":
				if a.Key == "id" && strings.ContainsAny(a.Val, " \n\t\f") || strings.ContainsAny(a.Val, "<>\"") && n.Data == "html" {
					found = append(found, what)
				}
			case "type":
				if n.Data == "input" && v != "checkbox" {
					found = append(found, what)
				}
			}
		}
	}
	return found
}

// TestActiveContentIsFound guards the test below: it must see what it looks for.
func TestActiveContentIsFound(t *testing.T) {
	for _, s := range []string{`<script>x</script>`, `<p onclick=x>`, `<a href="javascript:x">`, `<a href=" java&#9;script:x">`, `<img src="data:image/svg+xml,x">`, `<a href="data:text/html,x">`,
		`<svg></svg>`, `<p style="x">`, `<iframe>`, `<input type=text>`, `<a ping=x>`, `<img srcset=x>`, `<form>`, `<meta http-equiv=refresh>`, `<meta http-equiv="Content-Security-Policy" content="script-src *">`, `<base href=x>`, `<a href="\\host">`, `<!-- x -->`,
		`<a href="blob:x">`, `<a href="vbscript:x">`, `<details ontoggle=x>`, `<img name=body>`, `<a target=x>`} {
		if activeContent([]byte(s)) == nil {
			t.Errorf("%s passes", s)
		}
	}
	for _, s := range []string{`<a href="x%3Ay">`, `<a href="#a:b">`, `<a href="?a:b">`, `<p id=a>`} {
		if found := activeContent([]byte(s)); found != nil {
			t.Errorf("%s: %s", s, found)
		}
	}
}

// attacks returns Markdown in which nothing may stay active.
func attacks() []string {
	payloads := []string{"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "java&#x0a;script:alert(1)", "&#106;avascript&colon;alert(1)",
		"&#x1;javascript:alert(1)", "vbscript:x", "livescript:x", "mocha:x", "blob:x", "file:///etc/passwd", "filesystem:x", "view-source:x", "about:blank", "jar:x", "data:text/html,<script>alert(1)</script>",
		"data:image/svg+xml;base64,PHN2Zy8+", "data:image/png;base64,x\" onerror=\"alert(1)", "data:image/png,x", "\\\\evil.example\\x", "/\\evil.example", "x\" onmouseover=\"alert(1)", "x' onmouseover='alert(1)",
		"\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "&quot;&gt;&lt;script&gt;", "x:expression(alert(1))", "url(javascript:alert(1))", "0;url=javascript:alert(1)", "]]><script>", "--><script>", "\u202ejavascript:x", "javascript&#58;x", "j\u00e1vascript:x"}
	elements := strings.Fields(`a abbr address animate annotation-xml applet area article audio b base basefont bdo bgsound blink blockquote body br button canvas caption center cite code col colgroup data dd del
		details dfn dialog dir div dl dt em embed fieldset figcaption figure font foreignObject form frame frameset h1 h6 head header hr html i iframe image img input ins isindex kbd keygen label li link listing
		main map mark marquee math menu menuitem meta meter mglyph mtext nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext pre q rb rp rt ruby s script section select
		set slot small source span strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul use var video wbr x-y xml xmp xss`)
	attributes := strings.Fields(`href src srcset xlink:href action formaction poster data background style onload onerror onclick onfocus ontoggle ping srcdoc content http-equiv lowsrc dynsrc usemap longdesc
		cite classid code codebase profile manifest target is slot id name class title alt role tabindex autofocus contenteditable accesskey form lang dir width height align scope start type open value xmlns`)
	var out []string
	for i, e := range elements {
		for j, a := range attributes {
			p := payloads[(i*7+j)%len(payloads)]
			form := "<%s %s=\"%s\">words</%s>"
			if (i+j)%2 == 1 {
				form = "Text <%s/%s='%s'>words</%s> text"
			}
			out = append(out, fmt.Sprintf(form, e, a, p, e))
		}
		out = append(out, fmt.Sprintf("<%s\n\nonclick=alert(1)>", e), fmt.Sprintf("<%s><script>alert(1)</script>", e), fmt.Sprintf("<%s/onload=alert(1)//", e), fmt.Sprintf("- <%s onload=alert(1)\n", e))
	}
	for _, p := range payloads {
		for _, form := range []string{"[x](<%s>)", "[x](%s)", "![x](<%s>)", "![x](%s \"t\")", "<%s>", "[x][r]\n\n[r]: <%s>", "[![x](<%[1]s>)](<%[1]s>)", "[x](a \"%s\")", "[x](a '%s')", "![%s](a.png)",
			"```%s\ncode\n```", "``` lang title=\"%s\" {1}\ncode\n```", "## H {#%s}", "## H {.%s}", "## H {onclick=\"%[1]s\" style=\"%[1]s\" href=\"%[1]s\"}", "[^%[1]s]\n\n[^%[1]s]: note", "!!! note \"%s\"\n    x", ":::note[%s]\nx\n:::",
			"=== \"%s\"\n    x", "> [!NOTE] %s\n> x", "$%s$", "::: {.x onclick=\"%[1]s\"}\nx\n:::", "![x](a.png){onerror=\"%[1]s\" style=\"%[1]s\"}", "[x]{onclick=\"%[1]s\"}", "*[HTML]: %s\n\nHTML", "<a name=\"%s\"></a>", "<h2 id=\"%[1]s\" class=\"%[1]s\">x</h2>",
			"| a |\n|---|\n| [x](<%[1]s>) <img src=\"%[1]s\"> |", "Term\n: [x](<%s>)", "<details><summary><a href=\"%s\">x</a></summary></details>", "<table><tr><td style=\"%[1]s\" background=\"%[1]s\">x</table>"} {
			out = append(out, fmt.Sprintf(form, p))
		}
	}
	for _, s := range []string{"__proto__", "constructor", "body", "cookie", "location", "p-main", "p-nav", "p-hits", "platenSearch", "MiniSearch", "fn1", "tabs1", "top"} {
		out = append(out, fmt.Sprintf("<a name=%q></a><img id=%[1]q name=%[1]q src=x><form id=%[1]q><input name=%[1]q></form>", s), "## H {#"+s+" .p-find .p-toc .p-side .p-theme}")
	}
	return append(out, "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">", "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
		"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", "<a href=\"x\"<b onclick=alert(1)>x</a>",
		"<scr<script>ipt>alert(1)</scr</script>ipt>", "<!--><script>alert(1)</script>-->", "<!-- --!><script>alert(1)</script> -->", "<![CDATA[<script>alert(1)</script>]]>", "<?php <script>alert(1)</script> ?>", "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
		"<\x00script>alert(1)</script>", "<img src=x:alert(1) onerror=eval(src)>", "<img src=`x`onerror=alert(1)>", "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">", "<div style=\"x:\\65xpression(alert(1))\">", "<a href=\"//evil.example/%0d%0aSet-Cookie:x\">x</a>")
}

// TestNothingActive: whatever Markdown holds, in every dialect, no page of it runs, loads or sends anything.
// What is let through are elements and attributes that the tree has names for; this reads the pages back with an
// independent parser and holds them against a list.
func TestNothingActive(t *testing.T) {
	const perPage = 100
	all := attacks()
	dialects := []string{"auto", "gfm", "mkdocs", "mdbook", "aws"}
	for k, from := range dialects {
		var list []string // each dialect has its share; the forms of links and attributes are in all shares
		for i, s := range all {
			if i%len(dialects) == k {
				list = append(list, s)
			}
		}
		inputs := fstest.MapFS{}
		for i := 0; i < len(list); i += perPage {
			b := []byte("---\ntitle: \"<script>alert(1)</script>\"\ndescription: '\"><script>'\nlang: '\"><script>'\nauthor: \"</title><script>\"\n---\n\n")
			for j, s := range list[i:min(i+perPage, len(list))] {
				b = fmt.Appendf(b, "%s\n\n</x></script></style></svg></math></textarea></title>\n\nParagraph %d.\n\n", s, i+j)
			}
			inputs[fmt.Sprintf("page%d.md", i/perPage)] = &fstest.MapFile{Data: b}
		}
		t.Run(from, func(t *testing.T) {
			t.Parallel()
			o, _, _, err := options.Parse([]string{"-f", from, "--limit-delimiters", "100000"})
			if err != nil {
				t.Fatal(err)
			}
			found := &report.Collector{In: &input.Input{}}
			opts, err := found.In.(*input.Input).LoadOptions(o)
			if err != nil {
				t.Fatal(err)
			}
			book, err := convert.Load(t.Context(), convert.Source{FS: inputs, Name: "guide"}, opts, found.Report)
			if err != nil {
				t.Fatal(err)
			}
			book.Lone = true // pages without scripts of their own
			f, _ := options.FormatNamed("html")
			mem := &memory{files: map[string][]byte{}}
			if err := convert.Write(t.Context(), book, []convert.Job{{Writer: f.Make(&options.Settings{Options: o, Lone: true}), Out: mem}}, found.Report); err != nil {
				t.Fatal(err)
			}
			if len(mem.files) < len(inputs) {
				t.Errorf("%d pages of %d", len(mem.files), len(inputs))
				for _, d := range found.Found.All() {
					if d.Severity == tree.Error {
						t.Error(d)
					}
				}
			}
			for name, page := range mem.files {
				for i, s := range activeContent(page) {
					if i == 5 {
						t.Errorf("%s: …", name)
						break
					}
					t.Errorf("%s: %s", name, s)
				}
				if n := bytes.Count(page, []byte("Paragraph ")); n < perPage/2 && name != fmt.Sprintf("page%d.html", (len(list)-1)/perPage) {
					t.Errorf("%s: only %d of the paragraphs between are there", name, n)
				}
			}
		})
	}
}
