package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A themeFile is a theme as people write it: what it changes of the theme that base names.
//
//	base: print
//	text: {family: sans, size: 11, lead: 15.5, justify: false}
//	page: {size: letter, margin: "25mm,20mm"}
//	sizes: {chapter: 26, h2: 18, code: 8.5}
//	colors: {link: "#00539f", note: "#00539f"}
//	header: ["{title}", "{chapter}"]
//	footer: ["{date}", "{page} / {pages}"]
//
// Sizes, and lines of text (lead), are in points.
type themeFile struct {
	Base string
	Text struct {
		Family  string
		Size    float64
		Lead    float64
		Justify *bool
	}
	Page struct {
		Size, Margin string
	}
	Sizes  map[string]float64
	Colors map[string]string
	Header []string
	Footer []string
	Refs   *bool `yaml:"page-refs"`
}

// theme is the design that the options ask for.
func (w *Writer) theme() (*theme, error) {
	var f themeFile
	if len(w.ThemeYAML) > 0 {
		d := yaml.NewDecoder(bytes.NewReader(w.ThemeYAML))
		d.KnownFields(true)
		if err := d.Decode(&f); err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("theme file: %w", err)
		}
	}
	var t *theme
	switch firstOf(f.Base, w.Theme) {
	case "", "screen":
		t = screenTheme()
	case "print":
		t = printTheme()
	default:
		return nil, fmt.Errorf("no theme %q: screen, print, or a YAML file", firstOf(f.Base, w.Theme))
	}
	if err := f.apply(t); err != nil {
		return nil, fmt.Errorf("theme file: %w", err)
	}
	t.scale(w.FontSize)
	return t, nil
}

// apply changes the theme.
func (f *themeFile) apply(t *theme) error {
	t.pageSize, t.margin = f.Page.Size, f.Page.Margin
	switch f.Text.Family {
	case "":
	case "sans", "serif":
		t.family = f.Text.Family
	default:
		return fmt.Errorf("no text family %q: sans or serif", f.Text.Family)
	}
	if s := f.Text.Size; s != 0 {
		if s < 4 || s > 40 {
			return fmt.Errorf("text size %g: 4 to 40 points", s)
		}
		t.scale(s)
	}
	if f.Text.Lead != 0 {
		if f.Text.Lead < t.body.size {
			return fmt.Errorf("lead %g is less than the text size %g", f.Text.Lead, t.body.size)
		}
		t.body.lead = f.Text.Lead
	}
	if f.Text.Justify != nil {
		t.justify = *f.Text.Justify
	}
	if f.Refs != nil {
		t.pageRefs = *f.Refs
	}
	sizes := map[string]*typeSize{"title": &t.title, "handout-title": &t.handoutTitle, "chapter": &t.chapter,
		"h2": &t.headings[0].typeSize, "h3": &t.headings[1].typeSize, "h4": &t.headings[2].typeSize, "h5": &t.headings[3].typeSize,
		"h6": &t.headings[4].typeSize, "table": &t.table, "wide-table": &t.small, "note": &t.note, "code": &t.code}
	for name, v := range f.Sizes {
		s := sizes[name]
		if s == nil {
			return fmt.Errorf("no size %q: %s", name, names(sizes))
		}
		if v < 3 || v > 100 {
			return fmt.Errorf("size %s of %g: 3 to 100 points", name, v)
		}
		s.lead *= v / s.size
		s.size = v
	}
	colors := map[string]*color{"ink": &t.ink, "muted": &t.muted, "ground": &t.ground, "rule": &t.rule, "link": &t.link, "accent": &t.accent,
		"code-keyword": &t.syntax[1], "code-name": &t.syntax[2], "code-string": &t.syntax[3], "code-number": &t.syntax[4], "code-comment": &t.syntax[5]}
	for name, v := range f.Colors {
		n, err := strconv.ParseUint(strings.TrimPrefix(v, "#"), 16, 32)
		if err != nil || len(strings.TrimPrefix(v, "#")) != 6 {
			return fmt.Errorf("color %s: %q is not like #0b57a4", name, v)
		}
		switch _, kind := t.kinds[name]; {
		case kind:
			t.kinds[name] = color(n)
		case colors[name] != nil:
			*colors[name] = color(n)
		default:
			return fmt.Errorf("no color %q: %s, %s", name, names(colors), names(t.kinds))
		}
	}
	for _, h := range []struct {
		list []string
		to   *[2]string
	}{{f.Header, &t.header}, {f.Footer, &t.footer}} {
		switch len(h.list) {
		case 0:
		case 1:
			*h.to = [2]string{h.list[0], ""}
		case 2:
			*h.to = [2]string(h.list)
		default:
			return fmt.Errorf("header and footer have a left and a right text, not %d", len(h.list))
		}
	}
	return nil
}

// names lists the keys, sorted.
func names[V any](m map[string]V) string {
	return strings.Join(slices.Sorted(maps.Keys(m)), ", ")
}
