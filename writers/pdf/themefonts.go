package pdf

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"platen/convert/tree"
	"platen/writers/pdf/internal/typeset"
)

// themeFonts are the font files that a theme names: for text, headings and code regular, bold, italic and bold italic,
// as far as there are; for fallback any number.
type themeFonts struct {
	roles map[string][]string // by "text", "heading", "code", "fallback"
	node  *yaml.Node          // of the first, for faults

	system bool // installed fonts are searched too
}

// fontKeys read the theme's fonts: a file name or a list of them.
func fontKeys() map[string]themeKey {
	out := map[string]themeKey{"system": func(r *themeReader, v *yaml.Node) { r.t.fonts.system = r.truth(v) }}
	for _, role := range []string{"text", "heading", "code", "fallback"} {
		out[role] = func(r *themeReader, v *yaml.Node) {
			list := []*yaml.Node{v}
			if v.Kind == yaml.SequenceNode {
				list = v.Content
			}
			if len(list) == 0 || len(list) > 4 && role != "fallback" {
				r.fail("fonts: %s has one to four files: regular, bold, italic, bold italic", role)
				return
			}
			if r.t.fonts.roles == nil {
				r.t.fonts.roles, r.t.fonts.node = map[string][]string{}, v
			}
			for _, n := range list {
				if n.Kind != yaml.ScalarNode || n.Value == "" {
					r.fail("fonts: %s is a font file, or a list of them", role)
					return
				}
				r.t.fonts.roles[role] = append(r.t.fonts.roles[role], n.Value)
			}
		}
	}
	return out
}

// ThemeFiles lists the names of the files that a theme file names, without repeats, as they stand in it: paths relative
// to the theme's own.
func ThemeFiles(theme File) ([]string, error) {
	w := Writer{ThemeFile: theme}
	t, err := w.theme()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, list := range t.fonts.roles {
		for _, name := range list {
			file, _ := fontFile(name)
			out = append(out, file)
		}
	}
	if t.cover != "" {
		out = append(out, t.cover)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// ThemeUsesInstalled reports whether the theme asks for installed fonts.
func ThemeUsesInstalled(theme File) bool {
	w := Writer{ThemeFile: theme}
	t, err := w.theme()
	return err == nil && t.fonts.system
}

// fontFile takes what follows a # off the name of a font: its number in a collection, from 1, or an instance's name.
func fontFile(name string) (file, part string) {
	file, part, _ = strings.Cut(name, "#")
	return file, part
}

// load puts the theme's fonts into the set.
func (t *themeFonts) load(w *Writer, s *typeset.Set) error {
	if t.roles == nil {
		return nil
	}
	face := func(name string) (*typeset.Face, error) {
		file, part := fontFile(name)
		data := w.ThemeFiles[file]
		if data == nil {
			return nil, w.ThemeFile.wrong(t.node, "the font %s is not at hand", file)
		}
		f, err := typeset.LoadPart(name, data, part)
		if err == nil {
			err = f.Check()
		}
		if err != nil {
			return nil, w.ThemeFile.wrong(t.node, "%w", err)
		}
		return f, nil
	}
	s.Families = cloned(s.Families)
	for role, names := range map[string][]string{"text": {"sans", "serif"}, "heading": {"heading"}, "code": {"mono"}} {
		list := t.roles[role]
		if len(list) == 0 {
			continue
		}
		fam := &typeset.Family{}
		for i, to := range []**typeset.Face{&fam.Regular, &fam.Bold, &fam.Italic, &fam.BoldItalic}[:len(list)] {
			f, err := face(list[i])
			if err != nil {
				return err
			}
			*to = f
		}
		for _, n := range names {
			s.Families[n] = fam
		}
	}
	for _, name := range t.roles["fallback"] {
		f, err := face(name)
		if err != nil {
			return err
		}
		f.MakeStyles()
		s.Fallback = append(s.Fallback, f)
	}
	return nil
}

func cloned(m map[string]*typeset.Family) map[string]*typeset.Family {
	out := map[string]*typeset.Family{}
	for k, v := range m {
		out[k] = v
	}
	return out
}

// choose finds a family's face for a look, and says what has to be made of it.
func choose(f *typeset.Family, bold, italic bool) (face *typeset.Face, madeBold, madeSlant bool) {
	switch {
	case bold && italic:
		if f.BoldItalic != nil {
			return f.BoldItalic, false, false
		}
		if f.Bold != nil {
			return f.Bold, false, true
		}
		return cmp.Or(f.Italic, f.Regular), true, f.Italic == nil
	case bold:
		return cmp.Or(f.Bold, f.Regular), f.Bold == nil, false
	case italic:
		return cmp.Or(f.Italic, f.Regular), false, f.Italic == nil
	}
	return f.Regular, false, false
}

// reportThemeStyles says of which of the theme's fonts styles are made.
func (j *job) reportThemeStyles() {
	for _, role := range []string{"text", "heading", "code"} {
		if n := len(j.th.fonts.roles[role]); n > 0 && n < 4 {
			j.report(tree.Diag{Severity: tree.Info, Code: tree.StyleMade, Hint: "name the files of the other styles in the theme's fonts",
				Msg: fmt.Sprintf("fonts: %s has %d of regular, bold, italic and bold italic; the others are made of them", role, n)})
		}
	}
}
