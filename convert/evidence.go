package convert

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"platen/convert/markdown"
)

// maxKept is how many bytes of pages are kept from looking at them to reading them.
const maxKept = 16 << 20

// A choice is a dialect that the pages themselves tell.
type choice struct {
	dialect string // "auto+admonitions"; "" when they tell nothing
	path    string // the page that a form of it was seen in first, and its line, from 1
	line    int
	why     string // `as there is "!!! note"`
	wiki    bool   // names in double brackets lead to pages
}

// look finds out how pages are written of which no project file tells: Seen over all of them. One page with a form
// is enough for all, for the forms begin lines as nothing else does.
//
// In a guide, several forms of MkDocs, or one of mdBook, mean that all of it is written in that dialect: somebody gave its
// folder of pages and not the project around it. Pages on their own get what else MkDocs' pages have, and stay auto. A form
// of MkDocs alone turns its own extension on and nothing else, for other tools' pages have notes as well.
func (l *loader) look(ctx context.Context, guide bool) (c choice, err error) {
	seen, called := make([][]markdown.Evidence, len(l.files)), make([][]wikiName, len(l.files))
	var kept int64
	keep := make([]bool, len(l.files))
	for i, f := range l.files {
		if kept += f.size; kept > maxKept {
			break
		}
		keep[i] = true
	}
	looker := markdown.NewLooker()
	err = l.parallel(ctx, func(i int) {
		f := &l.files[i]
		text := l.src.Stdin
		if f.path != "-" {
			var err error
			if text, err = f.read(l.src.FS, l.opts.Limits); err != nil {
				return // reading it says so again
			}
			if keep[i] {
				f.text = text
			}
		}
		seen[i] = looker.Seen(text)
		if guide && bytes.Contains(text, []byte("[[")) {
			called[i] = wikiNames(string(text))
		}
	})
	if err != nil {
		return c, err
	}
	have := markdown.Auto().Extensions
	var names []string
	for i, list := range seen {
		for _, e := range list {
			if slices.Contains(names, e.Extension) || slices.Contains(have, e.Extension) {
				continue
			}
			if names == nil {
				c.path, c.line, c.why = l.files[i].path, e.Line, "as there is "+quoteRaw(e.Text)
			}
			names = append(names, e.Extension)
		}
	}
	if wiki, i, line := l.wikiForm(called); wiki != "" {
		c.wiki = true
		if names == nil {
			c.path, c.line, c.why = l.files[i].path, line, "as names in [[…]] are those of pages"
		}
		names = append(names, wiki)
	}
	if len(names) == 0 {
		return c, nil
	}
	slices.Sort(names)
	has := func(name string) bool { return slices.Contains(names, name) }
	forms := 0
	for _, name := range [...]string{"admonitions", "content_tabs", "snippets", "abbreviations", "attribute_lists"} {
		if has(name) {
			forms++
		}
	}
	if has("myst") {
		names = append(names, "bracketed_spans") // which are its spans with an id
	}
	mkdocs := forms > 1 && (has("admonitions") || has("content_tabs") || has("snippets"))
	switch {
	case guide && mkdocs:
		c.dialect = withExtensions(markdown.MkDocs(), append(names, "autolinks"))
	case guide && has("includes"):
		c.dialect = withExtensions(markdown.MDBook(), append(names, "autolinks", "front_matter"))
	case mkdocs:
		names = append(names, "abbreviations", "admonitions", "attribute_lists", "code_attributes", "content_tabs", "icons", "snippets")
		fallthrough
	default:
		c.dialect = withExtensions(markdown.Auto(), names)
	}
	return c, nil
}

// withExtensions is the dialect with the extensions that it does not have.
func withExtensions(d *markdown.Dialect, names []string) string {
	have := d.Extensions
	names = slices.DeleteFunc(names, func(s string) bool { return slices.Contains(have, s) })
	slices.Sort(names)
	names = slices.Compact(names)
	return strings.Join(append([]string{d.Name}, names...), "+")
}

// asksFor reports whether the user asked for a dialect; auto is what there is without asking.
func (l *loader) asksFor() bool {
	return l.opts.Dialect != nil || l.opts.From != "" && l.opts.From != "auto"
}
