package ext

import (
	"bytes"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

var WikiLinks = build.Extension{
	Name: "wiki_links", Doc: "Links to pages by their names: [[Page]], [[Page#Part|words]], ![[image.png|200]] (Obsidian)",
	Parsers: func(p *build.Parsers) { p.Inline(atWikiLink, wikiParser{}) },
}

var WikiWords = build.Extension{
	Name: "wiki_words", Doc: "Links to pages by their names, the words first: [[words|Page]], [[/images/a.png|alt=words]] (wikis of GitHub)",
	Parsers: func(p *build.Parsers) { p.Inline(atWikiLink, wikiParser{wordsFirst: true}) },
}

var BlockIDs = build.Extension{
	Name: "block_ids", Doc: "A name ^id at the end of a block is its id (Obsidian)",
	Paragraph: func(b *build.Builder, p *tree.Paragraph) bool {
		if id, ok := blockID(p); ok {
			n := &tree.Anchor{Pos: p.Pos, ID: id}
			if b.Page.Claim(id, n, p.Pos) {
				p.Inlines = append([]tree.Inline{n}, p.Inlines...)
			}
		}
		return false
	},
}

// atWikiLink is before links, whose brackets these are.
const atWikiLink = 199

// maxWikiLink is how long such a link can be, in bytes.
const maxWikiLink = 2000

// wikiParser reads [[…]] and ![[…]].
type wikiParser struct{ wordsFirst bool }

func (wikiParser) Trigger() []byte { return []byte{'[', '!'} }

func (w wikiParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	n := &wikiLink{wordsFirst: w.wordsFirst, embed: line[0] == '!'}
	at := 2
	if n.embed {
		at++
	}
	if segment.Padding > 0 || !bytes.HasPrefix(line[at-2:], []byte("[[")) {
		return nil
	}
	rest := line[at:min(len(line), at+maxWikiLink)]
	end := bytes.Index(rest, []byte("]]"))
	if end < 1 || bytes.ContainsAny(rest[:end], "[\n") || len(bytes.Trim(rest[:end], " |")) == 0 || bytes.HasPrefix(rest, []byte(" -")) { // of a shell: [[ -f a ]]
		return nil
	}
	if behind := rest[end+2:]; len(behind) > 0 && behind[0] == '(' {
		return nil // [[1]](a.md)
	}
	n.inside = string(rest[:end])
	block.Advance(at + end + 2)
	n.SetPos(segment.Start)
	return n
}

var kindWikiLink = ast.NewNodeKind("WikiLink")

// A wikiLink is a link to a page by its name, or an image or page that is shown in its place.
type wikiLink struct {
	ast.BaseInline
	embed, wordsFirst bool
	inside            string
}

func (n *wikiLink) Kind() ast.NodeKind { return kindWikiLink }

func (n *wikiLink) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// Build adds the link or the image.
func (n *wikiLink) Build(b *build.Builder) {
	c := b.Page
	p := c.PosOf(n)
	to, rest, parted := strings.Cut(strings.ReplaceAll(n.inside, `\|`, "|"), "|")
	to, rest = strings.TrimSpace(to), strings.TrimSpace(rest)
	switch strings.ToLower(path.Ext(to)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp", ".avif":
		if n.embed || n.wordsFirst {
			b.Add(c.Media(wikiImage(c, to, rest, p)))
			return
		}
	}
	words := rest
	if n.wordsFirst && parted {
		to, words = rest, to
	}
	if words == "" {
		words = wikiTitle(to)
	}
	b.Add(&tree.Link{Pos: p, To: tree.Target{Raw: wikiAddress(c, to)}, Inlines: build.PlainWords(p, c.Clean(words))})
}

// wikiTitle are the words of a link that has none: the page's name, and its part.
func wikiTitle(to string) string {
	page, part, ok := strings.Cut(to, "#")
	part = strings.ReplaceAll(strings.TrimPrefix(part, "^"), "#", " > ")
	switch {
	case !ok || part == "":
		return page
	case page == "":
		return part
	}
	return page + " > " + part
}

// wikiAddress makes a name an address: what is special there is no part of a name.
func wikiAddress(c *build.Page, to string) string {
	if strings.Contains(to, "://") || strings.HasPrefix(to, "mailto:") {
		return c.Clean(to)
	}
	page, part, ok := strings.Cut(to, "#")
	page = strings.NewReplacer("%", "%25", "?", "%3F", ":", "%3A").Replace(strings.TrimSpace(page))
	if ok {
		page += "#" + strings.TrimPrefix(strings.TrimSpace(part), "^")
	}
	return c.Clean(page)
}

// wikiImage is the image of a name. What is behind the bar are its size, 200 or 200x100, its words, or alt=words and the
// like.
func wikiImage(c *build.Page, to, rest string, p tree.Pos) *tree.Image {
	im := &tree.Image{Pos: p, Src: tree.Target{Raw: wikiAddress(c, to)}}
	key := func(name, value string) {
		if im.Attr == nil {
			im.Attr = &tree.Attr{}
		}
		im.Attr.Keys = append(im.Attr.Keys, tree.Key{Name: name, Value: value})
	}
	for part := range strings.SplitSeq(rest, "|") {
		part = strings.TrimSpace(part)
		name, value, ok := strings.Cut(part, "=")
		if w, h, both := strings.Cut(part, "x"); isNumber(w) && (!both || isNumber(h)) {
			key("width", w)
			if both {
				key("height", h)
			}
			continue
		}
		switch {
		case ok && name == "alt":
			im.Alt = c.Clean(strings.Trim(value, `"`))
		case ok && (name == "width" || name == "height"):
			key(name, c.Clean(strings.TrimSuffix(strings.Trim(value, `"`), "px")))
		case ok && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz") == "", part == "frame", part == "":
		default:
			im.Alt = c.Clean(part)
		}
	}
	return im
}

func isNumber(s string) bool { return s != "" && len(s) < 6 && strings.Trim(s, "0123456789") == "" }

// blockID takes the name ^id off the end of a paragraph.
func blockID(p *tree.Paragraph) (string, bool) {
	if len(p.Inlines) == 0 {
		return "", false
	}
	t, ok := p.Inlines[len(p.Inlines)-1].(*tree.Text)
	if !ok {
		return "", false
	}
	s := strings.TrimRight(t.S, " ")
	i := strings.LastIndexByte(s, '^')
	if i < 0 || i+1 == len(s) || i > 0 && s[i-1] != ' ' || i == 0 && len(p.Inlines) > 1 && !isBreakNode(p.Inlines[len(p.Inlines)-2]) {
		return "", false
	}
	id := s[i+1:]
	for _, b := range []byte(id) {
		if !lex.IsLetter(b) && b != '-' && (b < '0' || b > '9') {
			return "", false
		}
	}
	if t.S = strings.TrimRight(s[:i], " "); t.S == "" {
		p.Inlines = p.Inlines[:len(p.Inlines)-1]
		if n := len(p.Inlines); n > 0 && isBreakNode(p.Inlines[n-1]) {
			p.Inlines = p.Inlines[:n-1]
		}
	}
	return id, true
}
