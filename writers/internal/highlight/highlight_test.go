package highlight

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

func join(tokens []Token) string {
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString(t.Text)
	}
	return b.String()
}

// show prints tokens with the kind's letter before each: "k(func) n(main)()".
func show(tokens []Token) string {
	var b strings.Builder
	for _, t := range tokens {
		if t.Kind == Plain {
			b.WriteString(t.Text)
		} else {
			fmt.Fprintf(&b, "%c(%s)", "?knsmc"[t.Kind], t.Text)
		}
	}
	return b.String()
}

func TestTokens(t *testing.T) {
	for _, tt := range []struct{ name, lang, code, want string }{
		{"go", "go", "func main() { x := 1 } // end\n", "k(func) n(main)() { x := m(1) } c(// end)\n"},
		{"rust with flags", "rust,ignore", "let s = \"a\";\n", `k(let) s = s("a");` + "\n"},
		{"case does not matter", "YAML", "a: 1\n", "k(a): m(1)\n"},
		{"json", "json", `{"a": [1, true, "b"]}`, `{n("a"): [m(1), m(true), s("b")]}`},
		{"json with a placeholder", "json", `{"a": <id>} // c`, `{n("a"): <id>} c(// c)`},
		{"json without a name", "", `{"a": -1.5e+3}`, `{n("a"): m(-1.5e+3)}`},
		{"braces are no json", "", "{a: b}", "{a: b}"},
		{"a list in brackets is no json", "", "[1]", "[1]"},
		{"a terminal's session", "", "$ ls -l # list\na.txt\n", "c($ )n(ls) -l c(# list)\na.txt\n"},
		{"a session called bash", "bash", "$ a \\\n  b\nout\n", "c($ )n(a) \\\n  b\nout\n"},
		{"a session with a host", "console", "[ec2-user ~]$ pwd\n/\n", "c([ec2-user ~]$ )n(pwd)\n/\n"},
		{"a price is no session", "", "$5 is cheap\n", "$5 is cheap\n"},
		{"xml", "", "<?xml version=\"1.0\"?>\n<a b=\"c\"/>\n", "k(<?xml version=\"1.0\"?>)\nk(<a) n(b=)s(\"c\")k(/>)\n"},
		{"html with style and script", "html", "<style>a{color:red}</style><script>var x=1</script>", ""},
		{"markdown", "md", "# A\n\n`b` [c](d)\n", "k(# A)\n\ns(`b`) n([c])s((d))\n"},
		{"http", "http", "GET /x HTTP/1.1\nHost: a\n\nbody\n", "k(GET) n(/x) c(HTTP/1.1)\nn(Host):s( a)\n\nbody\n"},
		{"unknown", "quux", "func x", "func x"},
		{"plain text", "text", "func x", "func x"},
		{"windows ends", "go", "a\r\nb\r\n", "a\r\nb\r\n"},
		{"invalid utf-8", "go", "a \xff b", "a \xff b"},
		{"nothing", "go", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := Tokens(tt.lang, tt.code)
			if s := join(got); s != tt.code {
				t.Fatalf("the text became %q", s)
			}
			if s := show(got); tt.want != "" && s != tt.want {
				t.Errorf("got  %q\nwant %q", s, tt.want)
			}
		})
	}
}

// Each language in the archive can be loaded and colours or keeps a text with all that code is made of.
func TestEveryLanguage(t *testing.T) {
	code := "/* a */ <a b='c'> if (x == 0x1F) { return \"s\\n\" + 'd' } # e\n-- f\n; g\n$h = @i[1:2] && `j`\n\n  - k: l\n"
	seen := map[string]bool{"-": true, session: true, jsonText: true}
	for _, l := range languages {
		if seen[l.file] {
			continue
		}
		seen[l.file] = true
		lx := &lexer{file: l.file}
		lx.load()
		if lx.base == nil {
			t.Errorf("%s: %s cannot be loaded", l.name, l.file)
			continue
		}
		if got := join(lx.split(code)); got != code {
			t.Errorf("%s: the text became %q", l.name, got)
		}
	}
	if len(seen) < 270 {
		t.Errorf("only %d languages", len(seen))
	}
}

func TestKnown(t *testing.T) {
	for _, lang := range []string{"go", "Rust", "rust,editable", "c++", "C#", "shell", "text", "yml", "jsx", "tf", "console", "language-go", ".python"} {
		if !Known(lang) {
			t.Errorf("%s is unknown", lang)
		}
	}
	for _, lang := range []string{"quux", "zzz", ""} {
		if Known(lang) {
			t.Errorf("%q is known", lang)
		}
	}
}

func TestLongCodeStaysPlain(t *testing.T) {
	code := strings.Repeat("func x() {}\n", MaxBytes/12+1)
	if got := Tokens("go", code); len(got) != 1 || got[0].Kind != Plain {
		t.Errorf("%d tokens", len(got))
	}
}

func TestManyGoroutines(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 20 {
				code := fmt.Sprintf("fn f%d() { %d }\n", (i+j)%10, j%5)
				if s := join(Tokens("rust", code)); s != code {
					t.Errorf("got %q", s)
				}
			}
		})
	}
	wg.Wait()
}

func FuzzTokens(f *testing.F) {
	f.Add("go", "func main() {}\n")
	f.Add("", "$ ls \\\n")
	f.Add("json", "{\"a\": 'b\\")
	f.Add("md", "```a\n[b](c)")
	f.Fuzz(func(t *testing.T, lang, code string) {
		if got := join(Tokens(lang, code)); got != code {
			t.Errorf("%s: %q became %q", lang, code, got)
		}
	})
}

func BenchmarkRust(b *testing.B) {
	code := strings.Repeat("fn main() {\n    let x: Vec<u8> = vec![1, 2]; // c\n    println!(\"{}\", x);\n}\n", 10)
	l := &lexer{file: "rust.xml"}
	l.split(code)
	b.SetBytes(int64(len(code)))
	b.ReportAllocs()
	for b.Loop() {
		l.split(code)
	}
}
