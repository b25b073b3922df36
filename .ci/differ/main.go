// Differ compares platen with cmark-gfm on random documents, in the dialects commonmark and gfm: both have to give the
// same HTML, but for the differences of which reasons.go says why.
//
//	go run ./.ci/differ -n 10000 -seed 1
//
// It exits with 1 when a document differs for no known reason, and shows the smallest such document that it finds.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"platen/convert/markdown"
	"platen/writers/html"
)

// A dialect is read by both programs.
type dialect struct {
	name   string
	reader *markdown.Reader
	args   []string // of cmark-gfm
}

func dialects() []*dialect {
	list := []*dialect{
		{name: "commonmark", args: []string{"--unsafe"}},
		{name: "gfm", args: []string{"--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist"}},
	}
	// What GitHub adds to the specification is not compared.
	from := map[string]string{"commonmark": "commonmark", "gfm": "commonmark+tables+strikethrough+autolinks+task_lists"}
	for _, d := range list {
		parsed, err := markdown.ParseDialect(from[d.name])
		if err != nil {
			log.Fatal(err)
		}
		d.reader = &markdown.Reader{Dialect: parsed, AllowHTML: true}
	}
	return list
}

// ours is what platen makes of a document.
func (d *dialect) ours(doc string) (string, error) {
	p, err := d.reader.Read(context.Background(), "page.md", []byte(doc), nil)
	if err != nil {
		return "", err
	}
	return normal(html.Fragment(p)), nil
}

// theirs is what cmark-gfm makes of it.
func (d *dialect) theirs(doc string) (string, error) {
	cmd := exec.Command("cmark-gfm", d.args...)
	cmd.Stdin = strings.NewReader(doc)
	out, err := cmd.Output()
	return normal(string(out)), err
}

// A tally is what came of the documents.
type tally struct {
	mu     sync.Mutex
	same   int
	known  map[string]int
	shown  int
	failed int
}

func main() {
	log.SetFlags(0)
	n := flag.Int("n", 1000, "documents")
	seed := flag.Uint64("seed", 1, "of the first document")
	specs := flag.String("specs", "testdata/spec", "folder of the examples that documents are bred from")
	show := flag.Int("show", 5, "differences to show")
	flag.Parse()
	if out, err := exec.Command("cmark-gfm", "--version").Output(); err != nil {
		log.Fatal("cmark-gfm is missing: ", err)
	} else {
		fmt.Println(strings.TrimSpace(string(bytes.SplitN(out, []byte("\n"), 2)[0])))
	}
	if _, err := exec.LookPath("cmark"); err != nil {
		log.Fatal("cmark, which tells what is due to the age of cmark-gfm, is missing: ", err)
	}
	g, err := newGenerator(*specs)
	if err != nil {
		log.Fatal(err)
	}
	bad := false
	for _, d := range dialects() {
		t := &tally{known: map[string]int{}}
		var next atomic.Uint64
		var wg sync.WaitGroup
		for range runtime.GOMAXPROCS(0) {
			wg.Go(func() {
				for {
					i := next.Add(1) - 1
					if i >= uint64(*n) {
						return
					}
					t.compare(d, g.document(rand.New(rand.NewPCG(*seed+i, 7))), *seed+i, *show)
				}
			})
		}
		wg.Wait()
		fmt.Printf("%s: %d documents, %d the same, %d differ for a known reason, %d for none\n", d.name, *n, t.same, total(t.known), t.failed)
		var why []string
		for r := range t.known {
			why = append(why, r)
		}
		sort.Strings(why)
		for _, r := range why {
			fmt.Printf("  %5d  %s\n", t.known[r], r)
		}
		bad = bad || t.failed > 0
	}
	if bad {
		os.Exit(1)
	}
}

func total(m map[string]int) (n int) {
	for _, k := range m {
		n += k
	}
	return n
}

// compare compares one document.
func (t *tally) compare(d *dialect, doc string, seed uint64, show int) {
	got, err := d.ours(doc)
	if err != nil {
		log.Fatalf("document %d: %v\n%q", seed, err, doc)
	}
	want, err := d.theirs(doc)
	if err != nil {
		log.Fatalf("cmark-gfm on document %d: %v\n%q", seed, err, doc)
	}
	if got == want {
		t.mu.Lock()
		t.same++
		t.mu.Unlock()
		return
	}
	small, a, b := shrink(d, doc)
	why := reason(d, small, a, b)
	t.mu.Lock()
	defer t.mu.Unlock()
	if why != "" {
		t.known[why]++
		return
	}
	if t.failed++; t.failed > show {
		return
	}
	fmt.Printf("%s, document %d:\n  source    %q\n  cmark-gfm %q\n  platen    %q\n", d.name, seed, small, b, a)
}

// shrink takes pieces out of a document as long as what is left differs: what it comes to has a reason or has none.
func shrink(d *dialect, doc string) (small, ours, theirs string) {
	differs := func(s string) bool {
		if !utf8.ValidString(s) || !strings.HasSuffix(s, "\n") {
			return false
		}
		a, err1 := d.ours(s)
		b, err2 := d.theirs(s)
		if err1 != nil || err2 != nil || a == b {
			return false
		}
		ours, theirs = a, b
		return true
	}
	for again := true; again; {
		again = false
		for size := len(doc) / 2; size > 0; size /= 2 {
			for i := 0; i+size <= len(doc); {
				if s := doc[:i] + doc[i+size:]; differs(s) {
					doc, again = s, true
				} else {
					i += size
				}
			}
		}
	}
	differs(doc)
	return doc, ours, theirs
}
