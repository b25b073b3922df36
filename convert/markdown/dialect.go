package markdown

import (
	"fmt"
	"slices"
	"strings"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/ext"
	"platen/convert/near"
	"platen/convert/tree"
)

// A Dialect says which syntax is on. Those of this package are rows of the table in dialects.go. A Dialect is not changed
// once a reader has it, and may be used by many readers.
type Dialect struct {
	Name       string   // "gfm"
	Doc        string   // one sentence for `platen list dialects`
	Slug       string   // the tool whose rule headings get their ids by: "github", "mdbook" …; Slugs has all
	Extensions []string // names of those that are on, sorted
}

// An Extension is a part of a dialect that `-f NAME+ext-ext` turns on and off.
type Extension struct {
	Name string // "footnotes"
	Doc  string // one sentence
}

// Extensions returns all extensions, sorted by name.
func Extensions() []Extension {
	var out []Extension
	for _, e := range ext.All() {
		out = append(out, Extension{e.Name, e.Doc})
	}
	slices.SortFunc(out, func(a, b Extension) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Dialects returns all dialects, sorted by name.
func Dialects() []*Dialect {
	var out []*Dialect
	for _, r := range table() {
		out = append(out, dialect(r.name))
	}
	slices.SortFunc(out, func(a, b *Dialect) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// dialect returns the dialect of a row, nil when the table has none of that name.
func dialect(name string) *Dialect {
	rows := table()
	i := slices.IndexFunc(rows, func(r row) bool { return r.name == name })
	if i < 0 {
		return nil
	}
	r := rows[i]
	d := &Dialect{}
	if r.base != "" {
		d = dialect(r.base)
	}
	d = d.change(strings.Fields(r.plus), strings.Fields(r.minus))
	d.Name, d.Doc = r.name, r.doc
	if r.slug != "" {
		d.Slug = r.slug
	}
	return d
}

// With returns the dialect with some more extensions on, by their names.
func (d *Dialect) With(names ...string) (*Dialect, error) {
	if err := known(names); err != nil {
		return nil, err
	}
	return d.change(names, nil), nil
}

// Without returns the dialect with some extensions off, by their names.
func (d *Dialect) Without(names ...string) (*Dialect, error) {
	if err := known(names); err != nil {
		return nil, err
	}
	return d.change(nil, names), nil
}

// HeadingIDs returns the ids that the dialect's rule makes of the headings of a page by itself.
func (d *Dialect) HeadingIDs(p *tree.Page) map[*tree.Heading]string {
	return build.HeadingIDs(d.Slug, p)
}

// Has reports whether an extension is on.
func (d *Dialect) Has(name string) bool { return slices.Contains(d.Extensions, name) }

func (d *Dialect) change(plus, minus []string) *Dialect {
	out := *d
	out.Extensions = slices.Concat(d.Extensions, plus)
	out.Extensions = slices.DeleteFunc(out.Extensions, func(name string) bool { return slices.Contains(minus, name) })
	slices.Sort(out.Extensions)
	out.Extensions = slices.Compact(out.Extensions)
	return &out
}

// known returns the error for the first of names that is no extension's.
func known(names []string) error {
	all := Extensions()
	for _, name := range names {
		if !slices.ContainsFunc(all, func(e Extension) bool { return e.Name == name }) {
			var have []string
			for _, e := range all {
				have = append(have, e.Name)
			}
			return unknown("extension", name, have)
		}
	}
	return nil
}

// ParseDialect returns the dialect that spec names: "gfm", "auto+emoji", "commonmark+footnotes-tables".
// An empty spec is auto. The error for an unknown name says which one may be meant.
func ParseDialect(spec string) (*Dialect, error) {
	end := strings.IndexAny(spec, "+-")
	if end < 0 {
		end = len(spec)
	}
	name := spec[:end]
	if name == "" {
		name = "auto"
	}
	d := dialect(name)
	if d == nil {
		var names []string
		for _, d := range Dialects() {
			names = append(names, d.Name)
		}
		return nil, unknown("dialect", name, names)
	}
	for rest := spec[end:]; rest != ""; {
		change := d.With
		if rest[0] == '-' {
			change = d.Without
		}
		name := rest[1:]
		if end := strings.IndexAny(name, "+-"); end >= 0 {
			name = name[:end]
		}
		rest = rest[1+len(name):]
		var err error
		if d, err = change(name); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// unknown makes the error for a name that is none of names.
func unknown(what, name string, names []string) error {
	if best := near.Suggest(name, names); best != "" {
		return fmt.Errorf("unknown %s %q; did you mean %q?", what, name, best)
	}
	return fmt.Errorf("unknown %s %q; there are %s", what, name, strings.Join(names, ", "))
}
