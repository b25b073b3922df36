package html

import (
	"cmp"
	"context"
	"encoding/xml"
	"net/url"
	"strings"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/markup"
	"platen/writers/internal/pages"
	"platen/writers/internal/words"
)

// A Front is the page before the guides of a folder, with the files by which machines find them.
type Front struct {
	Title, Lang string // "" for the word for contents, and English
	BaseURL     string // where the folder will be; "": neither sitemap nor llms.txt
	Accent      string // as ParseAccent reads it
	Guides      []FrontGuide
}

// A FrontGuide is a guide of a front page.
type FrontGuide struct {
	Title, About, Lang string
	Folder             string // of its index.html, slash-separated, from the front page
	Files              []FrontFile
}

// A FrontFile is another form of a guide.
type FrontFile struct{ Label, Path string }

// Write writes index.html and, where it is known where that will be, sitemap.xml, llms.txt and, at the top of a host,
// robots.txt, which lead to those of the guides.
func (f *Front) Write(out writers.Output) error {
	lang := cmp.Or(f.Lang, "en")
	title := cmp.Or(f.Title, words.For(lang).Contents)
	if err := f.page(out, title, lang); err != nil || f.BaseURL == "" {
		return err
	}
	base := strings.TrimRight(f.BaseURL, "/") + "/"
	sites := []byte(xml.Header + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	var llms strings.Builder
	llms.WriteString("# " + markdownText(title) + "\n\n")
	for _, g := range f.Guides {
		at := base + asciiPath(string(markup.AppendPath(nil, g.Folder))) + "/"
		sites = append(sites, "<sitemap><loc>"...)
		sites = markup.AppendText(sites, at+"sitemap.xml")
		sites = append(sites, "</loc></sitemap>\n"...)
		llms.WriteString("- [" + markdownText(g.Title) + "](" + at + "llms.txt)")
		if g.About != "" {
			llms.WriteString(": " + markdownText(g.About))
		}
		llms.WriteString("\n")
	}
	if err := pages.Put(out, "sitemap.xml", append(sites, "</sitemapindex>\n"...)); err != nil {
		return err
	}
	if err := pages.Put(out, "llms.txt", []byte(llms.String())); err != nil {
		return err
	}
	if u, err := url.Parse(base); err == nil && u.Path == "/" {
		return pages.Put(out, "robots.txt", []byte("User-agent: *\nAllow: /\nSitemap: "+base+"sitemap.xml\n"))
	}
	return nil
}

// page writes the page: a list of the guides.
func (f *Front) page(out writers.Output, title, lang string) error {
	list := &tree.List{Tight: true}
	for _, g := range f.Guides {
		link := &tree.Link{To: tree.Target{URL: string(markup.AppendPath(nil, g.Folder)) + "/index.html"}, Inlines: []tree.Inline{&tree.Text{S: g.Title}}}
		line := []tree.Inline{link}
		if g.Lang != "" && g.Lang != lang {
			line[0] = &tree.Span{Attr: &tree.Attr{Keys: []tree.Key{{Name: "lang", Value: g.Lang}}}, Inlines: []tree.Inline{link}}
		}
		for i, file := range g.Files {
			before := " · "
			if i == 0 {
				before = " – "
			}
			to := tree.Target{URL: string(markup.AppendPath(nil, file.Path))}
			line = append(line, &tree.Text{S: before}, &tree.Link{To: to, Inlines: []tree.Inline{&tree.Text{S: file.Label}}})
		}
		item := &tree.ListItem{Blocks: []tree.Block{&tree.Paragraph{Inlines: line}}}
		if g.About != "" {
			item.Blocks = append(item.Blocks, &tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: g.About}}})
			list.Tight = false
		}
		list.Items = append(list.Items, item)
	}
	h := &tree.Heading{Level: 1, Inlines: []tree.Inline{&tree.Text{S: title}}, Attr: &tree.Attr{ID: "guides"}}
	p := &tree.Page{Path: "index.md", Title: h.Inlines, Lang: lang, IDs: map[string]tree.Node{"guides": h}, Blocks: []tree.Block{h, list}}
	accent, err := ParseAccent(f.Accent)
	if err != nil {
		return err
	}
	w := &Writer{Brand: Brand{Accent: accent}}
	return w.Write(context.Background(), out, &tree.Book{Name: "index", Lone: true, Pages: []*tree.Page{p}, Meta: tree.Meta{"lang": lang}}, func(tree.Diag) {})
}
