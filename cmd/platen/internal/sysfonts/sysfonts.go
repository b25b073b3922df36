// Package sysfonts finds fonts that are installed on the computer.
package sysfonts

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
)

// Fonts are the installed fonts, looked for when they are first needed.
type Fonts struct {
	Keep bool // what the files hold is kept in the user's cache folder, for the next run

	once sync.Once
	all  []fontscan.Footprint
}

// quiet takes what the scanner has to say of files that are no fonts.
type quiet struct{}

func (quiet) Printf(string, ...any) {}

// scan looks through the folders of fonts. What cannot be read is not there.
func (f *Fonts) scan() {
	f.once.Do(func() {
		dir, done, err := f.index()
		if err != nil {
			return
		}
		defer done()
		found, err := fontscan.SystemFonts(quiet{}, dir)
		if err != nil {
			return
		}
		for _, p := range found {
			switch strings.ToLower(filepath.Ext(p.Location.File)) {
			case ".ttf", ".otf", ".ttc", ".otc":
				f.all = append(f.all, p)
			}
		}
		slices.SortStableFunc(f.all, func(a, b fontscan.Footprint) int {
			return cmp.Or(cmp.Compare(rank(&a), rank(&b)), strings.Compare(a.Location.File, b.Location.File), cmp.Compare(a.Location.Index, b.Location.Index))
		})
	})
}

// index is the folder for the scanner's index; done frees it.
func (f *Fonts) index() (dir string, done func(), err error) {
	if top, err := os.UserCacheDir(); err == nil && f.Keep {
		dir = filepath.Join(top, "platen-fonts")
		if os.MkdirAll(dir, 0o777) == nil {
			return dir, func() {}, nil
		}
	}
	dir, err = os.MkdirTemp("", "platen-fonts")
	return dir, func() { os.RemoveAll(dir) }, err
}

// rank is how far a face is from a plain one for running text; those below odd are plain.
func rank(p *fontscan.Footprint) int {
	n := 0
	if p.Aspect.Style == font.StyleItalic {
		n += odd
	}
	if p.Aspect.Weight != font.WeightNormal {
		n += odd
	}
	if p.Aspect.Stretch != font.StretchNormal {
		n += odd
	}
	if strings.Contains(p.Family, "mono") || strings.Contains(p.Family, "math") {
		n += odd
	}
	if strings.Contains(p.Family, "serif") && !strings.Contains(p.Family, "sansserif") {
		n++
	}
	return n
}

const odd = 4

// Find returns the names of fonts that together have as many of the characters as there are fonts for, and the bold faces
// of the same families, and the characters that no font has. The number of a font in a collection follows its file:
// name.ttc#2.
func (f *Fonts) Find(chars []rune, lang string) (names []string, left []rune) {
	f.scan()
	want := slices.Clone(chars)
	for plain := true; len(want) > 0; {
		best, most := -1, 0
		for i := range f.all {
			p := &f.all[i]
			if plain && rank(p) >= odd {
				break // they are sorted
			}
			n := 0
			for _, r := range want {
				if p.Runes.Contains(r) {
					n++
				}
			}
			if n > most || n == most && n > 0 && suits(p.Family, want, lang) > suits(f.all[best].Family, want, lang) {
				best, most = i, n
			}
		}
		if best < 0 {
			if !plain {
				break
			}
			plain = false
			continue
		}
		p := &f.all[best]
		names = append(names, name(p))
		if b := f.bold(p); b != nil && b != p {
			names = append(names, name(b))
		}
		want = slices.DeleteFunc(want, func(r rune) bool { return p.Runes.Contains(r) })
	}
	return names, want
}

// bold is the bold face of the same family, nil for none.
func (f *Fonts) bold(p *fontscan.Footprint) *fontscan.Footprint {
	for i := range f.all {
		q := &f.all[i]
		if q.Family == p.Family && q.Aspect.Weight == font.WeightBold && q.Aspect.Style == p.Aspect.Style && q.Aspect.Stretch == p.Aspect.Stretch {
			return q
		}
	}
	return nil
}

// suits is how well a family that has the characters fits them: drawn as the language has them, or made for their script
// and not for many, best without serifs as the text around it.
func suits(family string, chars []rune, lang string) int {
	n := 0
	if written(family, lang) {
		n = 4
	}
	for name, table := range unicode.Scripts {
		if name != "Latin" && name != "Common" && name != "Han" && unicode.Is(table, chars[0]) && strings.Contains(family, strings.ToLower(strings.ReplaceAll(name, "_", ""))) {
			if n += 2; strings.Contains(family, "sans") {
				n++
			}
		}
	}
	return n
}

// written reports whether the family's name says that its signs are drawn as the language has them: Noto Sans CJK JP.
func written(family, lang string) bool {
	lang = strings.ToLower(lang)
	for prefix, end := range map[string]string{"ja": "jp", "ko": "kr", "zh-tw": "tc", "zh-hant": "tc", "zh-hk": "hk"} {
		if strings.HasPrefix(lang, prefix) {
			return strings.HasSuffix(family, end)
		}
	}
	return strings.HasSuffix(family, "sc")
}

func name(p *fontscan.Footprint) string {
	if p.Location.Index == 0 {
		return p.Location.File
	}
	return p.Location.File + "#" + strconv.Itoa(int(p.Location.Index)+1)
}

// Open reads a font's file, whose name is one of [Fonts.Find] without a number.
func (f *Fonts) Open(file string) ([]byte, error) { return os.ReadFile(file) }
