package dita_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers/dita"
)

// pieces are blocks that DITA allows in some places only, and inlines that need room.
var pieces = []string{
	"**To do x**\n\n1. Choose **A**. Wait.\n\n   - b\n   - c\n1. Do one of the following:\n   - Click **c**.\n   - Run `x`.\n",
	"> [!WARNING]\n> w\n",
	"> quoted\n",
	"------\n#### [ Console ]\n\na\n\n------\n#### [ CLI ]\n\n**To do y**\n\n1. Do it.\n\n------\n",
	"| a[^q] | b |\n|---|:-:|\n| 1 | `x`[^q] |\n\n[^q]: n *x*\n",
	"<table><caption>t[^q]</caption><tr><th rowspan=2>a</th><td><ul><li>x<li><pre>y</pre></ul></td></tr><tr><td colspan=3>z<table><tr><td>q</td></tr></table></td></tr></table>\n",
	"a\n: b\n\n  c\n",
	"![i](http://example.com/y.png \"t\")\n",
	"![i](gone.png \"t\")\n",
	"<details><summary>s <a name=\"k\"></a></summary>\n\n# h\n\ntext\n\n</details>\n",
	"<a name=\"z\"></a>\n",
	"<figure><img src=\"http://example.com/b.png\" alt=\"b\"><figcaption>c [l](#z)</figcaption></figure>\n",
	"- [ ] todo\n- [x] ![q](http://example.com/z.png)\n",
	"## Head [l](http://example.com) ![q](http://example.com/z.png)[^q]\n",
	"*a ![i](http://example.com/y.png) [^q] **b***\n",
	"line one  \n**two**  \nthree ![i](http://example.com/y.png)\n",
	"```sh\ncode\n```\n",
	"1. one\n\n   1. two\n      1. three\n",
	"***\n",
}

// around are what the pieces are put into: what begins the first line, what begins the others, and what stands
// before and after.
var around = []struct{ first, rest, before, after string }{
	{"> ", "> ", "", ""},
	{"- ", "  ", "", ""},
	{"1. ", "   ", "", ""},
	{"> ", "> ", "> [!NOTE]\n", ""},
	{"1. ", "   ", "**To do it**\n\n", "1. Run it. Then stop.\n"},
	{": ", "  ", "Term\n", ""},
	{"[^f%d]: ", "    ", "", ""},
	{"", "", "<table><tr><td>\n\n", "\n</td></tr></table>\n"},
	{"", "", "------\n#### [ T ]\n\n", "\n------\n#### [ U ]\n\nu\n\n------\n"},
	{"", "", "<figure>\n\n", "\n<figcaption>\n\nc\n\n</figcaption></figure>\n"},
	{"", "", "<details>\n<summary>x</summary>\n\n", "\n</details>\n"},
}

// nested puts pieces into each other at random.
func nested(r *rand.Rand) string {
	var page strings.Builder
	if r.IntN(3) > 0 {
		page.WriteString("# Title\n\n")
	}
	for range 1 + r.IntN(4) {
		s := pieces[r.IntN(len(pieces))]
		for range r.IntN(4) {
			if r.IntN(3) == 0 {
				s += "\n" + pieces[r.IntN(len(pieces))]
			}
			a := around[r.IntN(len(around))]
			if strings.Contains(a.first, "%d") {
				a.first = fmt.Sprintf(a.first, r.IntN(99))
			}
			lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
			s = a.before + a.first + strings.Join(lines, "\n"+a.rest) + "\n" + a.after
		}
		page.WriteString(s + "\n")
		if r.IntN(3) == 0 {
			page.WriteString(strings.Repeat("#", 1+r.IntN(4)) + " Section\n\n")
		}
	}
	return page.String()
}

// TestNested writes blocks nested at random with every choice of topics: no page fails, and links inside the
// guide have their ids. With PLATEN_DITA_OUT there are more pages, for a validator to look at.
func TestNested(t *testing.T) {
	n := 60
	if os.Getenv("PLATEN_DITA_OUT") != "" {
		n = 1500
	}
	r := rand.New(rand.NewPCG(1, 2))
	pages := fstest.MapFS{}
	for i := range n {
		pages[fmt.Sprintf("p%d.md", i)] = &fstest.MapFile{Data: []byte(nested(r))}
	}
	book, err := convert.Load(t.Context(), convert.Source{Name: "nested", FS: pages}, convert.Options{}, func(tree.Diag) {})
	if err != nil {
		t.Fatal(err)
	}
	for name, w := range map[string]*dita.Writer{"page": {}, "topic": {Version: "1.2", Chunk: dita.ChunkTopic, Map: dita.MapPlain},
		"section": {Chunk: dita.ChunkSection}, "off": {Tasks: dita.TasksOff}} {
		out, diags := write(t, w, book)
		for _, d := range diags {
			if d.Severity == tree.Error {
				t.Errorf("%s: %s", name, d)
			}
		}
		resolve(t, out)
		out.save(t, "nested-"+name)
	}
}

// resolve follows each href inside the guide to a file, and to a topic and an element of it.
func resolve(t *testing.T, out *memory) {
	ids := map[string]bool{} // "file", "file#topic", "file#topic/element"
	type link struct{ file, href string }
	var links []link
	for name, data := range out.files {
		ids[name] = true
		d := xml.NewDecoder(bytes.NewReader(data))
		var topics []string
		for {
			tok, err := d.Token()
			if err != nil {
				break
			}
			start, ok := tok.(xml.StartElement)
			if !ok {
				if end, ok := tok.(xml.EndElement); ok && isTopic(end.Name.Local) {
					topics = topics[:len(topics)-1]
				}
				continue
			}
			attr := map[string]string{}
			for _, a := range start.Attr {
				attr[a.Name.Local] = a.Value
			}
			key := ""
			if isTopic(start.Name.Local) {
				topics = append(topics, attr["id"])
				key = name + "#" + attr["id"]
			} else if len(topics) > 0 && attr["id"] != "" {
				key = name + "#" + topics[len(topics)-1] + "/" + attr["id"]
			}
			if key != "" && ids[key] {
				t.Errorf("%s is there twice", key)
			}
			ids[key] = true
			if href := attr["href"]; href != "" && attr["scope"] == "" {
				links = append(links, link{name, href})
			}
		}
	}
	for _, l := range links {
		file, id, hasID := strings.Cut(l.href, "#")
		to := l.file
		if file != "" {
			to = path.Join(path.Dir(l.file), file)
		}
		if hasID {
			to += "#" + id
		}
		if !ids[to] {
			t.Errorf("%s: %q leads nowhere", l.file, l.href)
		}
	}
}

func isTopic(name string) bool { return name == "concept" || name == "task" || name == "reference" }
