package html

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strings"
	"time"

	"platen/convert/tree"
	"platen/writers/internal/markup"
)

// feedItems is how many pages a feed has: the newest.
const feedItems = 50

// publishedDay returns the day that a page says that it is of, else that of its last change: "2026-11-28", "" for none.
func (s *site) publishedDay(page *tree.Page) string {
	for _, key := range []string{"date", "publishdate", "publishDate", "pubdate"} {
		if v := page.Meta[key]; v != nil {
			if day := (tree.Meta{"d": v}).String("d"); len(day) >= 10 && isDay(day[:10]) {
				return day[:10]
			}
		}
	}
	return s.lastUpdated(page)
}

// feed is an RSS feed of the pages that have a date, the newest first. RSS 2.0.11.
func (s *site) feed() []byte {
	type item struct {
		e   *entry
		day string
	}
	var items []item
	for _, e := range s.entries {
		if day := s.publishedDay(e.page); day != "" && !e.unlisted {
			items = append(items, item{e, day})
		}
	}
	slices.SortStableFunc(items, func(a, b item) int { return cmp.Compare(b.day, a.day) })
	items = items[:min(len(items), feedItems)]
	b := []byte(xml.Header + `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>` + "\n")
	element := func(name, text string) {
		b = append(b, "<"+name+">"...)
		b = markup.AppendText(b, text)
		b = append(b, "</"+name+">\n"...)
	}
	element("title", s.title)
	element("link", s.base)
	element("description", cmp.Or(s.book.Meta.String("description"), s.title))
	element("language", markup.Lang(s.book.Lang(nil)))
	b = append(append(append(b, `<atom:link rel="self" type="application/rss+xml" href="`...), markup.AppendText(nil, s.base+feedFile)...), "\"/>\n"...)
	for _, it := range items {
		b = append(b, "<item>\n"...)
		element("title", it.e.plainTitle)
		element("link", s.address(it.e))
		element("guid", s.address(it.e))
		if t, err := time.Parse(time.DateOnly, it.day); err == nil {
			element("pubDate", t.Format(time.RFC1123Z))
		}
		if d := it.e.page.Meta.String("description"); d != "" {
			element("description", d)
		}
		for _, tag := range tagsOf(it.e.page) {
			element("category", tag)
		}
		b = append(b, "</item>\n"...)
	}
	return append(b, "</channel></rss>\n"...)
}

// feedFile is the feed at the site's top.
const feedFile = "feed.xml"

// hasFeed reports whether there is a feed.
func (s *site) hasFeed() bool {
	return s.w.Feed && s.base != "" && !s.has(feedFile) && slices.ContainsFunc(s.entries, func(e *entry) bool { return s.publishedDay(e.page) != "" && !e.unlisted })
}

// tagsOf returns the tags of a page's front matter, each once.
func tagsOf(page *tree.Page) (out []string) {
	for _, t := range append(page.Meta.Strings("tags"), page.Meta.Strings("keywords")...) {
		for tag := range strings.SplitSeq(t, ",") {
			if tag = strings.TrimSpace(tag); tag != "" && !slices.Contains(out, tag) {
				out = append(out, tag)
			}
		}
	}
	return out
}
