package html

import (
	"bytes"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"platen/convert/tree"
	"platen/writers/html/internal/search"
	"platen/writers/internal/words"
)

// A printer prints pages into one buffer, one page after the other.
type printer struct {
	s       *site
	e       *entry
	page    *tree.Page
	outline *tree.Outline
	words   *words.Words
	report  func(tree.Diag)

	buf   []byte
	limit int                  // bytes the buffer may have
	shown map[*tree.Asset]bool // images that stand in the page
	shift int                  // added to heading levels: pages in a single file stand below the book's title

	inLink bool // in an a element: no other link may begin
	inDfn  bool
	inNote bool // in a footnote
	inCell bool // in a table's cell: code breaks at its joints only
	inTH   bool // in a header cell: no headings (HTML, 4.9.10)
	noIDs  bool // the inlines were printed before, with their ids: contents lists

	tabGroups int // so far
	colored   int // bytes of code that were coloured
	numbers   map[*tree.Heading]string

	found search.Collector // what the printed pages say, when there is an index
}

// tooLong is what printing panics with when a page's output passes its limit.
type tooLong int

// start prepares for a page.
func (p *printer) start(s *site, e *entry, report func(tree.Diag)) {
	p.buf = p.buf[:0]
	p.enter(s, e, report)
	p.limit, p.shown = 16<<20, nil
	for _, src := range e.page.Sources {
		p.limit += 64 * len(src.Text)
	}
}

// enter makes e the page whose nodes are printed next.
func (p *printer) enter(s *site, e *entry, report func(tree.Diag)) {
	p.s, p.e, p.page, p.report = s, e, e.page, report
	p.outline = tree.NewOutline(e.page)
	p.words = words.For(s.book.Lang(e.page))
	p.inLink, p.inDfn, p.inNote, p.inTH, p.inCell, p.noIDs = false, false, false, false, false, false
	p.shift, p.colored, p.tabGroups = 0, 0, 0
	p.numbers = nil
	if s.w.NumberSections {
		p.numbers = map[*tree.Heading]string{}
		p.number(p.outline.Root)
	}
}

// number collects the headings' numbers, below the chapter's own.
func (p *printer) number(sec *tree.Section) {
	if sec.Heading != nil {
		n := sec.Number
		switch {
		case p.e.number != "" && n != "":
			n = p.e.number + "." + n
		case sec.Level == 1:
			n = p.e.number
		}
		p.numbers[sec.Heading] = n
	}
	for _, c := range sec.Sections {
		p.number(c)
	}
}

// finish returns the page's bytes.
func (p *printer) finish() []byte {
	if !utf8.Valid(p.buf) {
		p.buf = bytes.ToValidUTF8(p.buf, []byte("\ufffd"))
	}
	return p.buf
}

// check panics when the output has grown past its limit.
func (p *printer) check() {
	if len(p.buf) > p.limit {
		panic(tooLong(p.limit))
	}
}

func (p *printer) raw(s string)  { p.buf = append(p.buf, s...) }
func (p *printer) text(s string) { p.buf = appendText(p.buf, s) }
func (p *printer) int(n int)     { p.buf = strconv.AppendInt(p.buf, int64(n), 10) }

// pair prints ` name="value"`.
func (p *printer) pair(name, value string) {
	p.buf = append(append(append(p.buf, ' '), name...), '=', '"')
	p.buf = append(appendAttr(p.buf, value), '"')
}

// id prints ` id="…"` for an id of the source.
func (p *printer) id(id string) {
	p.raw(` id="`)
	if p.e.prefix != "" {
		p.buf = append(appendID(p.buf, p.e.prefix), "--"...)
	}
	p.buf = append(appendID(p.buf, id), '"')
}

// own returns an id that the writer adds, such that no id of the page equals it.
func (p *printer) own(id string) string {
	full := id
	for p.page.IDs[full] != nil {
		full = "_" + full
	}
	if p.e.prefix != "" {
		full = p.e.prefix + "--" + full
	}
	return full
}

// page-independent ids of the layout start with this; own keeps them unique.
const (
	idMain = "p-main"
	idNav  = "p-nav"
	idHits = "p-hits"
)

// anchor prints an empty element that carries an id.
func (p *printer) anchor(id string) {
	if p.noIDs || id == "" {
		return
	}
	p.raw("<span")
	p.id(id)
	p.raw("></span>")
}

// aliases prints the further ids of a node. They stand before a block or at the start of its text.
func (p *printer) aliases(a *tree.Attr) {
	if a != nil && !p.noIDs {
		for _, id := range a.Aliases {
			p.anchor(id)
		}
	}
}

// attr prints the attributes that an author may set: id, class and a few harmless ones.
// class is the writer's own class, or "".
func (p *printer) attr(a *tree.Attr, class string) {
	if a == nil {
		if class != "" {
			p.pair("class", class)
		}
		return
	}
	if a.ID != "" && !p.noIDs {
		p.id(a.ID)
	}
	if class != "" || len(a.Classes) > 0 {
		p.raw(` class="`)
		p.raw(class)
		for i, c := range a.Classes {
			if i > 0 || class != "" {
				p.buf = append(p.buf, ' ')
			}
			p.buf = appendAttr(p.buf, c)
		}
		p.buf = append(p.buf, '"')
	}
	for _, k := range a.Keys {
		switch k.Name {
		case "title":
			p.pair("title", k.Value)
		case "lang":
			if validLang(k.Value) {
				p.pair("lang", k.Value)
			}
		case "dir":
			if k.Value == "ltr" || k.Value == "rtl" || k.Value == "auto" {
				p.pair("dir", k.Value)
			}
		}
	}
}

// validLang accepts the plain shapes of language tags, BCP 47: "en", "pt-BR", "zh-Hant", "zh-Hant-TW".
func validLang(s string) bool {
	if len(s) < 2 || !letters(s[:2]) {
		return false
	}
	for rest := s[2:]; rest != ""; {
		if len(rest) >= 5 && rest[0] == '-' && letters(rest[1:5]) && (len(rest) == 5 || rest[5] == '-') {
			rest = rest[5:]
		} else if len(rest) == 3 && rest[0] == '-' && letters(rest[1:]) {
			rest = ""
		} else {
			return false
		}
	}
	return true
}

func letters(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// href prints ` href="…"` for a live target.
func (p *printer) href(t *tree.Target) {
	p.raw(` href="`)
	p.target(t)
	p.buf = append(p.buf, '"')
}

// target appends the address of a live target, as attribute content.
func (p *printer) target(t *tree.Target) {
	switch {
	case t.Page != nil:
		p.pageAddress(p.s.of[t.Page], t.Anchor)
	case t.Asset != nil:
		p.rel(string(appendPath(nil, t.Asset.Path)))
	case t.Peer != "":
		p.buf = appendPath(p.buf, peerName(t.Peer))
		if t.Anchor != "" {
			p.buf = appendFragment(p.buf, t.Anchor)
		}
	case p.s.single && !t.Whole() && !strings.HasPrefix(t.URL, "/"): // the one file lies at the guide's top
		p.buf = appendURL(p.buf, fromTop(p.e.page.Path, t.URL))
	default:
		p.buf = appendURL(p.buf, t.URL)
	}
}

// fromTop returns an address that is relative to a page's file as one that is relative to the guide's top.
func fromTop(page, address string) string {
	ref := address
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		ref = ref[:i]
	}
	at := path.Join(path.Dir(page), ref)
	if strings.HasSuffix(ref, "/") {
		at += "/"
	}
	return at + address[len(ref):]
}

// pageAddress appends the address of a page of the site, seen from the current one.
func (p *printer) pageAddress(e *entry, anchor string) {
	switch {
	case p.s.single:
		p.buf = append(p.buf, '#')
		p.buf = appendPath(p.buf, e.prefix)
		if anchor != "" && e.prefix != "" {
			p.raw("--")
		}
		if anchor == "" && e.prefix == "" {
			p.raw("top")
		}
		p.buf = appendPath(p.buf, anchor)
		return
	case e != p.e || anchor == "":
		p.rel(e.href)
	}
	if anchor != "" {
		p.buf = appendFragment(p.buf, anchor)
	}
}

// dead reports whether the target leads nowhere in this output.
func (p *printer) dead(t *tree.Target) bool {
	return t.Dead() || t.Page != nil && p.s.of[t.Page] == nil
}
