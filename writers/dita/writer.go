package dita

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/pages"
	"platen/writers/internal/words"
)

// Chunk says how topics are dealt out to files. "" is ChunkPage.
type Chunk string

// The ways to chunk.
const (
	ChunkPage      Chunk = "page"      // a file a page, headings as nested topics; topics of another type have files of their own
	ChunkSection   Chunk = "section"   // a file for the page's own text and one for each section below its title
	ChunkTopic     Chunk = "topic"     // a file for each topic
	ChunkComposite Chunk = "composite" // a file a page, also with topics of several types, below the root dita
)

// Contents says what becomes of contents lists in pages. "" is ContentsDrop.
type Contents string

// The choices for contents lists.
const (
	ContentsDrop Contents = "drop" // those that the map has anyway are left out
	ContentsKeep Contents = "keep"
)

// Shortdesc says where short descriptions come from. "" is ShortdescFirst.
type Shortdesc string

// The sources of short descriptions.
const (
	ShortdescFirst Shortdesc = "first"       // a topic's first sentences, else a page's description
	ShortdescMeta  Shortdesc = "description" // the description in a page's front matter
	ShortdescNone  Shortdesc = "none"
)

// Labels says what becomes of the words that name a part of a task: "Prerequisites". "" is LabelsKeep.
type Labels string

// The choices for labels.
const (
	LabelsKeep Labels = "keep" // a bold line in the element that they name
	LabelsDrop Labels = "drop" // the element says it
)

// Links says where lists of related links stand. "" is LinksTopic.
type Links string

// The choices for related links.
const (
	LinksTopic    Links = "topic"    // in their topics
	LinksReltable Links = "reltable" // in the map's table of relations
)

// Tasks says which ordered lists become tasks. "" is TasksAuto.
type Tasks string

// The choices for tasks.
const (
	TasksAuto Tasks = "auto" // procedures, and lists of commands
	TasksOff  Tasks = "off"  // none
)

// MapKind is the kind of map that a guide gets. "" is MapBook.
type MapKind string

// The kinds of map.
const (
	MapBook  MapKind = "bookmap"
	MapPlain MapKind = "map"
)

// A Writer makes DITA. The zero value is the good default. A Writer may be used from many goroutines.
type Writer struct {
	File    string  // the one file of a lone page, by this name; "" names files after their pages
	Version string  // "1.2" or "1.3" in the public ids; "" makes them unversioned, and files fit both
	Chunk   Chunk   // how topics are dealt out to files
	Tasks   Tasks   // which ordered lists become tasks
	Map     MapKind // the kind of map
	// Math says what formulas are in DITA 1.3: "svg" or "", MathML with a drawing beside displayed ones; "mathml"; "tex".
	Math string

	// Reference are patterns of the pages that are reference topics, for path.Match: of the file's name, of its
	// path if there is a slash in it, of all below a folder if it ends in one. A page's front matter wins.
	Reference    []string
	TaskPages    []string // patterns of pages that are tasks
	ConceptPages []string // patterns of pages that are concepts

	TypeKey   string    // the name of the topic type in front matter; "" is "topic-type"
	Shortdesc Shortdesc // where short descriptions come from
	Contents  Contents  // what becomes of contents lists in pages
	Labels    Labels    // what becomes of the names of a task's parts
	// Keys is after how many links to an outside address it has a key in the map, which the links name; all topics, the
	// guide's product and its version have keys then as well. 0 is no keys.
	Keys    int
	Submaps bool  // a chapter with topics below it has a map of its own
	Links   Links // where lists of related links stand

	// Topics gets what the sheet of topics says, a Topic each, in the order of the book; nil for nothing. It is called once.
	Topics func([]Topic)

	Conditions map[string]string // the profiling attribute for each condition that is none itself; "-" for none
}

// dropsLabels reports whether the names of a task's parts are left out.
func (w *Writer) dropsLabels() bool { return w.Labels == LabelsDrop }

var _ writers.Writer = (*Writer)(nil)

// Write makes a topic file for each page, the map unless the pages are lone ones, and a copy of each asset.
// A page that fails is reported with tree.PageFailed. The error is for an output that cannot be written and
// for a cancelled context.
func (w *Writer) Write(ctx context.Context, out writers.Output, b *tree.Book, report func(tree.Diag)) error {
	plans, err := w.plans(ctx, b, report)
	if err != nil {
		return err
	}
	g := &guide{book: b, list: plans, of: make(map[*tree.Page]*plan, len(plans)), keys: newKeys(w, b, plans)}
	for i, pl := range plans {
		if pl != nil {
			g.of[b.Pages[i]] = pl
		}
	}
	drawn := map[string]bool{}
	var topics []Topic
	err = pages.InOrder(ctx, len(plans), none, func(_ struct{}, i int, buf []byte) (made, []byte) {
		return w.page(g, i, report, buf)
	}, func(m made) error {
		topics = append(topics, m.topics...)
		for _, p := range m.parts {
			if drawn[p.name] { // a formula that another page has as well
				continue
			}
			drawn[p.name] = strings.HasPrefix(p.name, "formulas/")
			if err := pages.Put(out, p.name, p.data); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if w.Topics != nil {
		w.Topics(topics)
	}
	if !b.Lone {
		for _, m := range w.maps(g) {
			if err := pages.Put(out, m.name, m.data); err != nil {
				return err
			}
		}
		if err := w.putConditions(out, b, allConditions(plans)); err != nil {
			return err
		}
	}
	for _, pl := range plans {
		if b.Lone && pl != nil && len(pl.files) > 1 { // nothing else holds the files of a lone page together
			if err := pages.Put(out, strings.TrimSuffix(pl.files[0].path, ".dita")+".ditamap", w.pageMap(g, pl)); err != nil {
				return err
			}
		}
	}
	assets := slices.DeleteFunc(slices.Clone(b.Assets), func(a *tree.Asset) bool { return a.Open == nil })
	return pages.CopyAssets(ctx, out, assets, report)
}

// putConditions writes a filter file and a subject scheme for a guide with conditions.
func (w *Writer) putConditions(out writers.Output, b *tree.Book, c conditions) error {
	if len(c) == 0 {
		return nil
	}
	if err := pages.Put(out, b.Name+".ditaval", filters(c)); err != nil {
		return err
	}
	if scheme := w.scheme(b, c); scheme != nil {
		return pages.Put(out, b.Name+"-values.ditamap", scheme)
	}
	return nil
}

// guide is what all pages share while they are written.
type guide struct {
	book *tree.Book
	list []*plan
	of   map[*tree.Page]*plan // a page without a plan has failed
	keys *keys                // of the map; nil for none
}

// plans plans all pages in parallel and settles clashes of file names in page order.
func (w *Writer) plans(ctx context.Context, b *tree.Book, report func(tree.Diag)) ([]*plan, error) {
	plans := make([]*plan, len(b.Pages))
	err := pages.Each(ctx, len(plans), none, func(_ struct{}, i int) error {
		pages.Try(b.Pages[i], notMade, report, func() { plans[i] = newPlan(w, b, b.Pages[i], report) })
		return nil
	})
	if err != nil {
		return nil, err
	}
	d := newDealer(w, b, plans, report)
	for _, pl := range plans {
		if pl != nil {
			d.files(pl)
		}
	}
	nameFiles(b, plans, report)
	return plans, nil
}

// nameFiles makes the files' names unique. A page keeps its name, and of two pages that would make the same
// file the second one fails; the names of other files give way.
func nameFiles(b *tree.Book, plans []*plan, report func(tree.Diag)) {
	used := pages.Names{}
	for i, pl := range plans {
		if pl == nil || pl.source == b.Index {
			continue
		}
		if dir, file := path.Split(pl.files[0].path); dir == "" && strings.EqualFold(file, "index.dita") && (!b.Lone || len(pl.files) > 1) {
			continue // publishers write the map's contents as index.html
		}
		name := pl.files[0].path
		if used[name] > 0 {
			report(tree.Diag{Page: b.Pages[i], Severity: tree.Error, Code: tree.Clash,
				Msg: fmt.Sprintf("another page already makes %q", name), Hint: "rename one of them"})
			plans[i] = nil
		}
		used[name] = 2
	}
	for _, pl := range plans {
		if pl == nil {
			continue
		}
		files := pl.files[1:]
		if pl.source == b.Index {
			files = pl.files
		}
		if dir, file := path.Split(pl.files[0].path); dir == "" && strings.EqualFold(file, "index.dita") && (!b.Lone || len(pl.files) > 1) {
			pl.files[0].path = used.Take("home", ".dita")
		}
		for _, f := range files {
			f.path = used.Take(strings.TrimSuffix(f.path, ".dita"), ".dita")
		}
	}
}

// A part is one finished file.
type part struct {
	name string
	data []byte
}

// made is what a page became.
type made struct {
	parts  []part
	topics []Topic
}

// page writes the files of one page, one after the other into buf.
func (w *Writer) page(g *guide, i int, report func(tree.Diag), buf []byte) (m made, grown []byte) {
	pl := g.list[i]
	if pl == nil {
		return m, buf
	}
	p := &pageWriter{w: w, guide: g, plan: pl, report: report, words: words.For(g.book.Lang(pl.page)), speech: speechFor(g.book.Lang(pl.page))}
	p.buf = buf[:0]
	if w.Topics != nil {
		p.sheet = &sheet{}
	}
	ok := pages.Try(g.book.Pages[i], notMade, report, func() {
		for _, f := range pl.files {
			from := len(p.buf)
			p.file = f
			p.document()
			m.parts = append(m.parts, part{f.path, p.buf[from:len(p.buf):len(p.buf)]})
		}
	})
	if !ok {
		return made{}, buf
	}
	m.parts = append(m.parts, p.drawings...)
	if p.sheet != nil {
		m.topics = p.sheet.topics
	}
	return m, p.buf
}

// notMade says of a page that it failed.
const notMade = "the DITA topic could not be made"

// none is for workers that need no state.
func none() (s struct{}) { return s }
