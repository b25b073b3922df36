package dita_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"testing"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/dita"
	"platen/writers/internal/testkit"
)

// TestLinks resolves each link of every way to chunk: file, topic and element are there, and no id twice.
func TestLinks(t *testing.T) {
	for _, g := range testkit.Guides(t) {
		name, b := g.Name, g.Load(t)
		for _, w := range []*dita.Writer{{}, {Chunk: dita.ChunkSection}, {Chunk: dita.ChunkTopic, Map: dita.MapPlain}} {
			out, _ := write(t, w, b)
			ids := map[string]map[string]bool{}
			for file, data := range out.files {
				if path.Ext(file) == ".dita" {
					ids[file] = idsOf(t, file, data)
				}
			}
			for file, data := range out.files {
				if ext := path.Ext(file); ext == ".dita" || ext == ".ditamap" {
					for _, href := range localLinks(data) {
						to, frag, _ := strings.Cut(href, "#")
						to, _ = unescape(to)
						if to = path.Join(path.Dir(file), to); strings.HasPrefix(href, "#") {
							to = file
						}
						switch {
						case out.files[to] == nil:
							t.Errorf("%s, chunk %q: %s leads to %q: no such file", name, w.Chunk, file, href)
						case frag != "" && !ids[to][frag]:
							t.Errorf("%s, chunk %q: %s leads to %q: no such id", name, w.Chunk, file, href)
						}
					}
				}
			}
		}
	}
}

func unescape(s string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if c := byte(0); s[i] == '%' {
			if _, err := fmt.Sscanf(s[i+1:i+3], "%02X", &c); err != nil {
				return s, err
			}
			b.WriteByte(c)
			i += 2
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String(), nil
}

var topics = map[string]bool{"concept": true, "task": true, "reference": true}

// idsOf returns what hrefs can say of a file, "topic" and "topic/element".
func idsOf(t *testing.T, file string, data []byte) map[string]bool {
	ids, all := map[string]bool{}, map[string]bool{}
	var open []string
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := d.Token()
		if err != nil {
			return ids
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			id := attr(tok, "id")
			if topics[tok.Name.Local] {
				open = append(open, id)
				ids[id] = true
			} else if id != "" {
				ids[open[len(open)-1]+"/"+id] = true
			}
			if id != "" && all[id] {
				t.Errorf("%s: id %q is there twice", file, id)
			}
			all[id] = true
		case xml.EndElement:
			if topics[tok.Name.Local] {
				open = open[:len(open)-1]
			}
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func localLinks(data []byte) []string {
	var hrefs []string
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := d.Token()
		if err != nil {
			return hrefs
		}
		if e, ok := tok.(xml.StartElement); ok && attr(e, "href") != "" && attr(e, "scope") == "" {
			hrefs = append(hrefs, attr(e, "href"))
		}
	}
}

// TestSameBytes writes with one processor and with many.
func TestSameBytes(t *testing.T) {
	for _, g := range testkit.Guides(t) {
		name, b := g.Name, g.Load(t)
		processors := runtime.GOMAXPROCS(1)
		one, _ := write(t, &dita.Writer{}, b)
		runtime.GOMAXPROCS(8)
		many, _ := write(t, &dita.Writer{}, b)
		runtime.GOMAXPROCS(processors)
		if !slices.Equal(one.names, many.names) {
			t.Errorf("%s: the order of the files differs", name)
		}
		if !maps.EqualFunc(one.files, many.files, bytes.Equal) {
			t.Errorf("%s: the files differ", name)
		}
	}
}

func titled(path, title string, blocks ...tree.Block) *tree.Page {
	h := &tree.Heading{Level: 1, Attr: &tree.Attr{ID: "title"}, Inlines: []tree.Inline{&tree.Text{S: title}}}
	p := &tree.Page{Path: path, Title: h.Inlines, Blocks: append([]tree.Block{h}, blocks...)}
	index(p)
	return p
}

func TestClash(t *testing.T) {
	b := &tree.Book{Name: "x", Pages: []*tree.Page{titled("a.md", "One"), titled("a.markdown", "Two")}}
	out, diags := write(t, &dita.Writer{}, b)
	if len(diags) != 1 || diags[0].Code != tree.Clash || diags[0].Page != b.Pages[1] {
		t.Errorf("got %v, want one %s for the second page", diags, tree.Clash)
	}
	if !strings.Contains(string(out.files["a.dita"]), "One") {
		t.Errorf("the first page is lost: %s", out.files["a.dita"])
	}
}

// TestRowSpans ends cells of several rows with their group of rows: CALS has no entry that reaches from tbody into another.
func TestRowSpans(t *testing.T) {
	cell := func(s string, tall int32) *tree.Cell {
		return &tree.Cell{ColSpan: 1, RowSpan: tall, Blocks: []tree.Block{&tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: s}}}}}
	}
	table := &tree.Table{Cols: make([]tree.Column, 2), Head: []*tree.Row{{Cells: []*tree.Cell{cell("h1", 9), cell("h2", 1)}}},
		Bodies: []*tree.Body{{Rows: []*tree.Row{{Cells: []*tree.Cell{cell("a", 2), cell("b", 7)}}, {}}}, {Rows: []*tree.Row{{Cells: []*tree.Cell{cell("c", 1), cell("d", 2)}}}}}}
	out, _ := write(t, &dita.Writer{}, &tree.Book{Name: "x", Lone: true, Pages: []*tree.Page{titled("a.md", "A", table)}})
	got := string(out.files["a.dita"])
	if strings.Count(got, "morerows") != 2 || strings.Count(got, `morerows="1"`) != 2 {
		t.Errorf("a and b have one more row, no other cell has:\n%s", got)
	}
	for _, w := range []string{"h1", "h2", "a", "b", "c", "d"} {
		if !strings.Contains(got, ">"+w+"<") {
			t.Errorf("%s is lost:\n%s", w, got)
		}
	}
}

// TestFailedPage gives the writer a page that no reader makes: the others are complete.
func TestFailedPage(t *testing.T) {
	bad := titled("bad.md", "Bad")
	bad.Blocks = append(bad.Blocks, &tree.List{Items: []*tree.ListItem{nil}})
	b := &tree.Book{Name: "x", Pages: []*tree.Page{bad, titled("good.md", "Good", &tree.Paragraph{Inlines: []tree.Inline{
		&tree.Link{To: tree.Target{Page: bad}, Inlines: []tree.Inline{&tree.Text{S: "to bad"}}}}})}}
	out, diags := write(t, &dita.Writer{}, b)
	if len(diags) != 1 || diags[0].Code != tree.PageFailed || diags[0].Page != bad {
		t.Errorf("got %v, want one %s", diags, tree.PageFailed)
	}
	if good := string(out.files["good.dita"]); !strings.Contains(good, "to bad") || strings.Contains(good, "xref") {
		t.Errorf("a link to a failed page is text; got %s", good)
	}
	if _, ok := out.files["bad.dita"]; ok || strings.Contains(string(out.files["x.ditamap"]), "bad.dita") {
		t.Error("the failed page is in the output")
	}
}

// TestErrors stops at an output that cannot be written and at a cancelled context.
func TestErrors(t *testing.T) {
	b := &tree.Book{Name: "x", Pages: []*tree.Page{titled("a.md", "A"), titled("b.md", "B"), titled("c.md", "C")}}
	full := errors.New("disk full")
	if err := (&dita.Writer{}).Write(t.Context(), failing{full}, b, func(tree.Diag) {}); !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := (&dita.Writer{}).Write(ctx, &memory{}, b, func(tree.Diag) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

type failing struct{ err error }

func (f failing) Create(string) (io.WriteCloser, error) { return nil, f.err }

// TestNames escapes what XML names and addresses cannot hold, the same in ids and links.
func TestNames(t *testing.T) {
	for id, want := range map[string]string{"a-b.c_d": "a-b.c_d", "2nd": "_2nd", "größe": "größe", "日本": "日本", "a b:c": "a_20b_3ac", "": "_",
		"-x": "_-x", "😀": "_1f600", "a/b#c": "a_2fb_23c"} {
		if got := dita.NCName(id); got != want {
			t.Errorf("%q is %q, want %q", id, got, want)
		}
	}
	odd := titled("a b/50% #1.md", "Odd")
	b := &tree.Book{Name: "x", Pages: []*tree.Page{odd, titled("c/d.md", "Link", &tree.Paragraph{Inlines: []tree.Inline{
		&tree.Link{To: tree.Target{Page: odd}, Inlines: []tree.Inline{&tree.Text{S: "x"}}}}})}}
	out, _ := write(t, &dita.Writer{}, b)
	if got := string(out.files["c/d.dita"]); !strings.Contains(got, `href="../a%20b/50%25%20%231.dita"`) {
		t.Errorf("got %s", got)
	}
}

// TestForbidden shows that what XML 1.0 forbids never comes out, wherever it stands.
func TestForbidden(t *testing.T) {
	s := "a\x00b\x1fc\ufffed\xffe\rf]]>"
	text := []tree.Inline{&tree.Text{S: s}, &tree.Code{S: s}, &tree.Link{To: tree.Target{URL: "https://example.com/" + s}, Title: s, Inlines: []tree.Inline{&tree.Text{S: s}}},
		&tree.Image{Src: tree.Target{URL: "https://example.com/" + s}, Alt: s}}
	p := titled("p.md", s, &tree.Paragraph{Inlines: text}, &tree.CodeBlock{Lang: s, Title: s, Text: s + "\n"}, &tree.Admonition{Kind: s, Blocks: []tree.Block{&tree.Paragraph{Inlines: text}}})
	p.Meta = tree.Meta{"author": s, "x\x01": s}
	p.Lang = s
	out, _ := write(t, &dita.Writer{}, &tree.Book{Name: "x", Meta: p.Meta, Pages: []*tree.Page{p}})
	for name, data := range out.files {
		if strings.ContainsAny(string(data), "\x00\x1f\ufffe\r") {
			t.Errorf("%s: %q", name, data)
		}
	}
}

// folder is an Output that prints what it gets.
type folder struct{}

func (folder) Create(name string) (io.WriteCloser, error) {
	fmt.Println("--", name)
	return printed{}, nil
}

type printed struct{}

func (printed) Write(p []byte) (int, error) { fmt.Print(string(p)); return len(p), nil }
func (printed) Close() error                { return nil }

var _ writers.Output = folder{}

func ExampleWriter() {
	title := []tree.Inline{&tree.Text{S: "Hello"}}
	page := &tree.Page{Path: "hello.md", Title: title, Blocks: []tree.Block{
		&tree.Heading{Level: 1, Attr: &tree.Attr{ID: "hello"}, Inlines: title},
		&tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: "A "}, &tree.Strong{Inlines: []tree.Inline{&tree.Text{S: "word"}}}, &tree.Text{S: "."}}},
	}}
	book := &tree.Book{Name: "hello", Pages: []*tree.Page{page}, Lone: true}
	w := &dita.Writer{Version: "1.3"}
	if err := w.Write(context.Background(), folder{}, book, func(d tree.Diag) { fmt.Println(d) }); err != nil {
		fmt.Println(err)
	}
	// Output:
	// -- hello.dita
	// <?xml version="1.0" encoding="UTF-8"?>
	// <!DOCTYPE concept PUBLIC "-//OASIS//DTD DITA 1.3 Concept//EN" "concept.dtd">
	// <concept id="hello" xml:lang="en">
	//   <title>Hello</title>
	//   <shortdesc>A <b>word</b>.</shortdesc>
	// </concept>
}
