package search

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"platen/convert/tree"
)

// readJSON reads a file that .ci/check-search.js holds against MiniSearch and script/search.js as well.
func readJSON(t *testing.T, name string, to any) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, to); err != nil {
		t.Fatal(err)
	}
}

func TestTokens(t *testing.T) {
	var cases []struct {
		Text   string
		Tokens []string
	}
	readJSON(t, "tokens.json", &cases)
	for _, c := range cases {
		got := []string{}
		eachToken([]byte(c.Text), func(b []byte) { got = append(got, string(b)) })
		if diff := cmp.Diff(c.Tokens, got); diff != "" {
			t.Errorf("%q (-want +got)\n%s", c.Text, diff)
		}
	}
}

// sampleIndex makes the index of testdata/entries.json with so many collectors.
func sampleIndex(t *testing.T, collectors int) *Index {
	var docs []struct{ Title, Page, Text string }
	readJSON(t, "entries.json", &docs)
	workers := make([]Collector, collectors)
	var all []*Entry
	for i, d := range docs {
		c := &workers[i%collectors]
		if c.vocab == nil {
			c.vocab = newVocabulary()
		}
		c.begin()
		c.text = append(c.text, d.Text...)
		e := &Entry{Page: i, Title: d.Title}
		if d.Page != "" {
			e.Anchor = fmt.Sprintf("s%d", i)
		}
		all = append(all, c.end(e, d.Page))
	}
	return Build(all)
}

var update = flag.Bool("update-index", false, "rewrite testdata/index.json")

// TestFiles: the same data for any number of workers, as it is in testdata, where the conformance checks compare it with
// what MiniSearch itself makes of the entries.
func TestFiles(t *testing.T) {
	var want string
	for n := 1; n < 4; n++ {
		pages := []Page{{"a.html", "What's <it>?"}, {"b.html", "Install"}, {"c.html", "東京"}, {"d.html", "Nothing"}, {"e.html", "Names"}, {"f.html", "Things"}}
		head, words := parts(t, filesOf(t, sampleIndex(t, n), pages, shardBytes))
		data, err := json.Marshal(map[string]any{"head": head, "words": words})
		if err != nil {
			t.Fatal(err)
		}
		got := strings.ReplaceAll(string(data), `],["`, "],\n[\"") + "\n"
		if want == "" {
			want = got
		} else if got != want {
			t.Fatalf("%d collectors give other data than 1", n)
		}
	}
	if *update {
		if err := os.WriteFile("testdata/index.json", []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.ReadFile("testdata/index.json")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(file), want); diff != "" {
		t.Errorf("testdata/index.json (-want +got)\n%s", diff)
	}
}

// filesOf returns the files of an index, the first one first.
func filesOf(t *testing.T, x *Index, pages []Page, size int) [][]byte {
	var files [][]byte
	if err := x.files(pages, []int{0, 2}, size, func(f File) error {
		var b bytes.Buffer
		defer func() { files = append(files, b.Bytes()) }()
		return f.Write(&b)
	}); err != nil {
		t.Fatal(err)
	}
	n := len(files) - 1
	return append([][]byte{files[n]}, files[:n]...)
}

// TestCounts: numbers grow as far as they can, and no further.
func TestCounts(t *testing.T) {
	var c counts
	for i := 1; i <= 70_000; i++ {
		for f := range fieldCount {
			c.add(f)
		}
		if got, want := [...]int{c.of(fieldTitle), c.of(fieldPage), c.of(fieldText)}, [...]int{min(i, 255), min(i, 255), min(i, 65535)}; got != want {
			t.Fatalf("%v, want %v", got, want)
		}
	}
}

// parts reads the scripts of an index back.
func parts(t *testing.T, files [][]byte) (head map[string]json.RawMessage, terms [][]any) {
	call := regexp.MustCompile(`^platenSearch\.(open\(|add\(\d+,)("[A-Za-z0-9+/=]*")\)\n$`)
	for i, f := range files {
		m := call.FindSubmatch(f)
		if m == nil {
			t.Fatalf("file %d is no call: %.80q", i, f)
		}
		to := any(&head)
		if i > 0 {
			to = &[][]any{}
		}
		if err := json.Unmarshal(unpacked(t, m[2]), to); err != nil {
			t.Fatalf("file %d: %v", i, err)
		}
		if more, ok := to.(*[][]any); ok {
			terms = append(terms, *more...)
		}
	}
	return head, terms
}

// unpacked reads a packed string back.
func unpacked(t *testing.T, s []byte) []byte {
	data, err := base64.StdEncoding.DecodeString(string(bytes.Trim(s, `"`)))
	if err == nil {
		data, err = io.ReadAll(flate.NewReader(bytes.NewReader(data)))
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestShards(t *testing.T) {
	const size = 50_000
	var c Collector
	var all []*Entry
	for i := range 20 {
		p := &tree.Page{}
		for j := range 10 {
			var words strings.Builder
			for k := range 20 {
				fmt.Fprintf(&words, "w%dx%dx%d%s ", i, j, k, strings.Repeat("y", 20))
			}
			p.Blocks = append(p.Blocks, &tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: words.String()}}})
		}
		all = append(all, c.Page(i, fmt.Sprint("page ", i), p, tree.NewOutline(p))...)
	}
	files := filesOf(t, Build(all), make([]Page, 20), size)
	if len(files) < 4 {
		t.Fatalf("%d files", len(files))
	}
	for _, f := range files[1:] {
		if len(f) > size+size/10 {
			t.Errorf("a file of %d bytes", len(f))
		}
	}
	head, terms := parts(t, files)
	var firsts []string
	if err := json.Unmarshal(head["firsts"], &firsts); err != nil || len(firsts) != len(files)-1 {
		t.Errorf("%d firsts for %d files: %v", len(firsts), len(files)-1, err)
	}
	if len(terms) != 20*10*20+20+1 {
		t.Errorf("%d words", len(terms))
	}
	for i := 1; i < len(terms); i++ {
		if terms[i-1][0].(string) >= terms[i][0].(string) {
			t.Fatalf("%q before %q", terms[i-1][0], terms[i][0])
		}
	}
}

func TestEntries(t *testing.T) {
	text := func(s string) []tree.Inline { return []tree.Inline{&tree.Text{S: s}} }
	heading := func(level int8, s string) *tree.Heading {
		return &tree.Heading{Level: level, Inlines: text(s), Attr: &tree.Attr{ID: s}}
	}
	p := &tree.Page{Blocks: []tree.Block{
		heading(1, "Top"), &tree.Paragraph{Inlines: text("intro")},
		heading(2, "One"), &tree.CodeBlock{Text: "ls -la\na -> b\n"}, heading(3, "Deep"),
		&tree.List{Items: []*tree.ListItem{{Blocks: []tree.Block{&tree.Paragraph{Tight: true, Inlines: text("left")}}}, {Blocks: []tree.Block{&tree.Paragraph{Tight: true, Inlines: text("right")}}}}},
		heading(2, "Two"), &tree.Paragraph{Inlines: []tree.Inline{&tree.Strong{Inlines: text("H")}, &tree.Sub{Inlines: text("2")}, &tree.Text{S: "O"}, &tree.Image{Alt: "a drop"}}},
	}}
	var c Collector
	var got []string
	for _, e := range c.Page(0, "Top", p, tree.NewOutline(p)) {
		line := e.Title + "#" + e.Anchor + ":"
		for w := range e.words.all {
			if w.counts.of(fieldText) > 0 {
				line += " " + c.vocab.words[w.word]
			}
		}
		got = append(got, line)
	}
	want := []string{"Top#: top intro", "One#One: -> ls la a b", "Deep#Deep: left right", "Two#Two: h2o a drop"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestSymbols: the rule of script/search.js for queries is the other half of this.
func TestSymbols(t *testing.T) {
	for code, want := range map[string]string{
		"a->b": "->", "1..=5": "..=", "std::vec": "::", "@": "@", "a @ b": "", "x = y": "", "&&": "&&", "// -----": "//", "a ->": "->", "!==": "!==", "": "", "#![x]": "#!", "$()": "$()", "[]": "[]", "f()": "", "{{}}{{}}": "",
	} {
		var got []string
		eachSymbol(code, func(s string) { got = append(got, s) })
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q", code, got)
		}
	}
}

func TestTexts(t *testing.T) {
	text := func(s string) []tree.Inline { return []tree.Inline{&tree.Text{S: s}} }
	p := &tree.Page{Blocks: []tree.Block{
		&tree.Heading{Level: 1, Inlines: text("Top"), Attr: &tree.Attr{ID: "top"}}, &tree.Paragraph{Inlines: text("In  two\nlines.")},
		&tree.Heading{Level: 4, Inlines: text("Deep \"it\""), Attr: &tree.Attr{ID: "deep"}}, &tree.CodeBlock{Text: "A -> 'b' \\ \"\x01</script>\n"},
	}}
	var c Collector
	entries := c.Page(0, "Top", p, tree.NewOutline(p))
	var got [][3]string
	if err := json.Unmarshal(unpacked(t, c.Texts()), &got); err != nil {
		t.Fatal(err)
	}
	want := [][3]string{{"", "", "In two lines."}, {"deep", `Deep "it"`, "A -> 'b' \\ \"\x01</script>"}}
	if diff := cmp.Diff(want, got); diff != "" || len(entries) != len(got) {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func BenchmarkPage(b *testing.B) {
	p := &tree.Page{Blocks: []tree.Block{&tree.Paragraph{Inlines: []tree.Inline{&tree.Text{S: strings.Repeat("Attach an Amazon EBS volume to an instance, then make it available. ", 500)}}}}}
	o := tree.NewOutline(p)
	b.SetBytes(500 * 68)
	b.ReportAllocs()
	var c Collector
	for b.Loop() {
		c.Page(0, "Top", p, o)
	}
}
