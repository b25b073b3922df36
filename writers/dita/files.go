package dita

import (
	"hash/fnv"
	"path"
	"strconv"
	"strings"

	"platen/convert/tree"
)

// files deals the topics out to files as Chunk says. A file has topics of one type: one of another type, and one that
// has such a topic below it, begins a file of its own, and so does all that comes after it, so that the map keeps the
// order. Where there is one file only, it has the root dita.
func (pl *planner) files() {
	root := pl.plan.root
	name := pl.w.topicPath(pl.book, pl.page)
	if pl.plan.source == pl.book.Index {
		name = path.Join(path.Dir(name), "frontmatter.dita") // publishers write their contents list as index.html
	}
	f := &file{path: name, dir: path.Dir(name), root: root}
	root.file, pl.plan.files = f, []*file{f}
	if pl.w.oneFile(pl.book) || pl.w.Chunk == ChunkComposite {
		f.mixed = !oneKind(root, root.kind)
		join(root, f)
		return
	}
	pl.deal(root, 1)
	if n := len(pl.plan.files); n > 1 && (pl.w.Chunk == "" || pl.w.Chunk == ChunkPage) {
		pl.info(root.pos(), tree.TopicSplit, "the page becomes %d files, as its topics are of several types", n)
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
	if t.kind != k {
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

func (pl *planner) deal(t *topic, depth int) {
	for _, s := range t.subs {
		own := t.file.closed || pl.w.Chunk == ChunkTopic || pl.w.Chunk == ChunkSection && depth == 1 || !oneKind(s, t.file.root.kind)
		if !own {
			s.file = t.file
			join(s, t.file)
			continue
		}
		t.file.closed = true
		name := pl.topicFile(s)
		s.file = &file{path: name, dir: path.Dir(name), root: s}
		pl.plan.files = append(pl.plan.files, s.file)
		pl.deal(s, depth+1)
	}
}

// maxName is how long the name of a file may be.
const maxName = 100

// topicFile names the file of a topic below a page after its id, in a folder named after the page.
func (pl *planner) topicFile(t *topic) string {
	return strings.TrimSuffix(pl.plan.files[0].path, ".dita") + "/" + shorten(t.id, maxName-len(".dita")) + ".dita"
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
