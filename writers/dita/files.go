package dita

import (
	"fmt"
	"hash/fnv"
	"path"
	"strconv"
	"strings"

	"platen/convert/tree"
)

// A dealer deals the topics of pages out to files, once all pages are planned.
type dealer struct {
	w      *Writer
	book   *tree.Book
	linked map[*tree.Page]map[string]bool // anchors that links lead to
	report func(tree.Diag)
}

// newDealer collects the links of all pages.
func newDealer(w *Writer, b *tree.Book, plans []*plan, report func(tree.Diag)) *dealer {
	d := &dealer{w: w, book: b, linked: map[*tree.Page]map[string]bool{}, report: report}
	for _, pl := range plans {
		if pl == nil {
			continue
		}
		for _, t := range pl.links {
			if d.linked[t.Page] == nil {
				d.linked[t.Page] = map[string]bool{}
			}
			d.linked[t.Page][t.Anchor] = true
		}
		pl.links = nil
	}
	return d
}

// files deals a page's topics out to files as Chunk says. A file has topics of one type: one of another type, and one that
// has such a topic below it, begins a file of its own, and so does all that comes after it, so that the map keeps the
// order. Where there is one file only, it has the root dita.
func (d *dealer) files(pl *plan) {
	root := pl.root
	name := d.w.topicPath(d.book, pl.page)
	if pl.source == d.book.Index {
		name = path.Join(path.Dir(name), "frontmatter.dita") // publishers write their contents list as index.html
	}
	f := &file{path: name, dir: path.Dir(name), root: root}
	root.file, pl.files = f, []*file{f}
	if d.w.oneFile(d.book) || d.w.Chunk == ChunkComposite {
		f.mixed = !oneKind(root, root.kind)
		join(root, f)
		return
	}
	d.deal(pl, root, 1)
	if n := len(pl.files); n > 1 && (d.w.Chunk == "" || d.w.Chunk == ChunkPage) {
		d.report(tree.Diag{Page: pl.source, Pos: root.pos(), Severity: tree.Info, Code: tree.TopicSplit,
			Msg: fmt.Sprintf("the page becomes %d files, as its topics are of several types", n)})
	}
}

func (t *topic) pos() tree.Pos {
	if t.heading != nil {
		return t.heading.Pos
	}
	return 1
}

// oneFile reports whether all of the output is one file, named by the command.
func (w *Writer) oneFile(b *tree.Book) bool { return w.File != "" && len(b.Pages) == 1 }

// oneKind reports whether a topic and all below it are of the kind.
func oneKind(t *topic, k kind) bool {
	if t.kind.family() != k.family() {
		return false
	}
	for _, s := range t.subs {
		if !oneKind(s, k) {
			return false
		}
	}
	return true
}

func join(t *topic, f *file) {
	for _, s := range t.subs {
		s.file = f
		join(s, f)
	}
}

func (d *dealer) deal(pl *plan, t *topic, depth int) {
	for _, s := range t.subs {
		if t.kind == glossgroup { // a glossary is one file
			s.file = t.file
			join(s, t.file)
			continue
		}
		own := t.file == nil || t.file.closed || d.w.Chunk == ChunkTopic || d.w.Chunk == ChunkSection && depth == 1 || !oneKind(s, t.file.root.kind)
		if !own {
			s.file = t.file
			join(s, t.file)
			continue
		}
		if t.file != nil {
			t.file.closed = true
		}
		if d.isHead(pl, s) {
			d.deal(pl, s, depth+1)
			s.head, s.file = true, s.subs[0].file
			continue
		}
		name := pl.topicFile(s)
		s.file = &file{path: name, dir: path.Dir(name), root: s}
		pl.files = append(pl.files, s.file)
		d.deal(pl, s, depth+1)
	}
}

// isHead reports whether a topic with a file of its own has nothing but a title, so that the map says it all. Where links
// lead to it, it is a topic.
func (d *dealer) isHead(pl *plan, t *topic) bool {
	if t.kind != concept || t.forced || len(t.subs) == 0 || len(t.body)+len(t.sections)+len(t.related) > 0 || len(t.extra) > 0 || t.outputClass() != "" || !onlyWords(t.title) {
		return false
	}
	a := t.attr()
	if a == nil {
		return true
	}
	for _, id := range a.IDs() {
		if d.linked[pl.source][id] {
			return false
		}
	}
	return len(profileKeys(a)) == 0
}

// onlyWords reports whether a title is words and code.
func onlyWords(title []tree.Inline) bool {
	for _, n := range title {
		switch n := n.(type) {
		case *tree.Text, *tree.Code, *tree.Break:
		case *tree.Emph, *tree.Strong:
			if !onlyWords(tree.Inlines(n)) {
				return false
			}
		default:
			return false
		}
	}
	return hasWords(title)
}

// real is the topic itself, or the first one below it that has a file when it is only a line of the map.
func (t *topic) real() *topic {
	for t.head {
		t = t.subs[0]
	}
	return t
}

// maxName is how long the name of a file may be.
const maxName = 100

// topicFile names the file of a topic below a page after its id, in a folder named after the page.
func (pl *plan) topicFile(t *topic) string {
	return strings.TrimSuffix(pl.files[0].path, ".dita") + "/" + shorten(t.id, maxName-len(".dita")) + ".dita"
}

// shorten cuts a name that is longer than n bytes and ends it in a number made of all of it.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	h := fnv.New32a()
	h.Write([]byte(s))
	end := "-" + strconv.FormatUint(uint64(h.Sum32()), 36)
	cut := n - len(end)
	for cut > 0 && s[cut]&0xC0 == 0x80 {
		cut--
	}
	return strings.TrimRight(s[:cut], "-._") + end
}
