package run

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/writers"
	"platen/writers/html"
	"platen/writers/output"
)

// A front is the page before several guides. The zero value writes none.
type front struct {
	on bool

	mu    sync.Mutex
	books map[string]*report.Book // by folder, of the guides of the run that came out
}

// begin decides whether there is a front page: where several guides come out in HTML, and are one set by a root or by the
// address of their folder. A run that makes only some of them leaves it to the others; the first of several shards makes it.
func (f *front) begin(r *run) {
	s, sel := r.src.set, &r.opts.Select
	some := len(sel.Guides) > 0 || sel.Changed != "" || sel.Shard.I > 1
	one := s != nil && (s.declared || r.opts.BaseURL != "" && !r.opts.BaseOwn)
	f.on = one && !r.plan.Memory && len(s.members) > 1 && !some && !slices.ContainsFunc(r.src.ins, func(in *input.Input) bool { return !in.Guide }) &&
		slices.ContainsFunc(r.plan.Formats, func(f options.Format) bool { return f.Name == "html" })
	f.books = map[string]*report.Book{}
}

// add notes a guide that came out.
func (f *front) add(folder string, b *report.Book) {
	if f.on && b != nil {
		f.mu.Lock()
		f.books[folder] = b
		f.mu.Unlock()
	}
}

// write writes the page and, where the address of the folder is known, a sitemap and an llms.txt that lead to those of the
// guides.
func (f *front) write(ctx context.Context, r *run) error {
	if !f.on || ctx.Err() != nil {
		return nil
	}
	apart := r.plan.Apart || len(r.plan.Formats) > 1
	page := html.Front{Title: r.opts.Meta.String("title"), Lang: r.opts.Meta.String("lang"), Accent: r.opts.Brand.Accent}
	page.Title = cmp.Or(page.Title, r.opts.Project.String("title"))
	page.Lang = cmp.Or(page.Lang, r.opts.Project.String("lang"))
	if !r.opts.BaseOwn {
		page.BaseURL = r.opts.BaseURL
	}
	for _, m := range r.src.set.members {
		g := html.FrontGuide{Folder: m.folder}
		b := f.books[m.folder]
		name := ""
		switch {
		case b != nil:
			g.Title, g.About, g.Lang, name = b.Title, b.About, b.Lang, b.Name
		case slices.ContainsFunc(r.src.ins, func(in *input.Input) bool { return r.plan.Folder(in) == m.folder }):
			continue // it did not come out
		default: // of another shard
			if r.src.set.load(ctx, m); m.list == nil {
				continue
			}
			g.Title, g.About, g.Lang, name = m.list.Title, m.list.About, m.list.Lang, m.list.Name
		}
		if apart {
			g.Folder += "/html"
			for _, f := range r.plan.Formats {
				if f.One && f.Binary {
					g.Files = append(g.Files, html.FrontFile{Label: strings.ToUpper(f.Name), Path: m.folder + "/" + f.Name + "/" + name + f.Exts[0]})
				}
			}
		}
		page.Guides = append(page.Guides, g)
	}
	out, done := r.out.top()
	err := page.Write(out)
	done()
	return err
}

// top returns the output folder itself. done lists what was written there.
func (o *outputs) top() (out writers.Output, done func()) {
	if o.plan.Memory || o.plan.Archive != "" {
		return o.shelf(""), func() {}
	}
	made := &madeFiles{}
	at := o.folder.At("", "html")
	at.Made = made.add
	at.Refused = func(r *output.Refusal) { made.refuse() }
	return at, func() { o.folder.List(made.files) }
}
