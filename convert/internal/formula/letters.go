package formula

import (
	"strings"
	"unicode/utf8"
)

// scripts are the letters of \mathcal, capitals in their order. (Unicode, Mathematical Alphanumeric Symbols; some of them
// were there before, in Letterlike Symbols)
var scripts = []rune("𝒜ℬ𝒞𝒟ℰℱ𝒢ℋℐ𝒥𝒦ℒℳ𝒩𝒪𝒫𝒬ℛ𝒮𝒯𝒰𝒱𝒲𝒳𝒴𝒵")

// italicGreek are the letters from U+1D6FC on.
var italicGreek = []rune("αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ")

// plain is the letter that an italic one of mathematics is: one letter in a formula is italic without saying so.
func plain(r rune) rune {
	switch {
	case r == 'ℎ': // which the italics leave out
		return 'h'
	case r >= 0x1D434 && r <= 0x1D44D:
		return 'A' + r - 0x1D434
	case r >= 0x1D44E && r <= 0x1D467:
		return 'a' + r - 0x1D44E
	case r >= 0x1D6E2 && r <= 0x1D6FA:
		return 'Α' + r - 0x1D6E2
	case r == 0x1D6FB:
		return '∇'
	case r >= 0x1D6FC && int(r-0x1D6FC) < len(italicGreek):
		return italicGreek[r-0x1D6FC]
	case r == 0x1D6A4:
		return 'ı'
	case r == 0x1D6A5:
		return 'ȷ'
	}
	return r
}

// raised and lowered are the signs that have a small form above and below the line. (Unicode, Superscripts and Subscripts,
// Spacing Modifier Letters, Phonetic Extensions)
const (
	raised  = "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻAᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁVⱽWᵂβᵝγᵞδᵟθᶿφᵠχᵡ⊤ᵀ∘°′′″″‴‴⁗⁗**∗*††‡‡"
	lowered = "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓβᵦγᵧρᵨφᵩχᵪ"
)

// small writes s in the small signs of a table; false when one has none.
func small(s, table string) (string, bool) {
	var b strings.Builder
	for _, r := range s {
		if r == ' ' {
			continue
		}
		found := false
		for t := table; t != ""; {
			k, n := utf8.DecodeRuneInString(t)
			v, m := utf8.DecodeRuneInString(t[n:])
			if k == r {
				b.WriteRune(v)
				found = true
				break
			}
			t = t[n+m:]
		}
		if !found {
			return "", false
		}
	}
	return b.String(), b.Len() > 0
}

// accents are the combining marks that accents above a letter are.
var accents = map[string]string{
	"¯": "\u0304", "–": "\u0304", "―": "\u0304", "‾": "\u0304", "ˉ": "\u0304", "_": "\u0304", "-": "\u0304", "−": "\u0304",
	"^": "\u0302", "ˆ": "\u0302", "\u0302": "\u0302", "~": "\u0303", "˜": "\u0303", "\u0303": "\u0303", "∼": "\u0303",
	"→": "\u20d7", "\u20d7": "\u20d7", "←": "\u20d6", "˙": "\u0307", "\u0307": "\u0307", ".": "\u0307",
	"¨": "\u0308", "\u0308": "\u0308", "..": "\u0308", "...": "\u20db", "\u20db": "\u20db", "\u20dc": "\u20dc",
	"ˇ": "\u030c", "\u030c": "\u030c", "˘": "\u0306", "\u0306": "\u0306", "´": "\u0301", "ˊ": "\u0301", "\u0301": "\u0301",
	"`": "\u0300", "ˋ": "\u0300", "\u0300": "\u0300", "˚": "\u030a", "\u030a": "\u030a",
}

// Signs about which a line leaves spaces, in which it reads as a formula does.
const (
	relations = "=≠<>≤≥≦≧≪≫≺≻≼≽∼≃≅≈≐≡≢∝∈∉∋⊂⊃⊆⊇⊊⊋⊢⊣⊨⊩⊥∥≜≝≔≕:→←↔⇒⇐⇔⟶⟵⟷⟹⟸⟺↦⟼↪↩⇌⇋⇀↼↑↓⇝≲≳≶≷⋖⋗⪯⪰⩽⩾≍≎⊑⊒∣≁≉≄≮≯≰≱∄⊄⊅⊈⊉≑≒≓△⊴⊵⋈⌣⌢⊲⊳∤∦↗↘↙↖⇀⇁⊷⊶"
	binaries  = "+−±∓×÷⋅·∗∘∙∩∪⊎⊓⊔∧∨⊕⊖⊗⊘⊙∖≀⋆†‡⋄∔⊞⊟⊠⊡⋊⋉⊻⋏⋎"
	large     = "∑∏∐∫∬∭⨌∮∯∰⋃⋂⋁⋀⨁⨂⨀⨄⨆"
)
