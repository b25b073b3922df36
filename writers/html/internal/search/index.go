package search

import (
	"io"
	"slices"
	"strconv"
)

// An Index is what [Build] makes of all entries.
type Index struct {
	entries []*Entry
	words   []string                // of all entries, sorted
	sizes   []int32                 // how many entries have each word
	numbers map[*vocabulary][]int32 // where the words of a vocabulary are among all words
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

// Build makes the index of the entries, in the order in which they are given. No page can be added any more.
func Build(entries []*Entry) *Index {
	x := &Index{entries: entries, numbers: map[*vocabulary][]int32{}}
	n := 0
	for _, e := range entries {
		if x.numbers[e.vocab] == nil {
			x.numbers[e.vocab] = make([]int32, len(e.vocab.words))
			n += len(e.vocab.words)
			e.vocab.table = nil // the largest part of what is not needed now
		}
	}
	x.words = make([]string, 0, n)
	for v := range x.numbers {
		x.words = append(x.words, v.words...)
	}
	slices.Sort(x.words)
	x.words = slices.Compact(x.words)
	x.sizes = make([]int32, len(x.words))
	for v, n := range x.numbers {
		for i, w := range v.words {
			k, _ := slices.BinarySearch(x.words, w)
			n[i] = int32(k)
			x.sizes[k] += v.sizes[i]
		}
	}
	return x
}

// termPlaces is how many places of words are in memory at once, in eight bytes each.
const termPlaces = 512 << 10

// eachTerm calls f for all words in order. It goes through the entries for so many words at a time as their
// places have room.
func (x *Index) eachTerm(f func(t *term) error) error {
	var room []place
	var terms []term
	for from := 0; from < len(x.words); {
		to, total := from, 0
		for to < len(x.words) && (to == from || total+int(x.sizes[to]) <= termPlaces) {
			total += int(x.sizes[to])
			to++
		}
		room, terms = slices.Grow(room[:0], total)[:total], terms[:0]
		left := room
		for i := from; i < to; i++ {
			n := x.sizes[i]
			terms = append(terms, term{x.words[i], left[:0:n]})
			left = left[n:]
		}
		for i, e := range x.entries {
			n := x.numbers[e.vocab]
			for p := range e.words.all {
				if k := int(n[p.word]); k >= from && k < to {
					t := &terms[k-from]
					t.in = append(t.in, place{int32(i), p.counts})
				}
			}
		}
		for i := range terms {
			if err := f(&terms[i]); err != nil {
				return err
			}
		}
		from = to
	}
	return nil
}

// Sizes returns how many entries each page has.
func (x *Index) Sizes(pages int) []int {
	n := make([]int, pages)
	for _, e := range x.entries {
		n[e.Page]++
	}
	return n
}

// A Page is what the results say of a page.
type Page struct {
	Address string // relative to the site's top, percent-encoded
	Title   string
}

// A File is one script of the index.
type File struct {
	Suffix string // "" for the one that is loaded first, "-1", "-2" … for those with words
	Write  func(io.Writer) error
}

// shardBytes is about how large a file with words becomes: a query loads those of its words only.
const shardBytes = 512 << 10

// Files makes the index as scripts, which browsers load from a disk where they would not load data:
// the first calls platenSearch.open with the pages, how many entries each has, the entries' lengths, the first word of
// each file of words, and the first page of each file of texts (texts); those of words call platenSearch.add with their
// number, from 0, and their words. What MiniSearch.loadJS takes is made of them by script/search.js.
func (x *Index) Files(pages []Page, texts []int, write func(File) error) error {
	return x.files(pages, texts, shardBytes, write)
}

// files is Files with another size of the files with words. A file can be written until write returns.
func (x *Index) files(pages []Page, texts []int, size int, write func(File) error) error {
	var firsts []string
	p := newPacker()
	b := make([]byte, 0, min(size, 16*len(x.words))+4<<10)
	done := 0
	err := x.eachTerm(func(t *term) error {
		if len(b) == 0 {
			firsts = append(firsts, t.word)
			b = append(b, '[')
		} else {
			b = append(b, ',')
		}
		b = t.append(b)
		if done++; len(b) <= size && done < len(x.words) {
			return nil
		}
		n := len(firsts)
		err := write(File{"-" + strconv.Itoa(n), func(w io.Writer) error {
			return p.call(w, "platenSearch.add("+strconv.Itoa(n-1)+",", append(b, ']'))
		}})
		b = b[:0]
		return err
	})
	if err != nil {
		return err
	}
	return write(File{"", func(w io.Writer) error {
		return p.call(w, "platenSearch.open(", x.head(b[:0], pages, texts, firsts))
	}})
}

// head appends everything but the words.
func (x *Index) head(b []byte, pages []Page, texts []int, firsts []string) []byte {
	sizes := x.Sizes(len(pages))
	b = append(b, `{"pages":[`...)
	for i, p := range pages {
		b = comma(b, i)
		b = append(b, '[')
		b = appendString(b, p.Address)
		b = append(b, ',')
		b = appendString(b, p.Title)
		b = append(b, ',')
		b = strconv.AppendInt(b, int64(sizes[i]), 10)
		b = append(b, ']')
	}
	b = append(b, `],"texts":[`...)
	for i, n := range texts {
		b = strconv.AppendInt(comma(b, i), int64(n), 10)
	}
	b = append(b, `],"firsts":[`...)
	for i, s := range firsts {
		b = comma(b, i)
		b = appendString(b, s)
	}
	b = append(b, `],"lengths":[`...)
	for i, e := range x.entries {
		b = comma(b, i)
		for f, n := range e.lengths {
			b = strconv.AppendInt(comma(b, f), int64(n), 10)
		}
	}
	return append(b, `]}`...)
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

func itoa(n int) string { return strconv.Itoa(n) }

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
