package search

import (
	"bytes"
	"slices"
	"strconv"
)

// An Index is what [Build] makes of all entries.
type Index struct {
	entries []*Entry
	terms   []term
}

// A term is a word with the entries that have it, in their order.
type term struct {
	word string
	in   []place
}

// A place is an entry that has a word.
type place struct {
	entry  int32
	counts counts
}

// Build makes the index of the entries, in the order in which they are given. Their words are gone then.
func Build(entries []*Entry) *Index {
	// Number the words of all vocabularies in order.
	var all []string
	numbers := map[*vocabulary][]int32{}
	for _, e := range entries {
		if numbers[e.vocab] == nil {
			numbers[e.vocab] = make([]int32, len(e.vocab.words))
			all = append(all, e.vocab.words...)
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	x := &Index{entries: entries, terms: make([]term, len(all))}
	index := make(map[string]int32, len(all))
	for i, w := range all {
		x.terms[i].word = w
		index[w] = int32(i)
	}
	for v, n := range numbers {
		for i, w := range v.words {
			n[i] = index[w]
		}
	}
	// How often each word occurs, so that all places lie in one slice.
	sizes := make([]int32, len(all))
	total := 0
	for _, e := range entries {
		n := numbers[e.vocab]
		for _, p := range e.words {
			sizes[n[p.word]]++
		}
		total += len(e.words)
	}
	places := make([]place, total)
	for i, size := range sizes {
		x.terms[i].in, places = places[:0:size], places[size:]
	}
	for i, e := range entries {
		n := numbers[e.vocab]
		for _, p := range e.words {
			t := &x.terms[n[p.word]]
			t.in = append(t.in, place{int32(i), p.counts})
		}
		e.words = nil
	}
	return x
}

// A Page is what the results say of a page.
type Page struct {
	Address string // relative to the site's top, percent-encoded
	Title   string
}

// A File is one script of the index.
type File struct {
	Suffix string // "" for the one that is loaded first, "-1", "-2" … for those with words
	Data   []byte
}

// shardBytes is about how large a file with words becomes.
const shardBytes = 3 << 20

// Files makes the index as scripts, which browsers load from a disk where they would not load data:
// the first calls platenSearch.open with pages, entries and the first word of each further file; those
// call platenSearch.add with their number, from 0, and their words. Put together, the parts are what
// MiniSearch.loadJS takes.
func (x *Index) Files(pages []Page, write func(File) error) error {
	return x.files(pages, shardBytes, write)
}

// files is Files with another size of the files with words. A file's data is good until write returns.
func (x *Index) files(pages []Page, size int, write func(File) error) error {
	var firsts []string
	var b, out []byte
	for i, t := range x.terms {
		if len(b) == 0 {
			firsts = append(firsts, t.word)
			b = append(b, '[')
		} else {
			b = append(b, ",\n"...)
		}
		b = t.append(b)
		if len(b) > size || i == len(x.terms)-1 {
			n := len(firsts)
			out = script(out[:0], "platenSearch.add("+strconv.Itoa(n-1)+",", append(b, ']'))
			if err := write(File{"-" + strconv.Itoa(n), out}); err != nil {
				return err
			}
			b = b[:0]
		}
	}
	return write(File{"", script(out[:0], "platenSearch.open(", x.head(pages, firsts))})
}

// head is everything but the words.
func (x *Index) head(pages []Page, firsts []string) []byte {
	b := []byte(`{"pages":[`)
	for i, p := range pages {
		b = comma(b, i)
		b = append(b, '[')
		b = appendString(b, p.Address)
		b = append(b, ',')
		b = appendString(b, p.Title)
		b = append(b, ']')
	}
	b = append(b, `],"firsts":[`...)
	for i, s := range firsts {
		b = comma(b, i)
		b = appendString(b, s)
	}
	b = append(b, `],"index":{"serializationVersion":2,"dirtCount":0,"nextId":`...)
	b = strconv.AppendInt(b, int64(len(x.entries)), 10)
	b = append(b, `,"documentCount":`...)
	b = strconv.AppendInt(b, int64(len(x.entries)), 10)
	b = append(b, `,"fieldIds":{"title":0,"page":1,"text":2},"documentIds":{`...)
	for i := range x.entries {
		b = comma(b, i)
		b = appendKey(b, i)
		b = strconv.AppendInt(b, int64(i), 10)
	}
	b = append(b, `},"storedFields":{`...)
	for i, e := range x.entries {
		b = comma(b, i)
		b = appendKey(b, i)
		b = append(b, `{"p":`...)
		b = strconv.AppendInt(b, int64(e.Page), 10)
		if e.Anchor != "" {
			b = append(b, `,"a":`...)
			b = appendString(b, e.Anchor)
			b = append(b, `,"t":`...)
			b = appendString(b, e.Title)
		}
		b = append(b, '}')
	}
	b = append(b, `},"fieldLength":{`...)
	var sum [fieldCount]int
	for i, e := range x.entries {
		b = comma(b, i)
		b = appendKey(b, i)
		b = append(b, '[')
		for f, n := range e.lengths {
			b = comma(b, f)
			b = strconv.AppendInt(b, int64(n), 10)
			sum[f] += n
		}
		b = append(b, ']')
	}
	b = append(b, `},"averageFieldLength":[`...)
	for f, n := range sum {
		b = comma(b, f)
		b = strconv.AppendFloat(b, float64(n)/float64(max(1, len(x.entries))), 'f', 3, 64)
	}
	return append(b, `],"index":[]}}`...)
}

// append appends ["word",{"field":{"entry":count}}].
func (t *term) append(b []byte) []byte {
	b = append(b, '[')
	b = appendString(b, t.word)
	b = append(b, ",{"...)
	fields := 0
	for f := range fieldCount {
		n := 0
		for i := range t.in {
			p := &t.in[i]
			k := p.counts.of(f)
			if k == 0 {
				continue
			}
			if n == 0 {
				b = comma(b, fields)
				b = appendKey(b, f)
				b = append(b, '{')
				fields++
			}
			b = comma(b, n)
			b = appendKey(b, int(p.entry))
			b = strconv.AppendInt(b, int64(k), 10)
			n++
		}
		if n > 0 {
			b = append(b, '}')
		}
	}
	return append(b, "}]"...)
}

func comma(b []byte, i int) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	return b
}

// appendKey appends a number as a key.
func appendKey(b []byte, n int) []byte {
	b = append(b, '"')
	b = strconv.AppendInt(b, int64(n), 10)
	return append(b, '"', ':')
}

// appendString appends s as a JSON string.
func appendString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < 0x20 || c == '<': // no "</script" or "<!--" whatever becomes of the file
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

// script appends a call with data, JSON, as its last argument. Browsers read long data faster out of a string.
func script(b []byte, call string, data []byte) []byte {
	b = append(slices.Grow(b, len(data)+len(data)/64+64), call...)
	b = append(b, "JSON.parse('"...)
	for len(data) > 0 {
		i := bytes.IndexAny(data, "'\\\n")
		if i < 0 {
			b = append(b, data...)
			break
		}
		b = append(b, data[:i]...)
		switch data[i] {
		case '\n':
			b = append(b, "\\\n"...) // a line's continuation: no character of the string
		default:
			b = append(b, '\\', data[i])
		}
		data = data[i+1:]
	}
	return append(b, "'))\n"...)
}
