package convert

import (
	"path"
	"strings"

	"platen/convert/internal/link"
	"platen/convert/internal/name"
)

// A wikiName is what stands between [[ and ]] in a page.
type wikiName struct {
	line      int    // from 1
	page      string // before a bar, without the part of the page
	behindBar string // what is behind it; as page where there is none
}

// maxWikiNames is how many of them are looked at in a page.
const maxWikiNames = 200

// wikiNames finds [[names]] in a page outside of its code.
func wikiNames(text string) (out []wikiName) {
	line, fence := 0, ""
	for l := range strings.Lines(text) {
		line++
		t := strings.TrimSpace(l)
		if strings.HasPrefix(t, "```") || strings.HasPrefix(t, "~~~") {
			mark := t[:3]
			switch fence {
			case "":
				fence = mark
			case mark:
				fence = ""
			}
			continue
		}
		if fence != "" {
			continue
		}
		for at := strings.Index(l, "[["); at >= 0 && len(out) < maxWikiNames; at = strings.Index(l, "[[") {
			if strings.Count(l[:at], "`")%2 == 1 {
				break // in code
			}
			inside, rest, ok := strings.Cut(l[at+2:], "]]")
			if !ok {
				break
			}
			l = rest
			if strings.HasPrefix(rest, "(") || strings.ContainsAny(inside, "[]") {
				continue
			}
			first, second, bar := strings.Cut(inside, "|")
			if !bar {
				second = first
			}
			first, _, _ = strings.Cut(first, "#")
			second, _, _ = strings.Cut(second, "#")
			if first = strings.TrimSpace(first); first == "" {
				continue
			}
			out = append(out, wikiName{line, first, strings.TrimSpace(second)})
		}
	}
	return out
}

// wikiForm returns the extension under which names lead to pages of the guide, and where the first of them that does
// stands; "" when fewer than half of them are the names of pages.
func (l *loader) wikiForm(names [][]wikiName) (extension string, file, line int) {
	pages := map[string]bool{}
	for _, f := range l.files {
		pages[link.WikiKey(path.Base(name.Stem(f.path)))] = true
	}
	all, first, second := 0, 0, 0
	file = -1
	for i, list := range names {
		for _, n := range list {
			all++
			a, b := pages[link.WikiKey(path.Base(strings.TrimSuffix(n.page, ".md")))], pages[link.WikiKey(path.Base(strings.TrimSuffix(n.behindBar, ".md")))]
			if a {
				first++
			}
			if b {
				second++
			}
			if (a || b) && file < 0 {
				file, line = i, n.line
			}
		}
	}
	switch {
	case 2*max(first, second) <= all:
		return "", -1, 0
	case second > first:
		return "wiki_words", file, line
	}
	return "wiki_links", file, line
}
