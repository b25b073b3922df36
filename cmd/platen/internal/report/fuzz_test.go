package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"platen/cmd/platen/internal/options"
	"platen/writers/output"
)

// FuzzReport reads any bytes as a report of a part of a run and as a baseline: what comes of them is refused, or put together to
// files that their readers can parse, in which nothing is an order.
func FuzzReport(f *testing.F) {
	for _, s := range []string{`{"tool":"platen","version":"x","guides":[{"name":"a","source":"a","status":"ok","pages":["p.md"],"outputs":[{"path":"o","size":1}],"findings":[{"severity":"error","code":"dead-link","file":"a/b.md","line":1,"column":2,"message":"]]> ::error::x \u001b[2J"}]}],"problems":["##vso[x]"],"exit":3}`, `{"tool":"platen","guides":[null,{}]}`, `{"tool":"platen","guides":[{"findings":[{"line":-5,"endLine":1e9}]}]}`, `{"version":1,"findings":[{"file":"a","code":"x","message":"y","count":-3}]}`, `{"version":1}`, `[]`} {
		f.Add([]byte(s))
	}
	dir := f.TempDir()
	one, two := filepath.Join(dir, "a.json"), filepath.Join(dir, "b.json")
	order := regexp.MustCompile(`(?m)^[ \t\r]*::|##(?:vso)?\[|##teamcity\[`)
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, name := range []string{one, two} {
			if err := os.WriteFile(name, data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		var all []string
		for _, kind := range []string{"o.json", "o.sarif", "o.xml", "o.codequality.json"} {
			all = append(all, filepath.Join(dir, kind))
		}
		var stdout, stderr bytes.Buffer
		o := &options.Options{Reports: all}
		for _, name := range all {
			os.Remove(name)
		}
		Command(&Stream{W: &stdout}, &Stream{W: &stderr, Messages: true}, o, []string{"merge", one, two})
		for _, name := range all {
			made, err := os.ReadFile(name)
			if errors.Is(err, os.ErrNotExist) {
				continue
			}
			if err != nil || filepath.Ext(name) != ".xml" && !json.Valid(made) || bytes.ContainsAny(made, "\x1b\x00") {
				t.Errorf("%s: %v\n%s", filepath.Base(name), err, made)
			}
			if filepath.Ext(name) == ".xml" {
				for d := xml.NewDecoder(bytes.NewReader(made)); ; {
					if _, err := d.Token(); err == io.EOF {
						break
					} else if err != nil {
						t.Fatalf("%v\n%s", err, made)
					}
				}
			}
		}
		if s := stderr.String(); order.MatchString(s) || strings.Contains(s, "\x1b") {
			t.Errorf("%q", s)
		}
		OpenBaseline(&options.Options{Baseline: one})
	})
}

// FuzzInert has findings with any words, files and hints for GitHub's runner and for a terminal: each is one line in which no other order
// stands, and which does not steer a terminal.
func FuzzInert(f *testing.F) {
	for _, s := range []string{"\n::error::x", "a\r::stop-commands::x", "##vso[task.x]", "\x1b]0;x\x07", "]]>\u202e", "%0A::add-mask::x", "a,b:c=d|e'"} {
		f.Add(s, s, s)
	}
	order := regexp.MustCompile(`(?m)^[ \t\r]*::|##(?:vso)?\[|##teamcity\[`)
	f.Fuzz(func(t *testing.T, file, msg, hint string) {
		got := string(inert([]byte((&entry{File: file, Line: 1, Column: 1, Severity: "error", Code: "dead-link", Message: msg, Hint: hint}).annotation()), true))
		rest, ok := strings.CutPrefix(got, "::error ")
		if !ok || strings.Count(got, "\n") != 1 || strings.ContainsAny(got, "\r\x00") || order.MatchString(rest) {
			t.Errorf("%q", got)
		}
		if s := Printable(file + msg + hint); !utf8.ValidString(s) || strings.ContainsFunc(s, output.IsControl) {
			t.Errorf("%q", s)
		}
	})
}
