package convert_test

import (
	"context"
	"fmt"
	"testing/fstest"

	"platen/convert"
	"platen/convert/tree"
)

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
