package search

import (
	"bytes"
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
			e.vocab.index = nil // the largest part of what is not needed now
		}
	}
	x.words = make([]string, 0, n)
	for v := range x.numbers {
		x.words = append(x.words, v.words...)
	}
	slices.Sort(x.words)
	x.words = slices.Compact(x.words)
	for v, n := range x.numbers {
		for i, w := range v.words {
			k, _ := slices.BinarySearch(x.words, w)
			n[i] = int32(k)
		}
	}
	x.sizes = make([]int32, len(x.words))
	for _, e := range entries {
		n := x.numbers[e.vocab]
		for p := range e.words.all {
			x.sizes[n[p.word]]++
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

// shardBytes is about how large a file with words becomes.
const shardBytes = 3 << 20

// Files makes the index as scripts, which browsers load from a disk where they would not load data:
// the first calls platenSearch.open with pages, entries and the first word of each further file; those
// call platenSearch.add with their number, from 0, and their words. Put together, the parts are what
// MiniSearch.loadJS takes.
func (x *Index) Files(pages []Page, write func(File) error) error {
	return x.files(pages, shardBytes, write)
}

// files is Files with another size of the files with words. A file can be written until write returns.
func (x *Index) files(pages []Page, size int, write func(File) error) error {
	var firsts []string
	var q quoter
	b := make([]byte, 0, min(size, 16*len(x.words))+4<<10)
	done := 0
	err := x.eachTerm(func(t *term) error {
		if len(b) == 0 {
			firsts = append(firsts, t.word)
			b = append(b, '[')
		} else {
			b = append(b, ",\n"...)
		}
		b = t.append(b)
		if done++; len(b) <= size && done < len(x.words) {
			return nil
		}
		n := len(firsts)
		err := write(File{"-" + strconv.Itoa(n), func(w io.Writer) error {
			q.begin(w, "platenSearch.add("+strconv.Itoa(n-1)+",")
			return q.end(append(b, ']'))
		}})
		b = b[:0]
		return err
	})
	if err != nil {
		return err
	}
	return write(File{"", func(w io.Writer) error {
		q.begin(w, "platenSearch.open(")
		return q.end(x.head(&q, b[:0], pages, firsts))
	}})
}

// head is everything but the words: it goes to q as b grows, and what is left comes back.
func (x *Index) head(q *quoter, b []byte, pages []Page, firsts []string) []byte {
	b = append(b, `{"pages":[`...)
	for i, p := range pages {
		b = comma(q.spill(b), i)
		b = append(b, '[')
		b = appendString(b, p.Address)
		b = append(b, ',')
		b = appendString(b, p.Title)
		b = append(b, ']')
	}
	b = append(b, `],"firsts":[`...)
	for i, s := range firsts {
		b = comma(q.spill(b), i)
		b = appendString(b, s)
	}
	b = append(b, `],"index":{"serializationVersion":2,"dirtCount":0,"nextId":`...)
	b = strconv.AppendInt(b, int64(len(x.entries)), 10)
	b = append(b, `,"documentCount":`...)
	b = strconv.AppendInt(b, int64(len(x.entries)), 10)
	b = append(b, `,"fieldIds":{"title":0,"page":1,"text":2},"documentIds":{`...)
	for i := range x.entries {
		b = comma(q.spill(b), i)
		b = appendKey(b, i)
		b = strconv.AppendInt(b, int64(i), 10)
	}
	b = append(b, `},"storedFields":{`...)
	for i, e := range x.entries {
		b = comma(q.spill(b), i)
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
		b = comma(q.spill(b), i)
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

// A quoter writes a call with data, JSON, as its last argument. Browsers read long data faster out of a string.
type quoter struct {
	w   io.Writer
	buf []byte
	err error
}

// begin writes the call up to its last argument.
func (q *quoter) begin(w io.Writer, call string) {
	q.w = w
	_, q.err = io.WriteString(w, call+"JSON.parse('")
}

// spillBytes is how much data waits in memory.
const spillBytes = 32 << 10

// spill writes data that has become long, and returns the room for more.
func (q *quoter) spill(data []byte) []byte {
	if len(data) < spillBytes {
		return data
	}
	q.write(data)
	return data[:0]
}

// write writes a part of the data.
func (q *quoter) write(data []byte) {
	for part := range slices.Chunk(data, spillBytes) {
		b := q.buf[:0]
		for {
			i := bytes.IndexAny(part, "'\\\n")
			if i < 0 {
				break
			}
			b = append(append(b, part[:i]...), '\\', part[i]) // before a line's end: its continuation, no character of the string
			part = part[i+1:]
		}
		q.buf = append(b, part...)
		if q.err == nil {
			_, q.err = q.w.Write(q.buf)
		}
	}
}

// end writes the last part of the data and the end of the call.
func (q *quoter) end(data []byte) error {
	q.write(data)
	if q.err == nil {
		_, q.err = io.WriteString(q.w, "'))\n")
	}
	return q.err
}
