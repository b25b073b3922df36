package site

import (
	"path"
	"strings"

	"platen/convert/internal/js"
	"platen/convert/internal/link"
	"platen/convert/internal/name"
	"platen/convert/tree"
)

// findVitepress reads the configuration of VitePress or VuePress as far as it is written out: title, language, srcDir,
// base and the sidebar.
func findVitepress(p *project) bool {
	for _, dir := range [...]string{".", "docs"} {
		for _, maker := range [...]string{".vitepress", ".vuepress"} {
			for _, ext := range [...]string{".ts", ".mts", ".js", ".mjs", "/index.ts", "/index.mts", "/index.js"} {
				if file := p.present(path.Join(dir, maker, "config"+ext)); file != "" {
					p.File, p.Dialect, p.Dir, p.IndexLists = file, "vitepress", p.folder(dir), false
					p.vitepress(file, dir)
					return true
				}
			}
		}
	}
	return false
}

func (p *project) vitepress(file, dir string) {
	config := p.eval(file)
	if src := config.Str("srcDir"); src != "" {
		p.Dir = p.folder(path.Join(dir, src))
	}
	root := config.At("locales", "root")
	if root == nil {
		root = config.At("locales", "/")
	}
	p.set("title", firstText(config.Field("title"), root.Field("title")))
	p.set("description", firstText(config.Field("description"), root.Field("description")))
	p.set("lang", firstText(config.Field("lang"), root.Field("lang")))
	if locales := config.Field("locales"); locales != nil {
		p.languages = map[string]string{}
		for i, key := range locales.Fields {
			if key = strings.Trim(key, "/"); key != "" && key != "root" {
				p.languages[key] = firstText(locales.Items[i].Field("lang"), &js.Literal{Kind: js.Text, Text: key})
			}
		}
	}
	var exclude patterns
	if list := config.Field("srcExclude"); list != nil {
		for _, e := range list.Items {
			exclude = append(exclude, parsePatterns(strings.TrimPrefix(e.String(), "./"))...)
		}
	}
	p.excluded = exclude.match
	base := config.Str("base")
	p.Addresses = link.Addresses{Prefixes: prefixOf(base)}
	p.Outside.FromTop = true
	p.Web.URL = webAddress(config.At("sitemap", "hostname").String(), "")
	if u := p.Web.URL; u != "" && base != "" && !strings.HasSuffix(u, base) {
		p.Web.URL = webAddress(u, base)
	}
	theme := config.Field("themeConfig")
	if edit := theme.At("editLink", "pattern").String(); strings.HasSuffix(edit, "/:path") {
		p.Web.EditURL = editAddress(strings.TrimSuffix(edit, "/:path"))
	}
	p.Web.Static = []string{p.up() + path.Join(dir, ".vuepress/public"), "public"}
	bar := theme.Field("sidebar")
	if bar == nil {
		bar = root.At("themeConfig", "sidebar")
	}
	if bar == nil {
		return
	}
	p.notWrittenOut(file, "sidebar", bar)
	p.contents = func(g Guide) *List {
		s := vitepressBar{g: g, nav: theme.Field("nav"), left: maxEntries}
		return &List{File: file, Base: "index.md", Items: s.bars(bar)}
	}
}

// eval reads a configuration in JavaScript or TypeScript, and what it imports.
func (p *project) eval(file string) *js.Literal {
	text, _ := p.read(file)
	return js.Eval(file, string(text), func(f string) (string, bool) {
		t, err := readFile(p.fs, f)
		return string(t), err == nil && t != nil
	})
}

// notWrittenOut says which part of a configuration takes running it to know.
func (p *project) notWrittenOut(file, what string, l *js.Literal) {
	if line := l.FirstUnknown(); line > 0 {
		p.report(tree.Diag{Path: file, Line: line, Severity: tree.Info, Code: tree.BadMetadata,
			Msg: "a part of the " + what + " is not written out and cannot be read", Hint: "platen does not run the file"})
	}
}

func firstText(list ...*js.Literal) string {
	for _, l := range list {
		if s := l.String(); s != "" {
			return s
		}
	}
	return ""
}

// prefixOf is the path of a site's base as what rooted addresses may begin with.
func prefixOf(base string) []string {
	if base = strings.Trim(base, "/"); base == "" {
		return nil
	}
	return []string{base}
}

// A vitepressBar reads a sidebar: a list of entries, or lists by the path of the pages that show them.
type vitepressBar struct {
	g    Guide
	nav  *js.Literal
	left int // entries
}

func (s *vitepressBar) bars(l *js.Literal) []*Entry {
	if l.Kind == js.List {
		return s.items(l, "", 0)
	}
	if l.Kind != js.Object {
		return nil
	}
	if l.Field("items") != nil {
		return s.items(l.Field("items"), l.Str("base"), 0)
	}
	var out []*Entry
	for i, key := range l.Fields {
		bar, base := l.Items[i], ""
		if bar.Kind == js.Object {
			base = bar.Str("base")
			bar = bar.Field("items")
		}
		items := s.items(bar, base, 0)
		if len(items) == 0 {
			continue
		}
		out = append(out, &Entry{Kind: tree.NavPart, Plain: true, Title: s.barTitle(key), Items: items, Line: l.Items[i].Line, Column: 1})
	}
	if len(out) == 1 {
		return out[0].Items
	}
	return out
}

// barTitle is what the site's bar of links calls the pages below a path, else words of the path.
func (s *vitepressBar) barTitle(key string) string {
	if s.nav != nil {
		for _, it := range s.nav.Items {
			if at := it.Str("link"); strings.Trim(key, "/") != "" && strings.HasPrefix(at, key) {
				return it.Str("text")
			}
		}
	}
	if t := strings.Trim(key, "/"); t != "" {
		return FolderTitle(path.Base(t))
	}
	return "Pages"
}

func (s *vitepressBar) items(l *js.Literal, base string, depth int) (out []*Entry) {
	if l == nil || l.Kind != js.List || depth > maxDepth {
		return nil
	}
	for _, it := range l.Items {
		if s.left--; s.left < 0 {
			return out
		}
		if e := s.entry(it, base, depth); e != nil {
			out = append(out, e)
		}
	}
	return out
}

func (s *vitepressBar) entry(l *js.Literal, base string, depth int) *Entry {
	e := &Entry{Line: l.Line, Column: 1}
	switch l.Kind {
	case js.Text: // VuePress
		e.Address = l.Text
	case js.List:
		if len(l.Items) == 2 {
			e.Address, e.Title = l.Items[0].String(), l.Items[1].String()
		}
	case js.Object:
		e.Title = firstText(l.Field("text"), l.Field("title"))
		e.Address = firstText(l.Field("link"), l.Field("path"))
		if b := l.Str("base"); b != "" {
			base = b
		}
		children := l.Field("items")
		if children == nil {
			children = l.Field("children")
		}
		e.Items = s.items(children, base, depth+1)
	}
	if e.Address != "" && base != "" && !strings.Contains(e.Address, ":") {
		e.Address = base + strings.TrimLeft(e.Address, "/")
	}
	if e.Title == "" && e.Address == "" && len(e.Items) == 0 {
		return nil
	}
	if e.Address == "" && e.Title == "" {
		e.Title = name.Stem(path.Base(base))
	}
	return e
}
