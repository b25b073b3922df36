package sysfonts

import (
	"slices"
	"testing"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
)

// TestFind chooses a plain face before an odd one, the one with most of the characters, and its bold face.
func TestFind(t *testing.T) {
	f := &Fonts{}
	f.once.Do(func() {})
	add := func(file, family string, index uint16, weight font.Weight, chars string) {
		p := fontscan.Footprint{Family: family}
		p.Location.File, p.Location.Index = file, index
		p.Aspect = font.Aspect{Style: font.StyleNormal, Weight: weight, Stretch: font.StretchNormal}
		for _, r := range chars {
			p.Runes.Add(r)
		}
		f.all = append(f.all, p)
	}
	add("cjk.ttc", "notosanscjkjp", 0, font.WeightNormal, "漢字")
	add("cjk.ttc", "notosanscjksc", 2, font.WeightNormal, "漢字")
	add("thai.ttf", "notosansthai", 0, font.WeightNormal, "ไท")
	add("thai-bold.ttf", "notosansthai", 0, font.WeightBold, "ไท")
	add("many.ttf", "dejavusans", 0, font.WeightNormal, "بשי")
	add("kufi.ttf", "notokufiarabic", 0, font.WeightNormal, "ب")
	add("arabic.ttf", "notosansarabic", 0, font.WeightNormal, "ب")
	add("all-bold.ttf", "all", 0, font.WeightBold, "漢字ไทק")
	for _, c := range []struct {
		chars, lang string
		names       []string
		left        string
	}{
		{"漢字", "ja", []string{"cjk.ttc"}, ""},
		{"漢字", "zh", []string{"cjk.ttc#3"}, ""},
		{"漢ไท", "en", []string{"thai.ttf", "thai-bold.ttf", "cjk.ttc#3"}, ""},
		{"ไק", "en", []string{"thai.ttf", "thai-bold.ttf", "all-bold.ttf"}, ""},
		{"ب", "ar", []string{"arabic.ttf"}, ""}, // made for the script, before one that has it as well
		{"بש", "ar", []string{"many.ttf"}, ""},
		{"ক", "bn", nil, "ক"},
	} {
		names, left := f.Find([]rune(c.chars), c.lang)
		if !slices.Equal(names, c.names) || string(left) != c.left {
			t.Errorf("%s in %s: %q and %q are left, want %q and %q", c.chars, c.lang, names, string(left), c.names, c.left)
		}
	}
}
