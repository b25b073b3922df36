package epub_test

import (
	"context"
	"fmt"
	"testing/fstest"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers/epub"
	"platen/writers/output"
	"platen/writers/pdf"
)

// A guide becomes a book that has the page numbers of its PDF, which is written first.
func ExampleWriter() {
	ctx := context.Background()
	guide := fstest.MapFS{"index.md": {Data: []byte("# A guide\n\n- [Set up](setup.md)\n")}, "setup.md": {Data: []byte("# Set up\n\nType `make`.\n")}}
	book, err := convert.Guide(ctx, guide, convert.Options{Name: "guide"}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	out := output.Memory()
	var sheets []tree.Sheets
	paper := &pdf.Writer{Sheets: func(s tree.Sheets) { sheets = append(sheets, s) }}
	if err := convert.Write(ctx, book, []convert.Job{{Writer: paper, Out: out.At("")}}, nil); err != nil {
		fmt.Println(err)
		return
	}
	if err := convert.Write(ctx, book, []convert.Job{{Writer: &epub.Writer{Sheets: sheets}, Out: out.At("")}}, nil); err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range sheets[0].Starts {
		fmt.Println("page", s.Label, "begins in", s.Page.Path)
	}
	fmt.Println(len(out.Files()["guide.epub"]) > 0)
	// Output:
	// page 1 begins in setup.md
	// true
}
