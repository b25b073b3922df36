package pdf

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"platen/convert/tree"
	"platen/writers/pdf/internal/typeset"
)

// reportMissing names the characters that no face has, once for each page that has them. It is an error for a page that
// nobody can read, as most letters of its words are missing.
func (j *job) reportMissing() {
	missing := map[rune]bool{}
	for _, sh := range j.shapers {
		for _, r := range sh.Missing() {
			missing[r] = true
		}
	}
	if len(missing) == 0 {
		return
	}
	for _, p := range j.pages {
		seen := map[rune]bool{}
		var pos tree.Pos
		tree.InspectPage(p, func(n tree.Node) bool {
			for _, r := range shownText(n) {
				if r >= 0x80 && missing[r] {
					if len(seen) == 0 {
						pos = n.Position()
					}
					seen[r] = true
				}
			}
			return true
		})
		if len(seen) == 0 {
			continue
		}
		letters, boxes := 0, 0
		tree.InspectPage(p, func(n tree.Node) bool {
			if t, words := n.(*tree.Text); words {
				for _, r := range t.S {
					if unicode.IsLetter(r) {
						letters++
						if missing[r] {
							boxes++
						}
					}
				}
			}
			return true
		})
		chars := slices.Sorted(maps.Keys(seen))
		d := tree.Diag{Page: p, Pos: pos, Severity: tree.Warning, Code: tree.MissingGlyph, Msg: missingText(chars), Hint: j.fontHint(chars, j.book.Lang(p))}
		if 2*boxes > letters {
			d.Severity, d.Msg = tree.Error, d.Msg+"; most of the page cannot be read"
		}
		j.report(d)
	}
}

// reportMade names the fonts of which bold or italic text was made.
func (j *job) reportMade() {
	made := map[string][2]bool{}
	for _, sh := range j.shapers {
		sh.Made(func(f *typeset.Face, bold, slant bool) {
			m := made[f.Name()]
			made[f.Name()] = [2]bool{m[0] || bold, m[1] || slant}
		})
	}
	for _, name := range slices.Sorted(maps.Keys(made)) {
		style := "bold"
		switch m := made[name]; {
		case m[0] && m[1]:
			style = "bold and italic"
		case m[1]:
			style = "italic"
		}
		j.report(tree.Diag{Severity: tree.Warning, Code: tree.StyleMade, Msg: fmt.Sprintf("the font %s is not %s; that was made of it", name, style),
			Hint: "name the " + style + " file too, with --font-fallback"})
	}
}

// missingText names characters: few of them with their numbers.
func missingText(list []rune) string {
	const few, most = 8, 1000
	var b strings.Builder
	if len(list) == 1 {
		b.WriteString("no font at hand has the character ")
	} else {
		fmt.Fprintf(&b, "no font at hand has these %d characters: ", len(list))
	}
	for i, r := range list[:min(most, len(list))] {
		if i > 0 && len(list) <= few {
			b.WriteString(", ")
		}
		if unicode.Is(unicode.M, r) {
			b.WriteRune('◌')
		}
		if b.WriteRune(r); len(list) <= few {
			fmt.Fprintf(&b, " U+%04X", r)
		}
	}
	if len(list) > most {
		b.WriteString("…")
	}
	return b.String()
}

// shownTeX is what of a formula is set in the faces of the text: all of it, or the signs that its own font lacks.
func shownTeX(tex string, f *tree.Formula) string {
	if f == nil {
		return tex
	}
	var b strings.Builder
	for i := range f.Marks {
		b.WriteString(f.Marks[i].Text)
	}
	return b.String()
}

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
