package epub

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"platen/convert/tree"
	"platen/writers/internal/markup"
	"platen/writers/internal/pages"
	"platen/writers/internal/words"
)

// A volume is what all parts of one file share.
type volume struct {
	w       *Writer
	book    *tree.Book
	lone    bool
	title   string
	lang    string // BCP 47
	words   *words.Words
	entries []*entry // in reading order
	of      map[*tree.Page]*entry
	lines   []*line // the contents
	media   []*medium
	images  map[*tree.Asset]*medium
	cover   *medium
	taken   pages.Names // names in the container, without regard to case
	source  string      // name of the edition on paper that the marks of sheets are of; "" for none
}

// An entry is a page of the volume.
type entry struct {
	page   *tree.Page
	name   string // in the folder of the publication, "text/guide/setup.xhtml"
	href   string // name, percent-encoded
	dir    string // href's folder with its slash
	title  string
	number string // "2.1" for -N
	i      int    // in volume.entries
	failed bool
	out    bool // failed in an earlier round: no links lead to it
	file   file
	math   bool // it has MathML
	svg    bool // it has SVG between its elements

	// Of the edition on paper: where its sheets begin, in which order the blocks stand, and the marks that were printed.
	starts []start
	place  map[tree.Block]int
	marks  []pageMark
}

// Names of the files beside the pages.
const (
	navName      = "nav.xhtml"
	ncxName      = "toc.ncx"
	styleName    = "style.css"
	coverName    = "cover.xhtml"
	titleName    = "title.xhtml"
	contentsName = "contents.xhtml"
)

// newVolume names the parts and prepares the contents.
func (w *Writer) newVolume(b *tree.Book, of []*tree.Page, report func(tree.Diag)) (*volume, error) {
	v := &volume{w: w, book: b, lone: b.Lone, of: map[*tree.Page]*entry{}, images: map[*tree.Asset]*medium{}, taken: pages.Names{}}
	v.lang = markup.Lang(b.Lang(nil))
	v.title = b.Title()
	if v.lone && len(of) > 0 {
		v.lang = markup.Lang(b.Lang(of[0]))
		if s := tree.PlainText(of[0].Title); s != "" {
			v.title = s
		}
	}
	v.words = words.For(v.lang)
	if i := slices.Index(of, b.Index); i > 0 { // the page with the contents is the first
		of = slices.Concat(of[i:i+1], of[:i], of[i+1:])
	}
	for i, p := range of {
		e := &entry{page: p, i: i, title: tree.PlainText(p.Title)}
		stem := pages.File(p, "index", "")
		if e.title == "" {
			if e.title = path.Base(stem); p.Path == "-" {
				e.title = v.title
			}
		}
		e.name = v.free("text/"+stem, ".xhtml")
		e.href = string(markup.AppendPath(nil, e.name))
		e.dir = e.href[:strings.LastIndexByte(e.href, '/')+1]
		v.entries = append(v.entries, e)
		v.of[p] = e
	}
	v.paper()
	v.collect(report)
	if err := v.chooseCover(); err != nil {
		return nil, err
	}
	v.lines = v.contents()
	return v, nil
}

// hasPages reports whether a page could be made.
func (v *volume) hasPages() bool {
	return slices.ContainsFunc(v.entries, func(e *entry) bool { return !e.failed })
}

// free returns a name in the container that nothing has, and that every system can store. (OCF 3.3, 4.2.3)
func (v *volume) free(stem, ext string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(stem) {
		switch {
		case r == '/' || r == '-' || r == '_' || r == '.' && b.Len() > 0 || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			b.WriteRune(r)
		default:
			b.WriteByte('-')
		}
	}
	parts := strings.Split(b.String(), "/")
	for i, s := range parts {
		for len(s) > 200 { // bytes; file systems have 255
			_, n := utf8.DecodeLastRuneInString(s)
			s = s[:len(s)-n]
		}
		if s = strings.Trim(s, "."); s == "" {
			s = "-"
		}
		parts[i] = s
	}
	stem = strings.Join(parts, "/")
	lower, end := strings.ToLower(stem), strings.ToLower(ext)
	number := strings.TrimSuffix(strings.TrimPrefix(v.taken.Take(lower, end), lower), end)
	return stem + number + ext
}

// meta is a value of the lone page's own metadata, else of the book's.
func (v *volume) meta(names ...string) string {
	for _, name := range names {
		if v.lone {
			if s := v.entries[0].page.Meta.String(name); s != "" {
				return s
			}
		}
		if s := v.book.Meta.String(name); s != "" {
			return s
		}
	}
	return ""
}

// metas is the first of these values that is there, as a list.
func (v *volume) metas(names ...string) []string {
	for _, name := range names {
		if v.lone {
			if s := v.entries[0].page.Meta.Strings(name); s != nil {
				return s
			}
		}
		if s := v.book.Meta.Strings(name); s != nil {
			return s
		}
	}
	return nil
}

// version is the metadata's, a bare number with a word before it.
func (v *volume) version() string {
	s := v.meta("version")
	if s != "" && s[0] >= '0' && s[0] <= '9' {
		return v.words.Version + " " + s
	}
	return s
}
