package markdown_test

import (
	"context"
	"fmt"
	"os"

	"platen/convert/markdown"
	"platen/convert/tree"
)

func ExampleReader_Read() {
	r := &markdown.Reader{Dialect: markdown.GFM()}
	src := []byte("# Hello\n\nA **word** for <Name>.\n")
	page, err := r.Read(context.Background(), "hello.md", src, func(d tree.Diag) { fmt.Println(d) })
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := tree.Dump(os.Stdout, page); err != nil {
		fmt.Println(err)
	}
	// Output:
	// hello.md:3:16: info: <Name> is no HTML element and is kept as text; write \<Name> to say so [placeholder]
	// heading 1 #hello
	//   "Hello"
	// paragraph
	//   "A " strong{"word"} " for <Name>."
}

func ExampleParseDialect() {
	d, err := markdown.ParseDialect("commonmark+tables+footnotes")
	fmt.Println(d.Name, d.Extensions, err)
	_, err = markdown.ParseDialect("gfm+emojy")
	fmt.Println(err)
	// Output:
	// commonmark [footnotes tables] <nil>
	// unknown extension "emojy"; did you mean "emoji"?
}
