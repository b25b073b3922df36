package search

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
	"math"

	"platen/convert/tree"
)

// Fields of an entry, by their place in the index.
const (
	fieldTitle = iota // the section's title
	fieldPage         // the page's title, for sections below it
	fieldText
	fieldCount
)

// An Entry is what can be found: a page's beginning, or a section up to the next heading.
type Entry struct {
	Page   int    // index of the page
	Title  string // the section's, or the page's
	Anchor string // "" for the page itself

	lengths [fieldCount]int // different words
	words   packed          // in the order of first use
	vocab   *vocabulary
}

// A posting says how often a word stands in each field of an entry.
type posting struct {
	word   int32 // index in the vocabulary
	counts counts
}

// packed are postings in some three bytes each, as a large guide has millions of them: a varint of the word, whose
// lowest bit is set when the word stands once in the text and nowhere else, and without it the counts.
type packed []byte

// pack appends a posting.
func (k packed) pack(p *posting) packed {
	if p.counts == (counts{fieldText: 1}) {
		return binary.AppendUvarint(k, uint64(p.word)<<1|1)
	}
	return append(binary.AppendUvarint(k, uint64(p.word)<<1), p.counts[:]...)
}

// all yields the postings.
func (k packed) all(yield func(posting) bool) {
	for len(k) > 0 {
		n, size := binary.Uvarint(k)
		k = k[size:]
		p := posting{word: int32(n >> 1), counts: counts{fieldText: 1}}
		if n&1 == 0 {
			k = k[copy(p.counts[:], k):]
		}
		if !yield(p) {
			return
		}
	}
}

// counts are small, as a large guide has millions of them. Who counts further than they do stays at the last number.
type counts [fieldCount + 1]uint8

// add counts one more in a field. The text has two bytes, the last of which counts 256s.
func (c *counts) add(field int) {
	switch {
	case c[field] < math.MaxUint8:
		c[field]++
	case field == fieldText && c[fieldCount] < math.MaxUint8:
		c[field] = 0
		c[fieldCount]++
	}
}

// of returns how often the word stands in a field.
func (c *counts) of(field int) int {
	if field == fieldText {
		return int(c[field]) + int(c[fieldCount])<<8
	}
	return int(c[field])
}

// A vocabulary numbers the words that one collector met.
type vocabulary struct {
	table []uint64 // open addressing: half of a word's hash, and its number and one; 0 is free
	seed  maphash.Seed
	words []string
	sizes []int32 // how many entries have each word
}

func newVocabulary() *vocabulary {
	return &vocabulary{table: make([]uint64, 1<<12), seed: maphash.MakeSeed()}
}

// number returns the number of a word, and whether it is a new one. A map of strings takes twice the time, and every word of
// a guide comes by here.
func (v *vocabulary) number(word []byte) (id int32, added bool) {
	if 2*len(v.words) >= len(v.table) {
		v.grow()
	}
	h := maphash.Bytes(v.seed, word)
	at := v.find(h, func(id int32) bool { return v.words[id] == string(word) })
	if e := v.table[at]; e != 0 {
		return int32(uint32(e)) - 1, false
	}
	v.words, v.sizes = append(v.words, string(word)), append(v.sizes, 0)
	v.table[at] = h>>32<<32 | uint64(len(v.words))
	return int32(len(v.words)) - 1, true
}

// find returns where the word with a hash is in the table, or the free place for it.
func (v *vocabulary) find(h uint64, same func(id int32) bool) int {
	last := len(v.table) - 1
	for at := int(uint32(h)) & last; ; at = (at + 1) & last {
		if e := v.table[at]; e == 0 || e>>32 == h>>32 && same(int32(uint32(e))-1) {
			return at
		}
	}
}

func (v *vocabulary) grow() {
	v.table = make([]uint64, 4*len(v.table))
	for id, word := range v.words {
		h := maphash.String(v.seed, word)
		at := v.find(h, func(int32) bool { return false })
		v.table[at] = h>>32<<32 | uint64(id+1)
	}
}

// A Collector reads pages. The zero value is ready; it is for one goroutine.
type Collector struct {
	vocab  *vocabulary
	stamp  []int32 // for each word, the entry that it was last met in
	place  []int32 // and where in that entry's words it is
	serial int32
	text   []byte
	own    int       // where the page's own title ends in it
	code   []string  // pieces of code in it
	words  []posting // of the entry that is counted
	packed packed    // the same, packed
	free   []byte    // room for those of finished ones
	texts  []byte    // of the page's entries
	packer *packer
	out    bytes.Buffer
}

// Page returns the entries of a page. index is the page's, title its name in the contents.
func (c *Collector) Page(index int, title string, page *tree.Page, o *tree.Outline) []*Entry {
	if c.vocab == nil {
		c.vocab = newVocabulary()
	}
	var out []*Entry
	c.texts = append(c.texts[:0], '[')
	c.sections(page, o, func(h *tree.Heading) {
		e := &Entry{Page: index, Title: title}
		own := ""
		if h != nil {
			own = tree.PlainText(h.Inlines)
			e.Title, e.Anchor = own, h.Attr.ID
		}
		b := append(comma(c.texts, len(out)), '[')
		b = append(appendString(b, e.Anchor), ',')
		b = append(appendString(b, own), ',')
		c.texts = append(appendSpaced(b, c.text[c.own:]), ']')
		out = append(out, c.end(e, title))
	})
	c.texts = append(c.texts, ']')
	return out
}

// Texts returns the texts of the entries that Page returned last, for the results to show: a string of JavaScript, of
// which script/search.js makes a list of [anchor, title, text].
func (c *Collector) Texts() []byte {
	if c.packer == nil {
		c.packer = newPacker()
	}
	c.out.Reset()
	if err := c.packer.pack(&c.out, c.texts); err != nil {
		panic(err) // a buffer takes everything
	}
	return bytes.Clone(c.out.Bytes())
}

// plainByte has the bytes that stand for themselves in a JSON string and are no white space.
var plainByte = func() (t [256]bool) {
	for c := range t {
		t[c] = c > ' ' && c != '"' && c != '\\'
	}
	return t
}()

// appendSpaced appends text as a JSON string in which white space is one space.
func appendSpaced(b, text []byte) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	start := len(b)
	for i := 0; i < len(text); {
		from := i
		for i < len(text) && (plainByte[text[i]] || text[i] == ' ' && i > from && i+1 < len(text) && plainByte[text[i+1]]) {
			i++
		}
		b = append(b, text[from:i]...)
		if i == len(text) {
			break
		}
		switch c := text[i]; {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			if len(b) > start && b[len(b)-1] != ' ' {
				b = append(b, ' ')
			}
		case c < ' ':
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			b = append(b, '\\', c)
		}
		i++
	}
	if len(b) > start && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	return append(b, '"')
}

// sections calls f for the page's beginning, with nil, and then for each section with its heading. c.text and c.code
// have what stands in it.
func (c *Collector) sections(page *tree.Page, o *tree.Outline, f func(h *tree.Heading)) {
	var now *tree.Heading
	c.begin()
	for _, b := range page.Blocks {
		h, ok := b.(*tree.Heading)
		if !ok || tree.PlainText(h.Inlines) == "" {
			c.block(b)
			continue
		}
		if now == nil && o.Level(h) == 1 && len(c.text) == 0 {
			c.block(b)
			c.own = len(c.text)
			continue
		}
		f(now)
		now = h
		c.begin()
	}
	for _, n := range page.Notes {
		for _, b := range n.Blocks {
			c.block(b)
		}
	}
	f(now)
}

func (c *Collector) begin() {
	c.text, c.code, c.words, c.own = c.text[:0], c.code[:0], c.words[:0], 0
	c.serial++
}

// end counts the words of the entry's fields.
func (c *Collector) end(e *Entry, page string) *Entry {
	e.vocab = c.vocab
	for _, code := range c.code {
		eachSymbol(code, func(s string) { c.one(e, fieldText, []byte(s)) })
	}
	c.count(e, fieldText, c.text)
	c.count(e, fieldTitle, []byte(e.Title))
	if e.Anchor != "" {
		c.count(e, fieldPage, []byte(page))
	}
	c.packed = c.packed[:0]
	for i := range c.words {
		c.packed = c.packed.pack(&c.words[i])
	}
	e.words = c.keep(c.packed)
	return e
}

func (c *Collector) count(e *Entry, field int, text []byte) {
	eachToken(text, func(word []byte) { c.one(e, field, word) })
}

// one counts a word of an entry.
func (c *Collector) one(e *Entry, field int, word []byte) {
	v := c.vocab
	if len(word) > maxWord {
		return
	}
	id, added := v.number(word)
	if added {
		c.stamp = append(c.stamp, 0)
		c.place = append(c.place, 0)
	}
	if c.stamp[id] != c.serial {
		v.sizes[id]++
		c.stamp[id] = c.serial
		c.place[id] = int32(len(c.words))
		c.words = append(c.words, posting{word: id})
	}
	n := &c.words[c.place[id]].counts
	if n.of(field) == 0 {
		e.lengths[field]++
	}
	n.add(field)
}

// keep returns a copy that has no room behind it.
func (c *Collector) keep(k packed) packed {
	if len(k) > len(c.free) {
		c.free = make([]byte, max(32<<10, len(k)))
	}
	kept := c.free[:len(k):len(k)]
	c.free = c.free[len(k):]
	copy(kept, k)
	return kept
}

// maxWord is the longest word that is indexed, in bytes; nobody types keys and hashes that are longer.
const maxWord = 64

// block appends the block's words to the text.
func (c *Collector) block(b tree.Node) {
	tree.Inspect(b, func(n tree.Node) bool {
		switch n := n.(type) {
		case *tree.Text:
			c.text = append(c.text, n.S...)
		case *tree.Code:
			c.text = append(c.text, n.S...)
			c.code = append(c.code, n.S)
		case *tree.CodeBlock:
			c.code = append(c.code, n.Text)
			c.text = append(append(append(c.text, n.Title...), '\n'), n.Text...)
		case *tree.Math:
			c.text = append(c.text, n.Drawn.Words(n.TeX)...)
		case *tree.MathBlock:
			c.text = append(append(c.text, '\n'), n.Drawn.Words(n.TeX)...)
		case *tree.Image:
			c.text = append(append(append(c.text, ' '), n.Alt...), ' ')
		case *tree.Break:
			c.text = append(c.text, '\n')
		case tree.Inline:
		default:
			c.text = append(c.text, '\n')
		}
		return true
	})
}
