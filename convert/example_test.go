package convert_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing/fstest"

	"platen/convert"
	"platen/convert/markdown"
	"platen/convert/tree"
	"platen/writers"
	"platen/writers/html"
	"platen/writers/output"
	"platen/writers/text"
)

// A string becomes a web page.
func ExamplePage() {
	ctx := context.Background()
	book, err := convert.Page(ctx, []byte("# Hello\n\nSome *words*.\n"), convert.Options{}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	var page strings.Builder
	jobs := []convert.Job{{Writer: &html.Writer{}, Out: output.One(&page, ".html")}}
	if err := convert.Write(ctx, book, jobs, nil); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Contains(page.String(), "<p>Some <em>words</em>.</p>"))
	// Output: true
}

// A guide in a file system goes to a folder, in two formats from one reading.
func ExampleGuide() {
	ctx := context.Background()
	guide := fstest.MapFS{
		"index.md": {Data: []byte("# A guide\n\n- [Set up](setup.md)\n")},
		"setup.md": {Data: []byte("# Set up\n\nType `make`.\n")},
	}
	folder, err := os.MkdirTemp("", "guide")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	book, err := convert.Guide(ctx, guide, convert.Options{}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	out, err := output.Dir(folder, output.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer out.Close()
	err = convert.Write(ctx, book, []convert.Job{
		{Writer: &html.Writer{}, Out: out.At("web", "html")},
		{Writer: &text.Writer{Columns: 72}, Out: out.At("plain", "text")},
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	made, _ := filepath.Glob(filepath.Join(folder, "*", "setup.*"))
	for _, f := range made {
		name, _ := filepath.Rel(folder, f)
		fmt.Println(filepath.ToSlash(name))
	}
	// Output:
	// plain/setup.txt
	// web/setup.html
}

// A pass fills variables, another gives headings the ids that links of an older site know.
func ExamplePass() {
	ctx := context.Background()
	values := strings.NewReplacer("{product}", "Platen", "{version}", "2.1")
	fill := func(_ context.Context, p *tree.Page) error {
		tree.Rewrite(p, nil, func(n tree.Inline) []tree.Inline {
			if t, ok := n.(*tree.Text); ok {
				t.S = values.Replace(t.S)
			}
			return []tree.Inline{n}
		})
		return nil
	}
	anchors := func(_ context.Context, p *tree.Page) error {
		for n := range tree.Preorder(p) {
			if h, ok := n.(*tree.Heading); ok {
				old := "old-" + h.Attr.ID
				h.Attr.Aliases = append(h.Attr.Aliases, old)
				p.IDs[old] = h
			}
		}
		return nil
	}
	source := "# Set up\n\n{product} {version}, see [here](#old-set-up).\n"
	book, err := convert.Page(ctx, []byte(source), convert.Options{Passes: []convert.Pass{fill, anchors}}, func(d tree.Diag) { fmt.Println(d) })
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := convert.Write(ctx, book, []convert.Job{{Writer: &text.Writer{}, Out: output.One(os.Stdout, ".txt")}}, nil); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Set up
	// ======
	//
	// Platen 2.1, see here.
}

// A dialect is a value: one that this package has, with or without some of its extensions.
func ExampleOptions_dialect() {
	dialect, err := markdown.CommonMark().With("strikethrough")
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	book, err := convert.Page(ctx, []byte("# Prices\n\n~~10~~ 8 at https://example.com\n"), convert.Options{Dialect: dialect}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	tree.Dump(os.Stdout, book.Pages[0])
	// Output:
	// heading 1 #prices
	//   "Prices"
	// paragraph
	//   strike{"10"} " 8 at https://example.com"
}

// A slack writes pages as messages of a chat: a format of one's own.
type slack struct{}

func (slack) Write(ctx context.Context, out writers.Output, b *tree.Book, report func(tree.Diag)) error {
	for _, p := range b.Pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		f, err := out.Create(strings.TrimSuffix(p.Path, ".md") + ".slack")
		if err != nil {
			return err
		}
		for _, block := range p.Blocks {
			io.WriteString(f, message(block))
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}

// message writes what a chat has a form for; other blocks keep their words.
func message(b tree.Block) string {
	switch b := b.(type) {
	case *tree.Heading:
		return "*" + tree.PlainText(b.Inlines) + "*\n"
	case *tree.CodeBlock:
		return "```\n" + b.Text + "```\n"
	case *tree.List:
		var s strings.Builder
		for _, item := range b.Items {
			for _, block := range item.Blocks {
				s.WriteString("• " + message(block))
			}
		}
		return s.String()
	}
	var s strings.Builder
	tree.Inspect(b, func(n tree.Node) bool {
		s.WriteString(tree.PlainText(tree.Inlines(n)))
		return tree.Inlines(n) == nil
	})
	return s.String() + "\n"
}

// A writer of one's own is any value with the one method of writers.Writer.
func ExampleWrite() {
	ctx := context.Background()
	guide := fstest.MapFS{"news.md": {Data: []byte("# News\n\nThere is:\n\n- speed\n- `make`\n")}}
	book, err := convert.Guide(ctx, guide, convert.Options{}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	mem := output.Memory()
	if err := convert.Write(ctx, book, []convert.Job{{Writer: slack{}, Out: mem.At("")}}, nil); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(string(mem.Files()["news.slack"]))
	// Output:
	// *News*
	// There is:
	// • speed
	// • make
}

// A server shows the pages of a guide that is held in memory.
func ExampleGuide_server() {
	guide := fstest.MapFS{"a.md": {Data: []byte("# A page\n")}, "b.md": {Data: []byte("# Another\n")}}
	ctx := context.Background()
	book, err := convert.Guide(ctx, guide, convert.Options{}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	mem := output.Memory()
	if err := convert.Write(ctx, book, []convert.Job{{Writer: &html.Writer{}, Out: mem.At("")}}, nil); err != nil {
		fmt.Println(err)
		return
	}
	pages := mem.Files()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, ok := pages[strings.TrimPrefix(r.URL.Path, "/")]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Write(page)
	}))
	defer server.Close()
	answer, err := http.Get(server.URL + "/b.html")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(answer.Body)
	fmt.Println(answer.StatusCode, strings.Contains(string(body), "<title>Another"))
	// Output: 200 true
}

func ExampleLoad() {
	guide := fstest.MapFS{
		"index.md":   {Data: []byte("# A guide\n\n## Contents\n\n- [Set up](setup.md)\n")},
		"setup.md":   {Data: []byte("# Set up\n\nSee [requirements](install.md#requirments).\n")},
		"install.md": {Data: []byte("# Install\n\n## Requirements\n")},
	}
	report := func(d tree.Diag) {
		if d.Severity >= tree.Warning {
			fmt.Println(d)
		}
	}
	book, err := convert.Load(context.Background(), convert.Source{FS: guide, Name: "guide"}, convert.Options{}, report)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range book.Pages {
		fmt.Println(p.Path, "-", tree.PlainText(p.Title))
	}
	// Output:
	// setup.md:3:20: warning: link to "install.md#requirments": no such anchor; did you mean "requirements"? [dead-anchor]
	// index.md - A guide
	// setup.md - Set up
	// install.md - Install
}
