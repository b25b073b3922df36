package convert

import (
	"slices"
	"strings"
	"testing"

	"platen/convert/tree"
)

func TestContentsIndex(t *testing.T) {
	b, ds := guide(t, map[string]string{
		"index.md": "# The Guide\n\nBefore.\n\n## Contents\n\n+ [One](one.md)\n   + [Inside *one*](sub/two.md)\n   + [Site](https://example.com/)\n+ [Gone](onee.md)\n+ Group\n   + [Three](three.md#part)\n\nAfter.\n",
		"one.md":   "# One itself\n", "sub/two.md": "Two.\n", "three.md": "# Three\n\n## Part\n", "left.md": "# Left\n",
	})
	equal(t, "contents", nav(b), `chapter "One" one.md
  chapter "Inside one" sub/two.md
  chapter "Site" https://example.com/
chapter "Gone" -
chapter "Group" -
  chapter "Three" three.md#part
`)
	equal(t, "pages", paths(b), "index.md one.md sub/two.md three.md left.md")
	equal(t, "findings", ds, []string{
		`index.md:10:10: warning: link to "onee.md": no such page; did you mean "one.md"? [contents-missing]`,
		`left.md:1:1: info: the page is not in the contents list, index.md [not-in-contents]`,
	})
	if b.Index == nil || b.Index != b.Pages[0] || b.Name != "the-guide" {
		t.Errorf("index %v, name %s", b.Index, b.Name)
	}
	text := dump(b.Index)
	for _, s := range []string{`"Before."`, `"After."`, "list tight .contents", `"Group"`} {
		if !strings.Contains(text, s) {
			t.Errorf("index page lacks %s:\n%s", s, text)
		}
	}
	equal(t, "title from the contents", tree.PlainText(find(t, b, "sub/two.md").Title), "Inside one")
}

func TestContentsIndexParts(t *testing.T) {
	b, _ := guide(t, map[string]string{
		"index.md": "# Guide\n\n## Basics\n\n1. [A](a.md)\n\n## More\n\n- [B](b.md)\n", "a.md": "# A\n", "b.md": "# B\n"})
	equal(t, "contents", nav(b), "part \"Basics\" -\n  chapter \"A\" a.md\npart \"More\" -\n  chapter \"B\" b.md\n")
}

// TestContentsHomePage: an index page with a few links in its text is no contents list.
func TestContentsHomePage(t *testing.T) {
	b, _ := guide(t, map[string]string{
		"index.md": "# Home\n\n- [Start](b.md)\n- Fast\n", "a.md": "# A\n", "b.md": "# B\n", "c.md": "# C\n"})
	equal(t, "contents", nav(b), "chapter \"Home\" index.md\nchapter \"A\" a.md\nchapter \"B\" b.md\nchapter \"C\" c.md\n")
	b, _ = guide(t, map[string]string{
		"index.md": "# Home\n\n- [Start](b.md)\n", "a.md": "# A\n", "b.md": "# B\n", "c.md": "# C\n", "d.md": "# D\n"})
	if b.Index != nil {
		t.Error("a home page was taken for the contents")
	}
}

// TestContentsHostile: loops, doubles and targets outside give findings and an end.
func TestContentsHostile(t *testing.T) {
	b, ds := guide(t, map[string]string{
		"index.md": "+ [up](../../outside.md)\n+ [abs](/etc/passwd)\n+ [self](index.md)\n  + [index](index.md)\n+ [gone](missing.md)\n+ [dup](a.md)\n+ [again](a.md#title)\n+ [frag](#)\n+ []( )\n",
		"a.md":     "# Title\n"})
	equal(t, "pages", paths(b), "index.md a.md")
	if !slices.ContainsFunc(ds, func(s string) bool { return strings.Contains(s, "[link-outside]") }) {
		t.Errorf("findings: %s", strings.Join(ds, "\n"))
	}
}

func TestContentsSummary(t *testing.T) {
	b, ds := guide(t, map[string]string{
		"book.toml": "[book]\ntitle = \"Book\"\nsrc = \"text\"\n",
		"text/SUMMARY.md": "# Summary\n\n[Preface](preface.md)\n\n- [One](one.md)\n    - [`Two`](two/README.md)\n    - [Draft]()\n\n---\n\n# Part II\n\n" +
			"- [Three](three.md)\n\n# Part III\n\n- [Missing](missing.md)\n\n[Thanks](thanks.md)\n[More](more.md)\n",
		"text/preface.md": "# Preface\n", "text/one.md": "# One\n", "text/two/README.md": "# Two\n", "text/three.md": "# Three\n",
		"text/thanks.md": "# Thanks\n", "text/more.md": "# More\n", "text/extra.md": "# Extra\n", "README.md": "# Repository\n",
	})
	equal(t, "contents", nav(b), "front \"Preface\" preface.md\nchapter \"One\" one.md\n  chapter \"Two\" two/README.md\n  draft \"Draft\" -\n"+
		"separator \"\" -\npart \"Part II\" -\n  chapter \"Three\" three.md\npart \"Part III\" -\n  chapter \"Missing\" -\nback \"Thanks\" thanks.md\nback \"More\" more.md\n")
	equal(t, "pages", paths(b), "preface.md one.md two/README.md three.md thanks.md more.md extra.md")
	equal(t, "findings", ds, []string{
		`text/SUMMARY.md:17:13: warning: contents entry "missing.md": no such page [contents-missing]`,
		`text/extra.md:1:1: info: the page is not in the contents list, text/SUMMARY.md [not-in-contents]`,
	})
	equal(t, "name", b.Name, "book")
	if b.Index != nil {
		t.Error("SUMMARY.md became a page")
	}
}

func TestContentsMkdocs(t *testing.T) {
	b, ds := guide(t, map[string]string{
		"mkdocs.yml": "site_name: Docs\nsite_author: Me\ntheme: {locale: de}\ndocs_dir: pages\nmarkdown_extensions:\n  - x: !!python/name:a.b\n" +
			"exclude_docs: |\n  /drafts/\n  *.tmp.md\nnot_in_nav: |\n  quiet.md\nnav:\n  - Home: index.md\n  - a.md\n  - Guide: guide/\n  - More:\n    - Deep:\n      - b.md\n    - Web: https://example.com/\n  - Gone: gone.md\n  - other/\n",
		"pages/index.md": "# Welcome\n", "pages/a.md": "# Page A\n", "pages/b.md": "# B\n", "pages/quiet.md": "# Q\n",
		"pages/guide/README.md": "# The guide\n\n- [Second](two.md)\n- [First](one.md)\n", "pages/guide/one.md": "# One\n", "pages/guide/two.md": "# Two\n",
		"pages/other/z10.md": "# Ten\n", "pages/other/z9.md": "# Nine\n",
		"pages/drafts/d.md": "# D\n", "pages/x.tmp.md": "# X\n", "README.md": "# Repository\n",
	})
	equal(t, "contents", nav(b), `chapter "Home" index.md
chapter "Page A" a.md
chapter "Guide" guide/README.md
  chapter "Second" guide/two.md
  chapter "First" guide/one.md
chapter "More" -
  chapter "Deep" -
    chapter "B" b.md
  chapter "Web" https://example.com/
chapter "Gone" -
chapter "Other" -
  chapter "Nine" other/z9.md
  chapter "Ten" other/z10.md
`)
	equal(t, "pages", paths(b), "index.md a.md guide/README.md guide/two.md guide/one.md b.md other/z9.md other/z10.md quiet.md")
	equal(t, "findings", ds, []string{`mkdocs.yml:20:11: warning: contents entry "gone.md": no such page [contents-missing]`})
	equal(t, "meta", b.Title()+" "+b.Meta.String("author")+" "+b.Lang(nil), "Docs Me de")
}

// TestContentsYAMLBomb: aliases are not multiplied out.
func TestContentsYAMLBomb(t *testing.T) {
	text := "a0: &a0 [a.md]\n"
	for i := '1'; i <= '9'; i++ {
		p := string(i - 1)
		text += "a" + string(i) + ": &a" + string(i) + " [" + strings.Repeat("{x: *a"+p+"},", 9) + "]\n"
	}
	b, _ := guide(t, map[string]string{"mkdocs.yml": text + "nav: *a9\n", "docs/a.md": "# A\n"})
	equal(t, "pages", paths(b), "a.md")
}

func TestContentsToc(t *testing.T) {
	b, ds := guide(t, map[string]string{
		"_toc.yml":    "format: jb-book\nroot: intro\nparts:\n  - caption: First\n    chapters:\n    - file: a\n      sections:\n      - file: sub/b.md\n        title: Bee\n    - glob: n/*\n  - caption: Second\n    chapters:\n    - url: https://example.com/\n      title: Web\n    - file: gone\n",
		"_config.yml": "title: Jupyter\nauthor: Me\n",
		"intro.md":    "# Intro\n", "a.md": "# A\n", "sub/b.md": "# B\n", "n/2.md": "# N2\n", "n/10.md": "# N10\n",
	})
	equal(t, "contents", nav(b), `front "Intro" intro.md
part "First" -
  chapter "A" a.md
    chapter "Bee" sub/b.md
  chapter "N2" n/2.md
  chapter "N10" n/10.md
part "Second" -
  chapter "Web" https://example.com/
  chapter "gone" -
`)
	equal(t, "findings", ds, []string{`_toc.yml:15:7: warning: contents entry "gone": no such page [contents-missing]`})
	equal(t, "title", b.Title(), "Jupyter")
}

func TestContentsFolder(t *testing.T) {
	b, ds := guide(t, map[string]string{
		"README.md": "# Home\n", "10-last.md": "# Ten\n", "9-before.md": "# Nine\n", "b.md": "---\nweight: 1\n---\n# Weighted\n",
		"topic.md": "# Topic\n", "topic/x.md": "# X\n", "area/README.md": "# Area\n", "area/y.md": "# Y\n", "bare_words/z.md": "# Z\n",
	})
	equal(t, "contents", nav(b), `chapter "Home" README.md
chapter "Weighted" b.md
chapter "Nine" 9-before.md
chapter "Ten" 10-last.md
chapter "Area" area/README.md
  chapter "Y" area/y.md
chapter "Bare words" -
  chapter "Z" bare_words/z.md
chapter "Topic" topic.md
  chapter "X" topic/x.md
`)
	if len(ds) > 0 {
		t.Errorf("findings: %q", ds)
	}
	equal(t, "name", b.Name, "home")
}

func TestProjectFolders(t *testing.T) {
	b, _ := guide(t, map[string]string{"README.md": "# Repository\n", "doc_source/index.md": "# AWS\n\n+ [A](a.md)\n", "doc_source/a.md": "# A\n"})
	equal(t, "AWS", paths(b), "index.md a.md")
	b, _ = guide(t, map[string]string{"docusaurus.config.js": "", "docs/intro.md": "---\nsidebar_position: 1\n---\n# Intro\n", "docs/a.md": "# A\n", "README.md": "# R\n"})
	equal(t, "Docusaurus", paths(b), "intro.md a.md")
	b, _ = guide(t, map[string]string{"docusaurus.config.js": "", "docs/a/x.md": "# X\n", "docs/b/y.md": "# Y\n", "docs/b/_category_.json": `{"label": "First", "position": 1}`})
	equal(t, "categories", nav(b), "chapter \"First\" -\n  chapter \"Y\" b/y.md\nchapter \"A\" -\n  chapter \"X\" a/x.md\n")
	b, _ = guide(t, map[string]string{"book.toml": "[book]\nsrc = '../outside'\n", "a.md": "# A\n"})
	equal(t, "src outside the root", paths(b), "a.md")
}
