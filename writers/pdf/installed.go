package pdf

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode"

	"platen/convert/tree"
	"platen/writers/pdf/internal/typeset"
)

// Installed are the fonts of the computer: they are looked for where a character is missing, and used where a writer or
// a theme says so.
type Installed interface {
	// Find returns the names of fonts that together have the characters, as far as there are such. The number of a font
	// in a collection follows its file: name.ttc#2. left are those that no font has.
	Find(chars []rune, lang string) (names []string, left []rune)
	// Open reads the file of a name.
	Open(file string) ([]byte, error)
}

// useInstalled adds installed fonts for the characters of the pages that the set has not.
func (j *job) useInstalled() {
	w := j.w
	if w.Installed == nil || !w.SystemFonts && !j.th.fonts.system {
		return
	}
	lacks := map[rune]bool{}
	known := map[rune]bool{}
	look := func(s string) {
		for _, r := range s {
			if r < 0x80 || known[r] {
				continue
			}
			known[r] = true
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) || unicode.IsSpace(r) {
				continue
			}
			if !slices.ContainsFunc(j.set.Fallback, func(f *typeset.Face) bool { return f.Has(r) }) {
				lacks[r] = true
			}
		}
	}
	j.texts(look)
	if len(lacks) == 0 {
		return
	}
	var found []*typeset.Face
	names, _ := w.Installed.Find(slices.Sorted(maps.Keys(lacks)), j.lang)
	for _, name := range names {
		file, part := fontFile(name)
		data, err := w.Installed.Open(file)
		var f *typeset.Face
		if err == nil {
			if f, err = typeset.LoadPart(file, data, part); err == nil {
				err = f.Check()
			}
		}
		if err != nil {
			code := tree.FontDamaged
			if !errors.Is(err, typeset.ErrDamaged) {
				err = errors.New(strings.TrimPrefix(err.Error(), "font ") + ": it cannot be used")
			}
			j.report(tree.Diag{Severity: tree.Warning, Code: code, Msg: err.Error(), Hint: "the next font is used in its place"})
			continue
		}
		f.MakeStyles()
		found = append(found, f)
	}
	j.set.Fallback = append(j.set.Fallback, found...)
}

// texts calls f with all that the file shows in words.
func (j *job) texts(f func(string)) {
	for _, p := range j.pages {
		f(tree.PlainText(p.Title))
		tree.InspectPage(p, func(n tree.Node) bool {
			switch n := n.(type) {
			case *tree.CodeBlock:
				f(n.Title)
			}
			f(shownText(n))
			return true
		})
	}
	for i := range j.units {
		f(tree.PlainText(j.units[i].title))
	}
	for _, key := range []string{"title", "subtitle", "author", "version", "date", "publisher", "organization", "copyright"} {
		f(j.meta(key))
	}
}

// shownText is what a node shows in words of its own.
func shownText(n tree.Node) string {
	switch n := n.(type) {
	case *tree.Text:
		return n.S
	case *tree.Code:
		return n.S
	case *tree.CodeBlock:
		return n.Text
	case *tree.Math:
		return shownTeX(n.TeX, n.Drawn)
	case *tree.MathBlock:
		return shownTeX(n.TeX, n.Drawn)
	case *tree.Image:
		return n.Alt
	}
	return ""
}

// fontHint says what helps against missing characters: fonts that are installed, or what to install.
func (j *job) fontHint(chars []rune, lang string) string {
	if j.w.Installed != nil && !j.w.SystemFonts && !j.th.fonts.system {
		if names, left := j.w.Installed.Find(chars, lang); len(names) > 0 {
			file, _ := fontFile(names[0])
			which := "them"
			if len(left) > 0 || len(names) > 2 { // more than a regular and a bold face
				which = "some of them"
			}
			return "--font-fallback " + file + " names an installed font that has " + which + "; --system-fonts uses all that are installed"
		}
	}
	if slices.ContainsFunc(chars, eastAsian) {
		return "install a font such as Noto Sans CJK (the package fonts-noto-cjk on Debian and Ubuntu), and name its file with --font-fallback, or give --system-fonts"
	}
	return "install a font of the script, such as one of Noto (the packages fonts-noto-core and fonts-noto-extra on Debian and Ubuntu), and name its file with --font-fallback, or give --system-fonts"
}

func eastAsian(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo)
}
