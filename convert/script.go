package convert

import (
	"unicode"

	"platen/convert/tree"
)

// scriptLanguages gives pages and the book the language that the script of their words is sure of, where nobody says one:
// the direction of a page, its fonts and the words that outputs add come from it.
func scriptLanguages(b *tree.Book, pages []*tree.Page) {
	if b.Meta.String("lang") != "" {
		return
	}
	found := make([]string, len(pages))
	count := map[string]int{}
	for i, p := range pages {
		if p.Lang == "" {
			found[i] = scriptLanguage(p)
			count[found[i]]++
		}
	}
	for lang, n := range count {
		if lang != "" && 2*n > len(pages) {
			b.Meta["lang"] = lang
		}
	}
	for i, p := range pages {
		if lang := found[i]; lang != "" && lang != b.Meta.String("lang") {
			p.Lang = lang
		}
	}
}

// scriptLetters is how many letters of a page are looked at.
const scriptLetters = 1000

// scriptLanguage is the language of a page's words where their script tells it: more than half of the letters are Hebrew,
// Arabic, Thai or Hangul, or Chinese characters with Kana or without. Code does not count.
func scriptLanguage(p *tree.Page) string {
	var c letterCount
	for n := range tree.Preorder(p) {
		if t, ok := n.(*tree.Text); ok {
			c.add(t.S)
			if c.all > scriptLetters {
				break
			}
		}
	}
	return c.language()
}

// A letterCount counts letters by script.
type letterCount struct{ all, hebrew, arabic, persian, urdu, thai, hangul, kana, han int }

func (c *letterCount) add(s string) {
	for _, r := range s {
		switch {
		case r < 0x80:
			letter := (byte(r) | 0x20) - 'a'
			c.all += int((uint32(letter) - 26) >> 31) // without a branch: 1 for a letter
			continue
		case !unicode.IsLetter(r):
			continue
		}
		c.all++
		switch {
		case r < 0x590:
		case unicode.Is(unicode.Hebrew, r):
			c.hebrew++
		case unicode.Is(unicode.Arabic, r):
			c.arabic++
			switch r {
			case 'ٹ', 'ڈ', 'ڑ', 'ے', 'ں', 'ہ':
				c.urdu++
			case 'پ', 'چ', 'ژ', 'گ', 'ک', 'ی':
				c.persian++
			}
		case unicode.Is(unicode.Thai, r):
			c.thai++
		case unicode.Is(unicode.Hangul, r):
			c.hangul++
		case unicode.Is(unicode.Hiragana, r), unicode.Is(unicode.Katakana, r):
			c.kana++
		case unicode.Is(unicode.Han, r):
			c.han++
		}
	}
}

func (c *letterCount) language() string {
	most := func(n int) bool { return 2*n > c.all }
	switch {
	case c.all == 0:
		return ""
	case most(c.hebrew):
		return "he"
	case most(c.arabic) && 20*c.urdu > c.arabic:
		return "ur"
	case most(c.arabic) && 20*c.persian > c.arabic:
		return "fa"
	case most(c.arabic):
		return "ar"
	case most(c.thai):
		return "th"
	case most(c.hangul):
		return "ko"
	case most(c.kana + c.han):
		if 20*c.kana > c.kana+c.han {
			return "ja"
		}
		return "zh"
	}
	return ""
}
