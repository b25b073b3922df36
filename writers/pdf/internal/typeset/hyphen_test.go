package typeset

import (
	"slices"
	"strings"
	"testing"
)

func TestHyphenate(t *testing.T) {
	s := NewShaper(&Set{}, "en")
	for _, c := range []struct{ lang, word, want string }{
		{"en-US", "hyphenation", "hy-phen-ation"},
		{"en", "internationalization", "in-ter-na-tion-al-iza-tion"},
		{"en-US", "project", "project"},
		{"en-US", "associate", "as-so-ciate"},
		{"en-US", "(configuration),", "(con-fig-u-ra-tion),"},
		{"en-GB", "however", "how-ever"},
		{"en-GB", "photography", "pho-to-graphy"},
		{"en-AU", "something", "some-thing"},
		{"de", "Silbentrennung", "Sil-ben-tren-nung"},
		{"de-AT", "Übertragung", "Über-tra-gung"},
		{"fr", "constitution", "consti-tu-tion"},
		{"fr-CA", "développement", "dé-ve-lop-pe-ment"},
		{"es", "constitución", "cons-ti-tu-ción"},
		{"nl", "verantwoordelijkheid", "ver-ant-woor-de-lijk-heid"},
		{"it", "documentazione", "do-cu-men-ta-zio-ne"},
		{"pt-BR", "configuração", "con-fi-gu-ra-ção"},
		{"pl", "oprogramowanie", "opro-gra-mo-wa-nie"},
		{"ru", "документация", "до-ку-мен-та-ция"},
		{"uk", "документація", "до-ку-мен-та-ція"},
		{"sv", "inställningar", "in-ställ-ning-ar"},
		{"da", "indstillinger", "indstil-lin-ger"},
		{"nb", "innstillinger", "inn-stil-lin-ger"},
		{"no", "innstillinger", "inn-stil-lin-ger"},
		{"fi", "asennusohjelma", "asen-nus-oh-jel-ma"},
		{"tr", "yapılandırma", "ya-pı-lan-dır-ma"},
		{"el", "εγκατάσταση", "εγκα-τά-στα-ση"},
		{"en", "table", "ta-ble"},
		{"en", "RunInstances", "RunInstances"},
		{"en", "snake_case_name", "snake_case_name"},
		{"en", "example.com", "example.com"},
		{"en", "HTTPS", "HTTPS"},
		{"xx", "hyphenation", "hyphenation"},
		{"en", "well-considered", "well-con-sid-ered"},
	} {
		var b strings.Builder
		last := 0
		for _, k := range s.hyphenate(c.word, c.lang) {
			b.WriteString(c.word[last:k] + "-")
			last = k
		}
		b.WriteString(c.word[last:])
		if b.String() != c.want {
			t.Errorf("%s: %s, want %s", c.lang, b.String(), c.want)
		}
	}
}

func BenchmarkReadPatterns(b *testing.B) {
	for b.Loop() {
		readPatterns("en-us")
	}
}

func BenchmarkHyphenate(b *testing.B) {
	s := NewShaper(&Set{}, "en")
	for b.Loop() {
		clear(s.hyph)
		s.hyphenate("internationalization", "en")
	}
}

// TestHyphensInARow makes a second hyphen below the first one dear, and allows no third.
func TestHyphensInARow(t *testing.T) {
	cost := func(before uint8, k joint) float64 {
		b := &breaker{}
		b.consider(&node{hyphens: before}, 0, 0, 0.5, k, 0, 9)
		if len(b.best) == 0 {
			return -1
		}
		return b.best[0].demerits
	}
	for _, k := range []joint{hyph, dash, forced} {
		if one, two := cost(0, k), cost(1, k); two-one < 5000 {
			t.Errorf("%v: the first hyphen costs %.0f, the second one %.0f", k, one, two)
		}
		if cost(maxHyphens-1, k) < 0 || cost(maxHyphens, k) >= 0 {
			t.Errorf("%v: not %d in a row", k, maxHyphens)
		}
	}
	if cost(0, space) != cost(1, space) {
		t.Error("a line that ends between words is dearer behind one that ends in a hyphen")
	}
	// Of this text two lines in a row end in hyphens when that costs nothing.
	set, body, _ := testSet(t)
	words := strings.Fields(frogKing)
	in := []Inline{{Style: body, Text: strings.Join(slices.Concat(words[19:], words[:19]), " ")}}
	last := false
	for _, l := range NewShaper(set, "en").Layout(in, Options{Width: 170.5, Justify: true, Hyphenate: true}) {
		if last && l.Hyphen {
			t.Errorf("two hyphens in a row at %q", lineText(l))
		}
		last = l.Hyphen
	}
}
