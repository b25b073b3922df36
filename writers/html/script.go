package html

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"

	"platen/writers"
	"platen/writers/html/internal/search"
	"platen/writers/internal/words"
)

// The scripts of a guide's pages. MiniSearch's licence is in script/minisearch-LICENSE, and its first line names it.
var (
	//go:embed script/page.js
	pageScript string
	//go:embed script/tabs.js
	tabsScript string
	//go:embed script/contents.js
	contentsScript string
	//go:embed script/search.js
	searchScript string
	//go:embed script/minisearch.js
	miniSearch string
)

// shortScript takes comments and indents out of one of our scripts, in which no string goes over a line's end.
func shortScript(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		if i := strings.Index(line, "; // "); i >= 0 {
			line = line[:i+1]
		}
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return b.String()
}

// scriptWords are the words that the scripts show, in the languages of the pages.
func (s *site) scriptWords() string {
	langs := map[string]bool{"en": true}
	for _, e := range s.entries {
		base, _, _ := strings.Cut(strings.ToLower(htmlLang(s.book.Lang(e.page))), "-")
		langs[base] = true
	}
	var b strings.Builder
	b.WriteString("var platenWords={")
	for i, lang := range slices.Sorted(maps.Keys(langs)) {
		w := words.For(lang)
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(scriptString(lang) + ":{")
		for j, p := range [][2]string{{"copy", w.Copy}, {"copied", w.Copied}, {"link", w.LinkTo}, {"found", w.Found}, {"one", w.FoundOne}, {"none", w.NotFound},
			{"searching", w.Searching}, {"failed", w.SearchFailed}, {"retry", w.Retry}, {"more", w.More}} {
			if j > 0 {
				b.WriteByte(',')
			}
			b.WriteString(p[0] + ":" + scriptString(p[1]))
		}
		b.WriteByte('}')
	}
	return b.String() + "};\n"
}

// writeShared writes the files that all pages of the site share.
func (s *site) writeShared(out writers.Output) error {
	type file struct{ suffix, text string }
	files := []file{{".css", s.style}, {".js", s.scriptWords() + shortScript(pageScript) + shortScript(tabsScript) + shortScript(contentsScript)}}
	if s.search {
		files = append(files, file{"-search.js", miniSearch + shortScript(searchScript)})
	}
	for _, f := range files {
		if err := create(out, s.stem+f.suffix, []byte(f.text)); err != nil {
			return err
		}
	}
	return nil
}

// An indexer collects what can be found while the pages are printed.
type indexer struct {
	mu      sync.Mutex
	entries [][]*search.Entry // by page
}

// add keeps the entries of the i-th page.
func (x *indexer) add(i int, entries []*search.Entry) {
	x.mu.Lock()
	x.entries[i] = entries
	x.mu.Unlock()
}

// writeIndex writes the index of the pages that came out.
func (s *site) writeIndex(out writers.Output, x *indexer) error {
	var all []*search.Entry
	for _, entries := range x.entries {
		all = append(all, entries...)
	}
	pages := make([]search.Page, len(s.entries))
	for i, e := range s.entries {
		if !e.unlisted {
			pages[i] = search.Page{Address: e.href, Title: e.plainTitle}
		}
	}
	return search.Build(all).Files(pages, func(f search.File) error {
		return createWith(out, s.stem+"-index"+f.Suffix+".js", f.Write)
	})
}
