package highlight

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
)

// slowly splits code with chroma's own loop.
func slowly(t *testing.T, file, code string) []Token {
	files, err := zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	lex, _ := open(files, file, nil)
	r := chroma.NewLexerRegistry()
	r.Register(lex)
	for _, in := range innerLanguages(file) {
		l, _ := open(files, in, nil)
		r.Register(l)
	}
	var tokens []Token
	func() {
		defer func() {
			if recover() != nil {
				tokens = nil
			}
		}()
		next, err := lex.Tokenise(&chroma.TokeniseOptions{State: "root"}, code)
		if err != nil {
			return
		}
		at := 0
		for tok := next(); tok != chroma.EOF; tok = next() {
			if tok.Type == chroma.Ignore {
				continue
			}
			v := tok.Value
			if !strings.HasPrefix(code[at:], v) {
				v = strings.TrimSuffix(v, "\n")
			}
			at += len(v)
			tokens = appendToken(tokens, code, at, kindOf(tok.Type), v)
		}
	}()
	return tokens
}

// numbersAreNames reports definitions with [^\W\d], which regexp2 2.2 lets match digits: there our loop
// colours numbers and chroma's does not.
func numbersAreNames(t *testing.T, file string) bool {
	files, err := zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := files.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	return err != nil || strings.Contains(string(data), `[^\W\d]`)
}

// Our loop leaves out rules that cannot match; the tokens must be those of chroma's loop.
// PLATEN_CODE may name a folder with more samples, files <language>/*.
func TestSameAsChroma(t *testing.T) {
	samples := map[string][]string{}
	code := "/* a */ <a b='c'> if (x == 0x1F) { return \"s\\n\" + 'd' } # e\n-- f\n; g\n$h = @i[1:2] && `j`\n\n  - k: l\nclass M extends N: é \u00a0 ü\n\tfn o(&mut self) -> Vec<u8> { 1.5e3; x?.y }\n%q <p>t &amp; u</p>\n"
	seen := map[string]bool{"-": true, session: true, jsonText: true}
	for _, l := range languages {
		if !seen[l.file] {
			seen[l.file] = true
			samples[l.file] = []string{code}
		}
	}
	if dir := os.Getenv("PLATEN_CODE"); dir != "" {
		files, _ := filepath.Glob(filepath.Join(dir, "*", "*"))
		for _, f := range files {
			data, err := os.ReadFile(f)
			if file := language(filepath.Base(filepath.Dir(f))); err == nil && strings.HasSuffix(file, ".xml") && len(data) < MaxBytes {
				samples[file] = append(samples[file], string(data))
			}
		}
	}
	for file, codes := range samples {
		if numbersAreNames(t, file) {
			continue
		}
		l := &lexer{file: file}
		for _, code := range codes {
			tokens := l.split(code)
			if len(tokens) == 1 {
				continue // nothing to colour, or definitions on which chroma's loop never ends
			}
			want := slowly(t, file, code)
			if want == nil || join(want) != code {
				continue // chroma itself loses text, or panics
			}
			if got, want := show(tokens), show(want); got != want {
				i := 0
				for i < len(got) && i < len(want) && got[i] == want[i] {
					i++
				}
				t.Errorf("%s: got …%.80q, want …%.80q", file, got[max(0, i-20):], want[max(0, i-20):])
			}
		}
	}
}
