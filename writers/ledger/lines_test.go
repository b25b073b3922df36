package ledger

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"platen/convert/tree"
	"platen/writers/internal/pdffile"
	"platen/writers/internal/testkit"
	"platen/writers/pdf"
)

// The tests of this file read PDFs back and count lines that a typographer would mark.

// A lineCount counts them. All are to be 0.
type lineCount struct {
	Lines, Short, InAddress, Runts, PageEnds, Rows int
	Where                                          []string
}

// A setLine is a line of a paragraph as it stands on a page.
type setLine struct {
	page        int
	x, end, y   float64
	text        string
	first, last string  // words
	firstW      float64 // width of the first
	space       float64
	size        float64
}

// countLines reads all paragraphs of a file. Lines that the source ends itself are no fault: broken has the last words of
// those.
func countLines(data []byte, broken map[string]bool) (c lineCount, err error) {
	r, err := openPDF(data)
	if err != nil {
		return c, err
	}
	w := &lineWalk{r: r, c: &c, broken: broken, glyphs: map[pdffile.Object]map[int][]pdffile.Glyph{}, order: map[pdffile.Object]int{}}
	for _, k := range r.kids(r.f.Dict(r.f.Root["StructTreeRoot"])) {
		w.element(r.f.Dict(k))
	}
	return c, w.err
}

type lineWalk struct {
	r      *pdfReader
	c      *lineCount
	broken map[string]bool
	glyphs map[pdffile.Object]map[int][]pdffile.Glyph
	order  map[pdffile.Object]int
	err    error
}

var paragraphElements = map[pdffile.Object]bool{pdffile.Name("P"): true, pdffile.Name("H1"): true, pdffile.Name("H2"): true, pdffile.Name("H3"): true,
	pdffile.Name("H4"): true, pdffile.Name("H5"): true, pdffile.Name("H6"): true}

func (w *lineWalk) element(e pdffile.Dict) {
	if e == nil {
		return
	}
	if paragraphElements[e["S"]] {
		var lines []setLine
		w.gather(e, e["Pg"], &lines)
		w.judge(lines)
		return
	}
	for _, k := range w.r.kids(e) {
		if _, ok := k.(int); !ok {
			w.element(w.r.f.Dict(k))
		}
	}
}

// gather adds the text of a paragraph's element to its lines.
func (w *lineWalk) gather(e pdffile.Dict, page pdffile.Object, lines *[]setLine) {
	if p := e["Pg"]; p != nil {
		page = p
	}
	for _, k := range w.r.kids(e) {
		id, ok := k.(int)
		at := page
		if d := w.r.f.Dict(k); !ok && d != nil {
			switch {
			case d["Type"] == pdffile.Name("MCR"):
				if id, ok = d["MCID"].(int); d["Pg"] != nil {
					at = d["Pg"]
				}
			case d["S"] == pdffile.Name("Note"), d["S"] == pdffile.Name("FENote"), d["S"] == pdffile.Name("Figure"), d["S"] == pdffile.Name("Formula"):
			default:
				w.gather(d, page, lines)
			}
		}
		if !ok {
			continue
		}
		if w.glyphs[at] == nil {
			if w.glyphs[at], w.err = w.r.f.Glyphs(w.r.f.Dict(at), w.r.fonts); w.err != nil {
				return
			}
			w.order[at] = len(w.order)
		}
		for _, g := range w.glyphs[at][id] {
			w.add(lines, w.order[at], g)
		}
	}
}

func (w *lineWalk) add(lines *[]setLine, page int, g pdffile.Glyph) {
	n := len(*lines) - 1
	if n < 0 || (*lines)[n].page != page || g.Y < (*lines)[n].y-0.8*g.Size || g.Y > (*lines)[n].y+2*g.Size {
		*lines = append(*lines, setLine{page: page, x: g.X, y: g.Y, size: g.Size, space: 0.2 * g.Size})
		n++
	}
	l := &(*lines)[n]
	if strings.TrimSpace(l.text) == "" && !isBlank(g.Text) {
		l.x = g.X
	}
	before := l.text
	l.text += g.Text
	l.size = max(l.size, g.Size)
	if isBlank(g.Text) {
		l.space = g.End - g.X
		return
	}
	l.end = max(l.end, g.End)
	if !strings.ContainsRune(strings.TrimLeft(before, " "), ' ') {
		l.firstW = g.End - l.x
	}
}

func isBlank(s string) bool { return strings.TrimSpace(s) == "" }

// judge counts the faults of a paragraph.
func (w *lineWalk) judge(lines []setLine) {
	widest := map[int]float64{} // by where lines begin
	for i := range lines {
		l := &lines[i]
		f := strings.Fields(l.text)
		if len(f) > 0 {
			l.first, l.last = f[0], f[len(f)-1]
		}
		k := int(l.x + 0.5)
		widest[k] = max(widest[k], l.end)
	}
	c := w.c
	c.Lines += len(lines)
	rows := 0
	fault := func(n *int, kind string, i int) {
		*n++
		if len(c.Where) < 40 {
			a, b := &lines[i], &lines[i+1]
			c.Where = append(c.Where, fmt.Sprintf("%s: …%s ⏎ %s (ends at %.1f of %.1f, %.1f follow)", kind, tail(a.text), b.first, a.end, widest[int(a.x+0.5)], b.firstW))
		}
	}
	for i := 0; i+1 < len(lines); i++ {
		a, b := &lines[i], &lines[i+1]
		hyphen := strings.HasSuffix(strings.TrimSpace(a.text), "\u00ad")
		if !hyphen {
			rows = 0
			if room := widest[int(a.x+0.5)] - a.end; a.page == b.page && b.firstW > 0 && room > b.firstW+a.space+1 && a.size == b.size && spaced(a.last) && spaced(b.first) && !pageRef.MatchString(b.text) && !w.endsLine(a.last) {
				fault(&c.Short, "short", i)
			}
			continue
		}
		if rows++; rows > 2 {
			fault(&c.Rows, "hyphens in a row", i)
		}
		if a.page != b.page {
			fault(&c.PageEnds, "page ends in a hyphen", i)
		}
		if word := strings.TrimSuffix(a.last, "\u00ad") + b.first; strings.Contains(word, "://") || strings.Contains(word, "www.") || strings.Contains(word, "@") || strings.Count(word, "/") > 1 {
			fault(&c.InAddress, "hyphen in an address", i)
		}
		if i+2 == len(lines) && len(strings.Fields(b.text)) == 1 && i > 0 {
			fault(&c.Runts, "the last line is a piece of a word", i)
		}
	}
}

// endsLine reports whether the source ends a line with the word, or with one of which it is the end.
func (w *lineWalk) endsLine(word string) bool {
	for s := range w.broken {
		if strings.HasSuffix(s, word) {
			return true
		}
	}
	return false
}

// pageRef is "(page 12)", which stays together.
var pageRef = regexp.MustCompile(`^\(\S+\s\d+\)`)

// spaced reports whether a word is of a script with spaces between words.
func spaced(s string) bool {
	for _, r := range s {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Arabic, unicode.Hebrew) {
			return false
		}
	}
	return true
}

func tail(s string) string {
	r := []rune(s)
	return string(r[max(0, len(r)-40):])
}

// brokenWords are the last words of lines that the source ends itself.
func brokenWords(b *tree.Book) map[string]bool {
	out := map[string]bool{}
	for _, p := range b.Pages {
		said := ""
		tree.InspectPage(p, func(n tree.Node) bool {
			switch n := n.(type) {
			case *tree.Text:
				said += n.S
			case *tree.Code:
				said += n.S
			case *tree.Break:
				if f := strings.Fields(said); n.Hard && len(f) > 0 {
					out[f[len(f)-1]] = true
				}
				said = " "
			case tree.Block:
				said = ""
			}
			return true
		})
	}
	return out
}

// TestLines: no line ends where the next word would fit, no address has a hyphen put in, no last line is a piece of a
// word, no page ends in a hyphen, and at most two lines in a row do. Further guides, from PLATEN_GUIDES, are counted too.
func TestLines(t *testing.T) {
	lines := 0
	count := func(name string, w *pdf.Writer, b *tree.Book) {
		out := testkit.Write(t, w, b)
		file := b.Name + ".pdf"
		if b.Lone {
			file = strings.TrimSuffix(b.Pages[0].Path, ".md") + ".pdf"
		}
		data, err := out.Read(file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		c, err := countLines(data, brokenWords(b))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		lines += c.Lines
		t.Logf("%s: %d lines", name, c.Lines)
		if c.Short+c.InAddress+c.Runts+c.PageEnds+c.Rows > 0 {
			t.Errorf("%s: %s", name, strings.Join(c.Where, "\n\t"))
		}
	}
	testkit.Golden(t, func(name string, b *tree.Book) { count(name, &pdf.Writer{}, b) })
	guides := testkit.Guides(t)
	count("manual", &pdf.Writer{Theme: "print", PageSize: "a5"}, guides[0].Load(t))
	for _, g := range guides[1:] {
		count(g.Name, &pdf.Writer{}, g.Load(t))
	}
	if lines < 2000 {
		t.Errorf("only %d lines were read", lines)
	}
}
