package output_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"

	"platen/writers/output"
)

// A folder takes files: they appear whole, those that have not changed are left alone, and so are those of others.
func ExampleDir() {
	path, err := os.MkdirTemp("", "example")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(path)
	if err := os.WriteFile(path+"/mine.html", []byte("my own"), 0o666); err != nil {
		log.Fatal(err)
	}
	dir, err := output.Dir(path, output.Options{Done: func(f output.File) { fmt.Println(f.State, f.Name, f.Size, "bytes") }})
	if err != nil {
		log.Fatal(err)
	}
	defer dir.Close()
	html := dir.At("", "html")
	html.Refused = func(r *output.Refusal) { fmt.Printf("%s: %v\n", r.Name, r) }
	for _, name := range []string{"page.html", "sub/other.html", "mine.html"} {
		w, err := html.Create(name)
		if err != nil {
			log.Fatal(err)
		}
		if _, err := io.WriteString(w, "<p>Hello\n"); err != nil {
			log.Fatal(err)
		}
		if err := w.Close(); err != nil {
			log.Fatal(err)
		}
	}
	// Output:
	// new page.html 9 bytes
	// new sub/other.html 9 bytes
	// mine.html: a file of that name is there that platen did not make, and it is kept
}

// An archive takes files and is written at the end.
func ExampleZip() {
	archive := output.Zip(io.Discard)
	w, err := archive.At("html").Create("page.html")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Fprintln(w, "<p>Hello")
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	if err := archive.Finish(context.Background()); err != nil {
		log.Fatal(err)
	}
	fmt.Println(archive.Len(), "file")
	// Output: 1 file
}
