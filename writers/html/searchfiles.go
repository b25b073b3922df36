package html

import (
	"io"
	"strconv"
	"sync"

	"platen/writers"
	"platen/writers/html/internal/search"
	"platen/writers/internal/pages"
)

// An indexer collects what can be found while the pages are printed.
type indexer struct {
	mu      sync.Mutex
	entries [][]*search.Entry // by page
	texts   [][]byte          // by page, packed
}

func newIndexer(pages int) *indexer {
	return &indexer{entries: make([][]*search.Entry, pages), texts: make([][]byte, pages)}
}

// add keeps the entries of the i-th page and their texts.
func (x *indexer) add(i int, entries []*search.Entry, texts []byte) {
	x.mu.Lock()
	x.entries[i], x.texts[i] = entries, texts
	x.mu.Unlock()
}

// writeIndex writes the index of the pages that came out, and their texts for the results to show.
func (s *site) writeIndex(out writers.Output, x *indexer) error {
	var all []*search.Entry
	for _, entries := range x.entries {
		all = append(all, entries...)
	}
	found := make([]search.Page, len(s.entries))
	for i, e := range s.entries {
		if !e.unlisted {
			found[i] = search.Page{Address: e.href, Title: e.plainTitle}
		}
	}
	texts, err := x.writeTexts(s, out)
	if err != nil {
		return err
	}
	return search.Build(all).Files(found, texts, func(f search.File) error {
		return pages.Write(out, s.stem+"-index"+f.Suffix+".js", f.Write)
	})
}

// textBytes is about how large a file of texts becomes. A list of results loads some of these files.
const textBytes = 24 << 10

// writeTexts writes the texts of the pages, several in a file, and returns the first page of each file.
func (x *indexer) writeTexts(s *site, out writers.Output) ([]int, error) {
	var first []int
	for i := 0; i < len(x.texts); {
		from, size := i, 0
		var texts [][]byte
		for i < len(x.texts) && (i == from || size+len(x.texts[i]) <= textBytes) {
			size += len(x.texts[i])
			if len(x.texts[i]) > 0 {
				texts = append(texts, x.texts[i])
			}
			i++
		}
		n := len(first)
		first = append(first, from)
		err := pages.Write(out, s.stem+"-text-"+strconv.Itoa(n+1)+".js", func(w io.Writer) error { return search.WriteTexts(w, n, texts) })
		if err != nil {
			return nil, err
		}
	}
	return first, nil
}
