package html_test

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"platen/convert/tree"
	"platen/writers/html"
)

// An Output that counts what is written.
type listing struct{}

type file struct {
	bytes.Buffer
	name string
}

func (listing) Create(name string) (io.WriteCloser, error) { return &file{name: name}, nil }

func (f *file) Close() error {
	fmt.Println(f.name, bytes.HasPrefix(f.Bytes(), []byte("<!DOCTYPE html>")))
	return nil
}

func ExampleWriter_Write() {
	page := &tree.Page{Path: "hello.md", Title: []tree.Inline{&tree.Text{S: "Hello"}}, Blocks: []tree.Block{
		&tree.Heading{Level: 1, Attr: &tree.Attr{ID: "hello"}, Inlines: []tree.Inline{&tree.Text{S: "Hello"}}},
	}}
	book := &tree.Book{Name: "hello", Lone: true, Pages: []*tree.Page{page}}
	w := &html.Writer{File: "hello.html", EmbedAssets: true}
	if err := w.Write(context.Background(), listing{}, book, func(d tree.Diag) { fmt.Println(d) }); err != nil {
		fmt.Println(err)
	}
	// Output: hello.html true
}

func ExampleWriter_WritePage() {
	page := &tree.Page{Path: "guide/setup.md", Title: []tree.Inline{&tree.Text{S: "Set up"}}}
	book := &tree.Book{Name: "guide", Pages: []*tree.Page{page}}
	w := &html.Writer{}
	if err := w.WritePage(context.Background(), listing{}, book, page, func(d tree.Diag) { fmt.Println(d) }); err != nil {
		fmt.Println(err)
	}
	// Output: guide/setup.html true
}

func ExampleFragment() {
	page := &tree.Page{Blocks: []tree.Block{&tree.Paragraph{Inlines: []tree.Inline{&tree.Emph{Inlines: []tree.Inline{&tree.Text{S: "a < b"}}}}}}}
	fmt.Print(html.Fragment(page))
	// Output: <p><em>a &lt; b</em></p>
}
