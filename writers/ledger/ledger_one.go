package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"platen/convert/tree"
)

// oneName is what messages call the file of a guide in one.
const oneName = "the output"

// bookHTML checks a guide in one file: a section for each page, whose id begins the ids in it.
func (c *checker) bookHTML(ctx context.Context) error {
	data, err := c.Read("")
	var doc *html.Node
	if err == nil {
		doc, err = html.Parse(bytes.NewReader(data))
	}
	var sections []*html.Node
	if err == nil {
		var find func(n *html.Node)
		find = func(n *html.Node) {
			if n.Type == html.ElementNode && n.Data == "section" && hasClass(n, "p-page") {
				sections = append(sections, n)
				return
			}
			for k := n.FirstChild; k != nil; k = k.NextSibling {
				find(k)
			}
		}
		find(doc)
		if len(sections) != len(c.Book.Pages) {
			err = fmt.Errorf("it has %d pages of %d", len(sections), len(c.Book.Pages))
		}
	}
	if err != nil {
		c.unreadable(c.Book.Pages[0], oneName, err)
		return ctx.Err()
	}
	c.names.prefix = map[string]*tree.Page{}
	for i, s := range sections {
		c.names.prefix[attribute(s, "id")] = c.Book.Pages[i]
	}
	for i, p := range c.Book.Pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		c.names.file[p] = oneName
		c.kept(p, func(p *tree.Page) {
			r := &htmlReader{names: c.names, file: oneName, prefix: attribute(sections[i], "id") + "--"}
			r.anchors = map[string]tree.Pos{}
			r.children(sections[i])
			r.space()
			c.compare(p, oneName, tell(&c.Job, p, c.form, nil, nil), &r.account)
		})
	}
	return nil
}

// inOne says where a fragment leads in one file.
func (n *names) inOne(fragment string) string {
	for cut := len(fragment); cut > 0; cut = strings.LastIndex(fragment[:cut], "--") {
		if p := n.prefix[fragment[:cut]]; p != nil {
			return pageKey(p.Path, strings.TrimPrefix(fragment[cut:], "--"))
		}
	}
	return urlKey("#" + fragment)
}

// bookText checks a guide in one text: two empty lines between pages.
func (c *checker) bookText(ctx context.Context) error {
	data, err := c.Read("")
	var pages []string
	if err == nil {
		parts := textParagraphs(string(data))
		if c.Contents > 0 && len(parts) > 0 {
			parts = parts[1:]
		}
		for _, s := range parts {
			if n := len(pages); n == 0 || n < len(c.Book.Pages) && c.begins(s, c.Book.Pages[n]) {
				pages = append(pages, s)
			} else {
				pages[n-1] += "\n\n\n" + s // code with empty lines at its end
			}
		}
		if len(pages) != len(c.Book.Pages) {
			err = errors.New("its pages cannot be told apart")
		}
	}
	if err != nil {
		c.unreadable(c.Book.Pages[0], oneName, err)
		return ctx.Err()
	}
	c.Contents = 0 // the book's own
	for i, p := range c.Book.Pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		c.names.file[p] = oneName
		c.kept(p, func(p *tree.Page) { c.textPage(p, oneName, pages[i]) })
	}
	return nil
}

// begins reports whether a piece of text begins as the page does.
func (c *checker) begins(s string, p *tree.Page) bool {
	if len(p.Blocks) == 0 {
		return true
	}
	want := &cutter{}
	want.add(tree.PlainText(tree.Inlines(p.Blocks[0])), 0)
	want.space()
	got := &cutter{}
	got.add(s[:min(len(s), 400)], 0)
	got.space()
	if c.Numbered {
		got.words = got.words[numberIn(got.words):]
	}
	for i := range min(3, len(want.words)) {
		if i >= len(got.words) || want.words[i].s != got.words[i].s {
			return false
		}
	}
	return true
}

// textParagraphs divides a text where a line at the left edge follows two empty ones.
func textParagraphs(s string) []string {
	var out []string
	from := 0
	for i := 0; ; {
		k := strings.Index(s[i:], "\n\n\n")
		if k < 0 {
			return append(out, s[from:])
		}
		for i += k + 3; i < len(s) && s[i] == '\n'; i++ {
		}
		if i < len(s) && s[i] != ' ' {
			out = append(out, s[from:i-2])
			from = i
		}
	}
}
