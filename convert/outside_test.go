package convert

import (
	"fmt"
	"strings"
	"testing"
)

// TestOutside: what leads out of a guide stays a link, whole as far as the guide's address or the other site's is known.
func TestOutside(t *testing.T) {
	m := map[string]string{
		"book.toml":      "[book]\ntitle = 'B'\n",
		"src/SUMMARY.md": "- [A](a.md)\n- [B](sub/b.md)\n",
		"src/a.md":       "# A\n\n[x](../std/vec.html?q#v) [y](../other/ch.md) [z](/blog/post) [gone](gone.md)\n",
		"src/sub/b.md":   "# B\n\n[x](../../std/vec.html) [y](/sub/missing) [m](/b.md) [d](../std/)\n",
	}
	for _, c := range []struct {
		opts Options
		want []string
	}{
		{Options{}, []string{
			"../std/vec.html?q#v → url ../std/vec.html?q#v", "../other/ch.md → url ../other/ch.html", "/blog/post → url /blog/post", "gone.md → dead",
			"../../std/vec.html → url ../../std/vec.html", "/sub/missing → dead", "/b.md → dead", "../std/ → dead"}},
		{Options{BaseURL: "https://doc.example/kiln/", Sites: map[string]string{"../other/": "https://other.example/"}}, []string{
			"../std/vec.html?q#v → url https://doc.example/std/vec.html?q#v", "../other/ch.md → url https://other.example/ch.md", "/blog/post → url https://doc.example/blog/post", "gone.md → dead",
			"../../std/vec.html → url https://doc.example/std/vec.html", "/sub/missing → dead", "/b.md → dead", "../std/ → dead"}},
	} {
		b, _ := load(t, Source{FS: files(m), Name: "guide"}, c.opts)
		equal(t, c.opts.BaseURL, append(outcomes(find(t, b, "a.md")), outcomes(find(t, b, "sub/b.md"))...), c.want)
	}
}

// TestReading: the root and the reading of relative links under which most links are alive count.
func TestReading(t *testing.T) {
	for name, c := range map[string]struct {
		m    map[string]string
		want []string
	}{
		"language root": {map[string]string{
			"en/guide/a.md": "[b](/guide/b/) [c](/guide/c)\n", "en/guide/b.md": "# B\n", "en/guide/c.md": "# C\n", "de/guide/b.md": "[c](/guide/c) [c](c.md)\n"},
			[]string{"/guide/b/ → page en/guide/b.md", "/guide/c → page en/guide/c.md"}},
		"source folder": {map[string]string{
			"README.md": "# R\n", "src/guide/a.md": "[b](/guide/b.html#x)\n", "src/guide/b.md": "# B\n\n## X\n"},
			[]string{"/guide/b.html#x → page src/guide/b.md #x"}},
		"addresses": {map[string]string{
			"guide/a.md": "[b](../b/) [c](../c) [d](../../d)\n", "guide/b.md": "# B\n", "guide/c.md": "# C\n", "c.md": "# Other\n", "d.md": "# D\n"},
			[]string{"../b/ → page guide/b.md", "../c → page guide/c.md", "../../d → page d.md"}},
		"front matter": {map[string]string{
			"guide/a.md": "[b](/start) [c](../cee) [d](dee)\n", "guide/b.md": "---\nslug: /start\n---\n# B\n", "c.md": "---\npermalink: /cee/\n---\n# C\n", "guide/D.md": "---\nid: dee\n---\n# D\n"},
			[]string{"/start → page guide/b.md", "../cee → page c.md", "dee → page guide/D.md"}},
	} {
		b, _ := guide(t, c.m)
		for _, p := range b.Pages {
			if strings.HasSuffix(p.Path, "guide/a.md") {
				equal(t, name, outcomes(p), c.want)
			}
		}
	}
	b, _ := guide(t, map[string]string{"en/guide/a.md": "# A\n", "en/guide/c.md": "# C\n", "de/guide/b.md": "[c](c.md)\n"})
	equal(t, "translation that is missing", outcomes(find(t, b, "de/guide/b.md")), []string{"c.md → page en/guide/c.md"})
}

// TestDeadForms: when more than a fifth of a form are dead, that is said once, and they stay links.
func TestDeadForms(t *testing.T) {
	var text strings.Builder
	for i := range 10 {
		fmt.Fprintf(&text, "[x](api%d.html) [y](b.md) [z](b%d.md)\n\n", i, i)
	}
	m := map[string]string{"a.md": text.String(), "b.md": "# B\n"}
	count := func(ds []string, what string) int { return strings.Count(strings.Join(ds, "\n"), what) }
	for _, c := range []struct {
		how         DeadLinks
		dead, kept  int
		urls, forms int
	}{{DeadLinksAuto, 0, 20, 20, 2}, {DeadLinksDrop, 20, 0, 0, 2}, {DeadLinksKeep, 20, 0, 20, 2}} {
		b, ds := load(t, Source{FS: files(m), Name: "guide"}, Options{DeadLinks: c.how})
		got := fmt.Sprint(count(ds, "[dead-link]"), count(ds, "[link-outside]"), count(outcomes(b.Pages[0]), "→ url"), count(ds, "[dead-links]"))
		equal(t, fmt.Sprint(c.how), got, fmt.Sprint(c.dead, c.kept, c.urls, c.forms))
	}
}

// TestWordlessLinks have the words of what they lead to.
func TestWordlessLinks(t *testing.T) {
	b, _ := load(t, Source{FS: files(map[string]string{"a.md": "[](b.md) [](b.md#part) [](#here)\n\n## Here *now* {#here}\n", "b.md": "# B\n\n## Part\n"}), Name: "guide"}, Options{})
	text := dump(find(t, b, "a.md"))
	for _, want := range []string{`link("b.md" → b.md){"B"}`, `link("b.md#part" → b.md#part){"Part"}`, `{"Here " emph{"now"}}`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing in\n%s", want, text)
		}
	}
}

// TestLabels: in MyST a label is a name in the whole guide, also with a colon in it.
func TestLabels(t *testing.T) {
	b, ds := guide(t, map[string]string{
		"conf.py": "project = 'K'\n", "index.md": "# Start\n\n[one](how-hot) [two](content:hot) [three](#how-hot) [four](none)\n", "heat.md": "# Heat\n\n(how-hot)=\n## How hot\n\n(content:hot)=\n## Content\n"})
	equal(t, "targets", outcomes(find(t, b, "index.md")), []string{"how-hot → page heat.md #how-hot", "content:hot → page heat.md #content:hot", "#how-hot → page heat.md #how-hot", "none → dead"})
	equal(t, "codes", codes(ds), []string{"dead-link"})
}

// TestMadeOutside: pages that DocFX makes of source code are not there, and not dead.
func TestMadeOutside(t *testing.T) {
	m := map[string]string{"toc.yml": "- name: A\n  href: a.md\n", "docfx.json": `{"metadata": [{"dest": "api"}]}`, "a.md": "# A\n\n[x](api/Kiln.yml) [y](apis/x.yml)\n"}
	b, _ := load(t, Source{FS: files(m), Name: "guide"}, Options{})
	equal(t, "docfx", outcomes(find(t, b, "a.md")), []string{"api/Kiln.yml → url api/Kiln.yml", "apis/x.yml → dead"})
}
