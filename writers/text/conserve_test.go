package text

import (
	"context"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers/internal/words"
)

// guides returns the folders of the guides to test with: the manual, and those in the folder PLATEN_GUIDES.
func guides(t testing.TB) []string {
	dirs := []string{"../../testdata/manual"}
	if root := os.Getenv("PLATEN_GUIDES"); root != "" {
		entries, err := os.ReadDir(root)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			dir := filepath.Join(root, e.Name())
			if src := filepath.Join(dir, "doc_source"); isDir(src) {
				dir = src
			}
			if isDir(dir) {
				dirs = append(dirs, dir)
			}
		}
	}
	return slices.DeleteFunc(dirs, func(d string) bool { return !isDir(d) })
}

func guideName(dir string) string {
	if filepath.Base(dir) == "doc_source" {
		dir = filepath.Dir(dir)
	}
	return filepath.Base(dir)
}

func isDir(name string) bool {
	st, err := os.Stat(name)
	return err == nil && st.IsDir()
}

func load(t testing.TB, dir string) *tree.Book {
	t.Helper()
	var mu sync.Mutex
	book, err := convert.Load(context.Background(), convert.Source{FS: os.DirFS(dir), Name: filepath.Base(dir)}, convert.Options{}, func(d tree.Diag) {
		mu.Lock()
		defer mu.Unlock()
		if d.Severity == tree.Error {
			t.Error(d)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// The words of each page, read back from the bytes, are those of its tree in the same order, with nothing between
// them but what the writer adds: item numbers, the words of notes, numbers of links and footnotes.
func TestNoWordIsLost(t *testing.T) {
	for _, dir := range guides(t) {
		t.Run(guideName(dir), func(t *testing.T) {
			book := load(t, dir)
			for _, columns := range []int{80, 40, 132} {
				var out files
				w := &Writer{Columns: columns}
				if err := w.Write(context.Background(), &out, book, func(d tree.Diag) { t.Error(d) }); err != nil {
					t.Fatal(err)
				}
				n := 0
				for _, page := range book.Pages {
					got := readBack(out.data[new(Writer).fileName(page)])
					n += len(got)
					compareWords(t, book, page, got)
				}
				t.Logf("%d pages, %d words in %d columns", len(book.Pages), n, columns)
			}
		})
	}
}

func compareWords(t *testing.T, book *tree.Book, page *tree.Page, got []string) {
	t.Helper()
	e := &expected{got: got, words: words.For(book.Lang(page)), links: map[string]int{}}
	e.page(page)
	for i := range min(len(got), len(e.want)) {
		if got[i] != e.want[i] {
			t.Errorf("%s: word %d: got  … %s\nwant … %s", page.Path, i, around(got, i), around(e.want, i))
			return
		}
	}
	if len(got) != len(e.want) {
		n := min(len(got), len(e.want))
		t.Errorf("%s: got %d words, want %d: got … %s\nwant … %s", page.Path, len(got), len(e.want), around(got, n), around(e.want, n))
	}
}

func around(ws []string, i int) string {
	return strings.Join(ws[max(0, i-6):min(len(ws), i+6)], " ")
}

// expected gathers the words that a page must have. Where the page has a table, got says whether it was drawn.
type expected struct {
	got, want []string
	words     *words.Words
	links     map[string]int
	order     []string
}

func (e *expected) add(s string) { e.want = append(e.want, wordsOf(s)...) }

func (e *expected) page(p *tree.Page) {
	e.blocks(p.Blocks)
	if len(p.Notes) > 0 {
		e.add(e.words.Footnotes)
		for _, n := range p.Notes {
			e.add(strconv.Itoa(n.Number))
			e.blocks(n.Blocks)
		}
	}
	if len(e.order) > 0 {
		e.add(e.words.Links)
		for i, u := range e.order {
			e.add(strconv.Itoa(i+1) + " " + u)
		}
	}
}

func (e *expected) blocks(bs []tree.Block) {
	for _, b := range bs {
		e.block(b)
	}
}

func (e *expected) block(b tree.Block) {
	switch b := b.(type) {
	case *tree.CodeBlock:
		e.add(b.Title)
		for i, l := range strings.Split(b.Text, "\n") {
			if !slices.ContainsFunc(b.Hidden, func(r [2]int) bool { return i+1 >= r[0] && i+1 <= r[1] }) {
				e.add(l)
			}
		}
	case *tree.Admonition:
		kind := e.words.Kind(b.Kind)
		e.add(strings.ToUpper(kind))
		if !strings.EqualFold(strings.Trim(tree.PlainText(b.Title), " :"), kind) {
			e.inlines(b.Title)
		}
		e.blocks(b.Blocks)
	case *tree.List:
		for i, it := range b.Items {
			if b.Ordered {
				e.add(marker(b, i))
			}
			if it.Task == tree.Done {
				e.add("x")
			}
			e.blocks(it.Blocks)
		}
	case *tree.Table:
		e.table(b)
	case *tree.MathBlock:
		e.add(b.TeX)
	default:
		e.node(b)
	}
}

// node is for what holds a title, then blocks or parts.
func (e *expected) node(n tree.Node) {
	e.inlines(tree.Inlines(n))
	tree.Children(n, func(c tree.Node) bool {
		switch c := c.(type) {
		case tree.Inline:
		case tree.Block:
			e.block(c)
		default:
			e.node(c)
		}
		return true
	})
}

// A link's number stands between two \x01 until the whole text is there: it comes after the word that the link ends in.
var linkNumber = regexp.MustCompile(`\x01(\d+)\x01([\pL\pN]*)`)

func (e *expected) inlines(ns []tree.Inline) {
	s := e.inlineText(ns)
	e.add(linkNumber.ReplaceAllString(s, "$2 $1 "))
}

func (e *expected) inlineText(ns []tree.Inline) string {
	var b strings.Builder
	for _, n := range ns {
		switch n := n.(type) {
		case *tree.Text:
			b.WriteString(n.S)
		case *tree.Code:
			b.WriteString(n.S)
		case *tree.Math:
			b.WriteString(n.TeX)
		case *tree.Break:
			b.WriteByte(' ')
		case *tree.NoteRef:
			b.WriteString("[" + strconv.Itoa(n.Note.Number) + "]")
		case *tree.Image:
			switch {
			case n.Alt != "":
				b.WriteString("[" + e.words.Image + ": " + n.Alt + "]")
			case !n.Decorative:
				b.WriteString("[" + e.words.Image + ": " + path.Base(n.Src.Raw) + "]")
			}
		case *tree.Strike:
			b.WriteString("~" + e.inlineText(n.Inlines) + "~")
		case *tree.Link:
			b.WriteString(e.link(n))
		default:
			b.WriteString(e.inlineText(tree.Inlines(n)))
		}
	}
	return b.String()
}

func (e *expected) link(n *tree.Link) string {
	s := e.inlineText(n.Inlines)
	url := n.To.URL
	switch {
	case n.To.Page != nil && s == "":
		return tree.PlainText(n.To.Page.Title)
	case n.To.Asset != nil:
		url = n.To.Asset.Path
	}
	if shown := strings.TrimSpace(s); url == "" || shown == url || "mailto:"+shown == url {
		return s
	}
	if e.links[url] == 0 {
		e.order = append(e.order, url)
		e.links[url] = len(e.order)
	}
	return s + "\x01" + strconv.Itoa(e.links[url]) + "\x01"
}

// table gathers a table's words: those of its cells where it is drawn, else a record for each row.
func (e *expected) table(t *tree.Table) {
	e.blocks(t.Caption)
	drawn := len(e.want) < len(e.got) && e.got[len(e.want)] == tableBegins
	if drawn {
		e.want = append(e.want, tableBegins)
		tree.Inspect(t, func(n tree.Node) bool {
			if c, ok := n.(*tree.Cell); ok {
				e.blocks(c.Blocks)
				return false
			}
			_, caption := n.(tree.Block)
			return !caption || n == tree.Node(t)
		})
		e.want = append(e.want, tableEnds)
		return
	}
	g := newGrid(t)
	heads := make([]string, g.cols)
	for r, row := range g.rows[:g.head] {
		for k, c := range row {
			if c.row == r {
				mark := len(e.want)
				e.blocks(c.Blocks)
				heads[k] += strings.Join(e.want[mark:], " ") + " "
				e.want = e.want[:mark]
			}
		}
	}
	for r, row := range g.rows[g.head:] {
		for k, c := range row {
			if c.col != k {
				continue
			}
			empty := r == 0
			for _, row := range g.rows[g.head:] {
				empty = empty && len(row[k].Blocks) == 0
			}
			if len(c.Blocks) > 0 || empty {
				if c.cols < g.cols || g.cols == 1 {
					for i := k; i < k+c.cols; i++ {
						if i == k || heads[i] != heads[i-1] {
							e.add(heads[i])
						}
					}
				}
				e.blocks(c.Blocks)
			}
		}
	}
}
