package text_test

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"platen/convert/tree"
	"platen/writers/text"
)

// printed is an output that prints its files.
type printed struct{}

type printedFile struct {
	bytes.Buffer
	name string
}

func (printed) Create(name string) (io.WriteCloser, error) { return &printedFile{name: name}, nil }

func (f *printedFile) Close() error {
	_, err := fmt.Printf("%s:\n%s", f.name, f.String())
	return err
}

func ExampleWriter() {
	words := func(s string) []tree.Inline { return []tree.Inline{&tree.Text{S: s}} }
	link := &tree.Link{To: tree.Target{URL: "https://example.com/start"}, Inlines: words("the first page")}
	book := &tree.Book{Name: "guide", Pages: []*tree.Page{{Path: "setup.md", Blocks: []tree.Block{
		&tree.Heading{Level: 1, Attr: &tree.Attr{ID: "setup"}, Inlines: words("Setting up")},
		&tree.Paragraph{Inlines: append(words("Read "), link, &tree.Text{S: " before you go on."})},
		&tree.Admonition{Kind: "note", Blocks: []tree.Block{&tree.Paragraph{Inlines: words("It takes a minute, no more.")}}},
	}}}}
	w := &text.Writer{Columns: 30}
	if err := w.Write(context.Background(), printed{}, book, func(d tree.Diag) { fmt.Println(d) }); err != nil {
		fmt.Println(err)
	}
	// Output:
	// setup.txt:
	// Setting up
	// ==========
	//
	// Read the first page [1] before
	// you go on.
	//
	// NOTE: It takes a minute, no
	//       more.
	//
	// Links
	// -----
	//
	// [1] https://example.com/start
}
