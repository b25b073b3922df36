package json

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/pages"
	"platen/writers/internal/words"
)

// A Writer writes pandoc's JSON. The zero value writes a file a page. It may be used from many goroutines.
type Writer struct {
	File  string // "guide.json": the whole book in this one file; "": a file a page
	Embed bool   // images of the guide are data addresses, for who reads the file without the folder
}

var _ writers.Writer = (*Writer)(nil)

// Write makes the files, and copies the images and downloads of the guide. A page that fails is reported and left out.
func (w *Writer) Write(ctx context.Context, out writers.Output, b *tree.Book, report func(tree.Diag)) error {
	if w.File != "" {
		if err := w.writeBook(ctx, out, b, report); err != nil {
			return err
		}
		return pages.CopyAssets(ctx, out, b.Assets, report)
	}
	names := map[string]*tree.Page{}
	var list []*tree.Page
	for _, p := range b.Pages {
		name := pages.File(p, "stdin", ".json")
		if first := names[name]; first != nil {
			report(tree.Diag{Page: p, Severity: tree.Error, Code: tree.Clash, Msg: fmt.Sprintf("%s would be written from %s as well as from this page", name, first.Path), Hint: "rename one of them"})
			continue
		}
		names[name] = p
		list = append(list, p)
	}
	err := pages.Each(ctx, len(list), func() *printer { return new(printer) }, func(p *printer, i int) error {
		page := list[i]
		ok := pages.Try(page, "the JSON could not be made", report, func() {
			*p = printer{book: b, page: page, embed: w.Embed, words: words.For(b.Lang(page)), buf: p.buf[:0]}
			p.document(page.Meta, func() { p.content(page) })
		})
		if !ok {
			return nil
		}
		return pages.Put(out, pages.File(page, "stdin", ".json"), p.buf)
	})
	if err != nil {
		return err
	}
	return pages.CopyAssets(ctx, out, b.Assets, report)
}

// writeBook writes all pages as one document. A lone page is one as it is.
func (w *Writer) writeBook(ctx context.Context, out writers.Output, b *tree.Book, report func(tree.Diag)) error {
	if len(b.Pages) == 0 {
		return nil
	}
	one := len(b.Pages) > 1 || !b.Lone
	meta := b.Meta
	if !one {
		meta = b.Pages[0].Meta
	}
	return pages.Write(out, w.File, func(f io.Writer) error {
		head := &printer{}
		head.head(meta)
		if _, err := f.Write(head.buf); err != nil {
			return err
		}
		first := true
		err := pages.InOrder(ctx, len(b.Pages), func() *printer { return new(printer) }, func(p *printer, i int, buf []byte) ([]byte, []byte) {
			page := b.Pages[i]
			ok := pages.Try(page, "the JSON could not be made", report, func() {
				*p = printer{book: b, page: page, one: one, embed: w.Embed, words: words.For(b.Lang(page)), buf: buf[:0]}
				if one {
					p.node("Div", func() {
						p.raw("[")
						p.attr(&tree.Attr{ID: page.Path}, nil)
						p.raw(",[")
						p.content(page)
						p.raw("]]")
					})
					return
				}
				p.content(page)
			})
			if !ok {
				return nil, p.buf
			}
			return p.buf, p.buf
		}, func(data []byte) error {
			if len(data) == 0 {
				return nil
			}
			if !first {
				if _, err := f.Write([]byte{','}); err != nil {
					return err
				}
			}
			first = false
			_, err := f.Write(data)
			return err
		})
		if err != nil {
			return err
		}
		_, err = f.Write([]byte("]}\n"))
		return err
	})
}

// Page returns the document of one page that is not resolved yet: addresses are as the author wrote them. It panics on
// nothing that Validate passes.
func Page(page *tree.Page, lang string) []byte {
	p := &printer{page: page, words: words.For(lang)}
	p.document(page.Meta, func() { p.content(page) })
	return p.buf
}

// A printer prints a document.
type printer struct {
	book  *tree.Book
	page  *tree.Page
	one   bool // pages stand in one document
	embed bool // images are data addresses
	words *words.Words
	buf   []byte
	comma bool // the next value of the list needs one before it
}

// document prints a whole document.
func (p *printer) document(meta tree.Meta, content func()) {
	p.head(meta)
	content()
	p.raw("]}\n")
}

func (p *printer) head(meta tree.Meta) {
	p.raw(`{"pandoc-api-version":[1,23,1],"meta":{`)
	p.members(meta)
	p.raw(`},"blocks":[`)
	p.comma = false
}

// members prints values of metadata by their names, which are sorted.
func (p *printer) members(m map[string]any) {
	p.comma = false
	for _, name := range slices.Sorted(maps.Keys(m)) {
		p.next()
		p.string(name)
		p.raw(":")
		p.comma = false
		p.meta(m[name])
		p.comma = true
	}
}

// meta prints a value of metadata.
func (p *printer) meta(v any) {
	switch v := v.(type) {
	case bool:
		p.node("MetaBool", func() { p.raw(strconv.FormatBool(v)) })
	case string:
		p.node("MetaInlines", func() { p.list(func() { p.text(v) }) })
	case time.Time:
		p.node("MetaInlines", func() { p.list(func() { p.text(v.Format("2006-01-02")) }) })
	case []any:
		p.node("MetaList", func() {
			p.list(func() {
				for _, e := range v {
					p.meta(e)
				}
			})
		})
	case map[string]any:
		p.node("MetaMap", func() {
			p.raw("{")
			p.members(v)
			p.raw("}")
		})
	default:
		s := ""
		if v != nil {
			s = fmt.Sprint(v)
		}
		p.node("MetaString", func() { p.string(s) })
	}
}

// content prints the blocks of a page.
func (p *printer) content(page *tree.Page) {
	p.comma = false
	bs := page.Blocks
	if len(bs) > 0 && !p.one {
		if h, ok := bs[0].(*tree.Heading); ok && h.Generated {
			bs = bs[1:]
		}
	}
	p.blocks(bs)
}

func (p *printer) raw(s string) { p.buf = append(p.buf, s...) }

// next prints the comma between two values of a list.
func (p *printer) next() {
	if p.comma {
		p.buf = append(p.buf, ',')
	}
}

// node prints a value of a type with its content.
func (p *printer) node(t string, content func()) {
	p.next()
	p.raw(`{"t":"` + t + `","c":`)
	p.comma = false
	content()
	p.raw("}")
	p.comma = true
}

// empty prints a value of a type without content.
func (p *printer) empty(t string) {
	p.next()
	p.raw(`{"t":"` + t + `"}`)
	p.comma = true
}

// list prints a list.
func (p *printer) list(content func()) {
	p.raw("[")
	p.comma = false
	content()
	p.raw("]")
}

const hex = "0123456789abcdef"

func (p *printer) string(s string) {
	b := append(p.buf, '"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\t':
			b = append(b, '\\', 't')
		case c < ' ':
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	p.buf = append(b, '"')
}

// attr prints attributes, with further classes before the author's and further pairs behind them.
func (p *printer) attr(a *tree.Attr, classes []string, pairs ...tree.Key) {
	p.raw("[")
	id := ""
	var own, keys = []string(nil), []tree.Key(nil)
	if a != nil {
		id, own, keys = a.ID, a.Classes, a.Keys
	}
	if p.one && id != "" && id != p.page.Path {
		id = p.page.Path + "#" + id
	}
	p.string(id)
	p.raw(",[")
	n := 0
	for _, list := range [][]string{classes, own} {
		for _, c := range list {
			if n++; n > 1 {
				p.raw(",")
			}
			p.string(c)
		}
	}
	p.raw("],[")
	n = 0
	for _, list := range [][]tree.Key{keys, pairs} {
		for _, k := range list {
			if n++; n > 1 {
				p.raw(",")
			}
			p.raw("[")
			p.string(k.Name)
			p.raw(",")
			p.string(k.Value)
			p.raw("]")
		}
	}
	p.raw("]]")
}

// anchors prints spans for names that have no place of their own.
func (p *printer) anchors(ids []string) {
	for _, id := range ids {
		p.node("Span", func() {
			p.raw("[")
			p.attr(&tree.Attr{ID: id}, nil)
			p.raw(",[]]")
		})
	}
}

// image is the address of an image: the image itself where it is to be in the file and can be read.
func (p *printer) image(t *tree.Target) string {
	if !p.embed || t.Asset == nil || !strings.HasPrefix(t.Asset.MIME, "image/") {
		return p.address(t)
	}
	f, err := t.Asset.Open()
	if err != nil {
		return p.address(t)
	}
	defer f.Close()
	var b strings.Builder
	b.WriteString("data:" + t.Asset.MIME + ";base64,")
	to := base64.NewEncoder(base64.StdEncoding, &b)
	if _, err := io.Copy(to, f); err != nil {
		return p.address(t)
	}
	if err := to.Close(); err != nil {
		return p.address(t)
	}
	return b.String()
}

// address is where a target leads.
func (p *printer) address(t *tree.Target) string {
	switch {
	case t.Page != nil && p.one:
		if t.Anchor == "" {
			return "#" + t.Page.Path
		}
		return "#" + t.Page.Path + "#" + t.Anchor
	case t.Page != nil && t.Page == p.page:
		return "#" + t.Anchor
	case t.Page != nil:
		s := pages.Relative(path.Dir(p.page.Path), t.Page.Path)
		if t.Anchor != "" {
			s += "#" + t.Anchor
		}
		return escape(s)
	case t.Asset != nil && p.one:
		return escape(t.Asset.Path)
	case t.Asset != nil:
		return escape(pages.Relative(path.Dir(p.page.Path), t.Asset.Path))
	case t.Whole():
		return t.URL
	}
	return t.Raw
}

var escapes = strings.NewReplacer(" ", "%20", "%", "%25", "?", "%3F", `"`, "%22")

func escape(s string) string { return escapes.Replace(s) }
