package typeset

import (
	"bytes"
	"embed"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"
)

// The patterns' origin and licences are in hyphens/NOTICES.txt.
//
//go:embed hyphens/*.gz
var hyphenFiles embed.FS

// patterns are the hyphenation patterns of a language. (F. M. Liang, Word Hy-phen-a-tion by Com-put-er, 1983)
type patterns struct {
	levels map[string]string // letters without digits → a digit for each place between and around them
	except map[string][]int  // words → places, in runes
	longest,
	left, right int // the longest pattern; the fewest letters before and after a hyphen
}

// hyphenFile is the pattern file for a language tag, "" for none, with the fewest letters at a word's ends.
func hyphenFile(lang string) (name string, left, right int) {
	lang = strings.ToLower(strings.ReplaceAll(lang, "_", "-"))
	base, region, _ := strings.Cut(lang, "-")
	switch base {
	case "en":
		switch region {
		case "gb", "uk", "ie", "au", "nz", "za", "in":
			return "en-gb", 2, 3
		}
		return "en-us", 2, 3
	case "pt":
		return base, 2, 3
	case "no", "nn":
		return "nb", 2, 2
	case "da", "de", "el", "es", "fi", "fr", "it", "nb", "nl", "pl", "ru", "sv", "tr", "uk":
		return base, 2, 2
	}
	return "", 0, 0
}

// Justifies reports whether text of a language makes good lines when justified: words are hyphenated, or there are many
// places for a line's end without that.
func Justifies(lang string) bool {
	if name, _, _ := hyphenFile(lang); name != "" {
		return true
	}
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(lang, "_", "-")), "-")
	switch base {
	case "zh", "yue", "ja", "ko", "ar", "fa", "ur", "ckb", "he", "iw", "yi", "th", "lo", "km", "my", "vi":
		return true
	}
	return false
}

// hyphens returns a language's patterns, read when first asked for; nil where there are none.
func (s *Set) hyphens(lang string) *patterns {
	name, left, right := hyphenFile(lang)
	if name == "" {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if p, ok := s.hyph[name]; ok {
		return p
	}
	if s.hyph == nil {
		s.hyph = map[string]*patterns{}
	}
	p := readPatterns(name)
	if p != nil {
		p.left, p.right = left, right
	}
	s.hyph[name] = p
	return p
}

func readPatterns(name string) *patterns {
	z, err := hyphenFiles.ReadFile("hyphens/" + name + ".txt.gz")
	if err != nil {
		return nil
	}
	r, err := gzip.NewReader(bytes.NewReader(z))
	if err != nil {
		return nil
	}
	b, err := io.ReadAll(r)
	if err != nil {
		return nil
	}
	text := string(b)
	p := &patterns{levels: make(map[string]string, strings.Count(text, "\n")), except: map[string][]int{}}
	var letters, levels []byte
	for line := range strings.SplitSeq(text, "\n") {
		if line == "" {
			continue
		}
		if line[0] == '=' {
			p.addException(line[1:])
			continue
		}
		letters, levels = letters[:0], append(levels[:0], '0')
		n := 0
		for _, r := range line {
			if '0' <= r && r <= '9' {
				levels[len(levels)-1] = byte(r)
				continue
			}
			letters = utf8.AppendRune(letters, r)
			levels = append(levels, '0')
			n++
		}
		p.levels[string(letters)] = string(levels)
		p.longest = max(p.longest, n)
	}
	return p
}

func (p *patterns) addException(w string) {
	var at []int
	n := 0
	for _, r := range w {
		if r == '-' {
			at = append(at, n)
			continue
		}
		n++
	}
	p.except[strings.ReplaceAll(w, "-", "")] = at
}

// places says after how many letters a word of lower-case letters may be broken.
func (p *patterns) places(word []rune) (at []int) {
	if at, ok := p.except[string(word)]; ok {
		return at
	}
	n := len(word)
	if n < p.left+p.right {
		return nil
	}
	dotted := make([]byte, 0, 2*n+2)
	start := make([]int, 0, n+3) // of each character in dotted
	for i := -1; i <= n; i++ {
		start = append(start, len(dotted))
		if i < 0 || i == n {
			dotted = append(dotted, '.')
		} else {
			dotted = utf8.AppendRune(dotted, word[i])
		}
	}
	start = append(start, len(dotted))
	level := make([]byte, n+3)
	for i := 0; i < n+2; i++ {
		for j := i + 1; j <= min(n+2, i+p.longest); j++ {
			lv, ok := p.levels[string(dotted[start[i]:start[j]])]
			if !ok {
				continue
			}
			for k := 0; k < len(lv); k++ {
				level[i+k] = max(level[i+k], lv[k])
			}
		}
	}
	for k := p.left; k <= n-p.right; k++ {
		if level[k+1]&1 != 0 { // '1', '3'… are odd as bytes too
			at = append(at, k)
		}
	}
	return at
}

// hyphenate says where the token t may be hyphenated, in bytes. Names with digits and signs inside are left whole,
// and so are words in capitals and with capitals inside.
func (s *Shaper) hyphenate(t, lang string) []int {
	if len(t) < 5 {
		return nil
	}
	k := hyphenKey{t, lang}
	if at, ok := s.hyph[k]; ok {
		return at
	}
	at := s.hyphenPlaces(t, lang)
	s.hyph[k] = at
	return at
}

type hyphenKey struct{ text, lang string }

func (s *Shaper) hyphenPlaces(t, lang string) (at []int) {
	p := s.set.hyphens(lang)
	if p == nil {
		return nil
	}
	if strings.ContainsAny(t, "0123456789_/\\@=<>{}[]$%#&*+~|") {
		return nil
	}
	var word []rune
	var bytesAt []int
	flush := func() {
		if len(word) >= 5 {
			for _, k := range p.places(word) {
				at = append(at, bytesAt[k])
			}
		}
		word, bytesAt = word[:0], bytesAt[:0]
	}
	for i, r := range t {
		switch {
		case !unicode.IsLetter(r):
			if r == '.' && i+1 < len(t) && len(word) > 0 && letter(t[i+1]) {
				return nil // a file or host name
			}
			flush()
		case unicode.IsUpper(r) && len(word) > 0:
			return nil
		default:
			word = append(word, unicode.ToLower(r))
			bytesAt = append(bytesAt, i)
		}
	}
	flush()
	return at
}
