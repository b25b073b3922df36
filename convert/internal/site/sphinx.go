package site

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"platen/convert/internal/name"
	"platen/convert/tree"
)

// findSphinx reads conf.py as far as its values are written out, and the toctrees of the pages.
func findSphinx(p *project) bool {
	for _, dir := range [...]string{".", "source", "docs", "docs/source", "doc", "doc/source"} {
		file := p.present(path.Join(dir, "conf.py"))
		if file == "" {
			continue
		}
		text, _ := p.read(file)
		conf := pythonValues(string(text))
		root := conf["root_doc"]
		if root == "" {
			root = conf["master_doc"]
		}
		if root == "" {
			root = "index"
		}
		if p.present(path.Join(dir, root+".md"), path.Join(dir, root+".rst"), path.Join(dir, root+".txt")) == "" {
			continue
		}
		p.File, p.Dir, p.Dialect, p.IndexLists, p.Labels = file, p.folder(dir), "myst", false, true
		for _, key := range [...]string{"html_title", "project"} {
			if p.Meta.String("title") == "" {
				p.set("title", conf[key])
			}
		}
		p.set("lang", conf["language"])
		p.set("author", conf["author"])
		p.set("copyright", conf["copyright"])
		p.set("version", conf["release"])
		p.Web.URL = webAddress(conf["html_baseurl"], "")
		exclude := parsePatterns("_build/\n")
		for _, s := range pythonList(string(text), "exclude_patterns") {
			exclude = append(exclude, parsePatterns("/"+strings.TrimPrefix(s, "/"))...)
		}
		p.excluded = exclude.match
		p.sphinxContents(root)
		return true
	}
	return false
}

// pythonString is a name that is given a string on one line of a Python file.
var pythonString = regexp.MustCompile(`(?m)^([a-z_]+)[ \t]*(?::[ \t]*\w+[ \t]*)?=[ \t]*u?r?(?:"([^"\\\n]*)"|'([^'\\\n]*)')[ \t]*(?:#.*)?$`)

// pythonValues returns the strings that a Python file gives to names at its top level, as they are written.
func pythonValues(text string) map[string]string {
	out := map[string]string{}
	for _, m := range pythonString.FindAllStringSubmatch(text, -1) {
		out[m[1]] = m[2] + m[3]
	}
	return out
}

var pythonItem = regexp.MustCompile(`"([^"\\\n]*)"|'([^'\\\n]*)'`)

// pythonList returns the strings of a list that a Python file writes out.
func pythonList(text, key string) (out []string) {
	i := strings.Index("\n"+text, "\n"+key)
	if i < 0 {
		return nil
	}
	rest := strings.TrimLeft(text[i+len(key):], " \t")
	rest, ok := strings.CutPrefix(rest, "=")
	if rest = strings.TrimLeft(rest, " \t"); !ok || !strings.HasPrefix(rest, "[") {
		return nil
	}
	if end := strings.IndexByte(rest, ']'); end > 0 {
		for _, m := range pythonItem.FindAllStringSubmatch(rest[:end], -1) {
			out = append(out, m[1]+m[2])
		}
	}
	return out
}

// sphinxContents makes the toctrees of the pages the contents, from the root page on.
func (p *project) sphinxContents(root string) {
	p.contents = func(g Guide) *List {
		t := toctrees{p: p, g: g, seen: map[string]bool{}, stems: make(map[string]*tree.Page, len(g.Pages)), left: maxEntries}
		for _, q := range g.Pages {
			t.stems[name.Stem(q.Path)] = q
		}
		items := t.of(root, 0)
		if len(items) == 0 {
			return nil
		}
		if q := t.stems[root]; q != nil {
			items = append([]*Entry{{Page: q, Address: q.Path, Kind: tree.NavFront, Plain: true}}, items...)
		}
		if t.unread > 0 {
			p.report(tree.Diag{Path: p.File, Severity: tree.Warning, Code: tree.ContentsMissing,
				Msg: fmt.Sprintf("%d pages of the contents are reStructuredText and are left out", t.unread), Hint: "the first is " + t.first})
		}
		return &List{File: t.file, Base: "index.md", Items: items}
	}
}

// toctrees reads the lists that pages hold in {toctree} directives.
type toctrees struct {
	p      *project
	g      Guide
	stems  map[string]*tree.Page
	seen   map[string]bool
	file   string // of the first list
	left   int    // entries
	unread int    // pages that are no Markdown
	first  string
}

// of returns the entries below a page: one for each line of its toctrees, parts for those with a caption.
func (t *toctrees) of(doc string, depth int) (out []*Entry) {
	if t.seen[doc] || depth > maxDepth {
		return nil
	}
	t.seen[doc] = true
	text, file := t.text(doc)
	trees := readToctrees(text)
	if len(trees) > 0 && t.file == "" {
		t.file = file
	}
	for _, tt := range trees {
		var items []*Entry
		for _, l := range tt.lines {
			if t.left--; t.left < 0 {
				return out
			}
			items = append(items, t.entries(l, path.Dir(doc), tt.glob, depth)...)
		}
		if tt.reversed {
			slices.Reverse(items)
		}
		if tt.caption != "" && depth == 0 {
			items = []*Entry{{Kind: tree.NavPart, Plain: true, Title: tt.caption, Items: items, Line: tt.line, Column: 1}}
		}
		out = append(out, items...)
	}
	return out
}

// text returns the source of a document and its file.
func (t *toctrees) text(doc string) (text, file string) {
	full := path.Join(t.g.Dir, doc)
	if q := t.stems[doc]; q != nil && len(q.Sources) > 0 {
		return q.Sources[0].Text, path.Join(t.g.Dir, q.Path)
	}
	for _, ext := range [...]string{".rst", ".txt"} {
		if b, err := readFile(t.g.FS, full+ext); err == nil && b != nil {
			return string(b), full + ext
		}
	}
	return "", ""
}

// entries returns what a line of a toctree stands for: a document, an address, or with glob the documents of a pattern.
func (t *toctrees) entries(l toctreeLine, dir string, glob bool, depth int) []*Entry {
	e := &Entry{Title: l.title, Line: l.line, Column: 1}
	switch {
	case strings.Contains(l.doc, "://"):
		e.Address = l.doc
		return []*Entry{e}
	case l.doc == "self" || l.doc == "genindex" || l.doc == "modindex" || l.doc == "search":
		return nil
	}
	doc := path.Join(dir, l.doc)
	if strings.HasPrefix(l.doc, "/") {
		doc = path.Clean(strings.TrimLeft(l.doc, "/"))
	}
	if glob && strings.ContainsAny(doc, "*?[") {
		var out []*Entry
		for _, q := range t.g.Pages {
			stem := name.Stem(q.Path)
			if ok, _ := path.Match(doc, stem); ok && !t.seen[stem] {
				out = append(out, &Entry{Page: q, Address: q.Path, Items: t.of(stem, depth+1)})
			}
		}
		return out
	}
	if t.stems[doc] == nil && name.IsPage(doc) {
		doc = name.Stem(doc)
	}
	e.Page = t.stems[doc]
	e.Address = "/" + doc
	if e.Page == nil {
		if _, file := t.text(doc); file != "" {
			if t.unread++; t.first == "" {
				t.first = file
			}
			items := t.of(doc, depth+1)
			if len(items) == 0 {
				return nil
			}
			if e.Title == "" {
				e.Title = FolderTitle(path.Base(doc))
			}
			e.Address, e.Items = "", items
			return []*Entry{e}
		}
	}
	e.Items = t.of(doc, depth+1)
	return []*Entry{e}
}

// A toctree is a {toctree} directive.
type toctree struct {
	caption        string
	glob, reversed bool
	line           int
	lines          []toctreeLine
}

type toctreeLine struct {
	title, doc string
	line       int
}

var (
	toctreeOpen = regexp.MustCompile("^[ \t]*(`{3,}|:{3,}|~{3,})[ \t]*\\{toctree\\}")
	toctreeRST  = regexp.MustCompile(`^([ \t]*)\.\. toctree::`)
	toctreeLink = regexp.MustCompile(`^(.*?)\s*<([^<>]+)>$`)
)

// readToctrees finds the toctrees in the source of a page.
func readToctrees(text string) (out []toctree) {
	if !strings.Contains(text, "toctree") {
		return nil
	}
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], "\r")
		var inside func(string) bool
		if m := toctreeOpen.FindStringSubmatch(line); m != nil {
			inside = func(s string) bool { return !strings.HasPrefix(strings.TrimSpace(s), m[1]) }
		} else if m := toctreeRST.FindStringSubmatch(line); m != nil {
			inside = func(s string) bool {
				return strings.TrimSpace(s) == "" || len(s)-len(strings.TrimLeft(s, " \t")) > len(m[1])
			}
		} else {
			continue
		}
		t := toctree{line: i + 1}
		options := false
		for i++; i < len(lines) && inside(lines[i]); i++ {
			t.add(strings.TrimSpace(lines[i]), i+1, &options)
		}
		out = append(out, t)
	}
	return out
}

// add reads a line of a toctree: an option, or an entry. Options also stand between lines of "---".
func (t *toctree) add(s string, line int, options *bool) {
	key, value, isOption := strings.Cut(strings.TrimPrefix(s, ":"), ":")
	switch {
	case s == "" || strings.HasPrefix(s, "%") || strings.HasPrefix(s, "# "):
	case s == "---":
		*options = !*options
	case (*options || strings.HasPrefix(s, ":")) && isOption:
		switch key {
		case "caption":
			t.caption = strings.TrimSpace(value)
		case "glob":
			t.glob = true
		case "reversed":
			t.reversed = true
		}
	default:
		l := toctreeLine{doc: s, line: line}
		if m := toctreeLink.FindStringSubmatch(s); m != nil {
			l.title, l.doc = m[1], strings.TrimSpace(m[2])
		}
		t.lines = append(t.lines, l)
	}
}
