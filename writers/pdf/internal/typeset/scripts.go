package typeset

import (
	"slices"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
)

// shapedScripts are the scripts whose letters change their form with their neighbours, each with the tags under which a
// font keeps the forms (OpenType 1.9.1, script tags). Letters of a font that has none of them stand alone, or in the wrong order: that
// is no text that anyone can read.
var shapedScripts = map[language.Script][]string{
	language.Arabic: {"arab"}, language.Syriac: {"syrc"}, language.Nko: {"nko "}, language.Mandaic: {"mand"}, language.Mongolian: {"mong"},
	language.Adlam: {"adlm"}, language.Hanifi_Rohingya: {"rohg"}, language.Phags_Pa: {"phag"}, language.Manichaean: {"mani"},
	language.Devanagari: {"dev3", "dev2", "deva"}, language.Bengali: {"bng3", "bng2", "beng"}, language.Gurmukhi: {"gur3", "gur2", "guru"},
	language.Gujarati: {"gjr3", "gjr2", "gujr"}, language.Oriya: {"ory3", "ory2", "orya"}, language.Tamil: {"tml3", "tml2", "taml"},
	language.Telugu: {"tel3", "tel2", "telu"}, language.Kannada: {"knd3", "knd2", "knda"}, language.Malayalam: {"mlm3", "mlm2", "mlym"},
	language.Sinhala: {"sinh"}, language.Khmer: {"khmr"}, language.Myanmar: {"mym2", "mymr"}, language.Tibetan: {"tibt"},
	language.Balinese: {"bali"}, language.Javanese: {"java"},
}

// canSet reports whether the font, which has a glyph for the rune, can set text with it.
func canSet(f *font.Font, r rune) bool {
	if r < 0x600 || 0x2000 <= r && r < 0xa840 || 0xac00 <= r && r < 0x10a00 || 0x1ee00 <= r && r < 0x1ef00 { // none of the scripts; signs of Arabic formulas
		return true
	}
	script := language.LookupScript(r)
	tags := shapedScripts[script]
	if tags == nil || slices.ContainsFunc(tags, func(tag string) bool { return f.GSUB.FindScript(opentype.MustNewTag(tag)) >= 0 }) {
		return true
	}
	if script != language.Arabic {
		return false
	}
	_, forms := f.Cmap.Lookup(0xfe8e) // of older fonts, by code points of their own
	return forms
}
