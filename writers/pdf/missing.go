package pdf

import (
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
		letters, boxes := 0, 0
		tree.InspectPage(p, func(n tree.Node) bool {
			text := shownText(n)
			if _, words := n.(*tree.Text); words {
				for _, r := range text {
					if unicode.IsLetter(r) {
						letters++
						if missing[r] {
							boxes++
						}
					}
				}
			}
			for _, r := range text {
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
