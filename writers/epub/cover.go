package epub

import (
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"platen/writers/internal/markup"
	"platen/writers/internal/words"
)

// The cover's size in units of the drawing, 5 : 8, and how wide its text may be.
const (
	coverWidth, coverHeight = 1200, 1920
	coverText               = 960
)

// chooseCover takes the user's image, or draws a cover. A handout has one only if the user gives it.
func (v *volume) chooseCover() error {
	c := v.w.Cover
	switch {
	case c.Data != nil:
		mime := imageType(c.Data, strings.EqualFold(path.Ext(c.Name), ".svg"))
		if mime == "" {
			return fmt.Errorf("the cover %s is no PNG, JPEG, GIF, WebP or SVG image", path.Base(c.Name))
		}
		v.cover = &medium{data: c.Data, mime: mime, name: "cover" + extensions[mime]}
	case v.lone:
		return nil
	default:
		v.cover = &medium{data: v.drawnCover(), mime: "image/svg+xml", name: "cover.svg"}
	}
	v.media = append(v.media, v.cover)
	return nil
}

// drawnCover draws the title, who wrote it and which version it is.
func (v *volume) drawnCover() []byte {
	b := fmt.Appendf(nil, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" font-family="'Source Sans 3','Noto Sans','Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"`,
		coverWidth, coverHeight, coverWidth, coverHeight)
	x := (coverWidth - coverText) / 2
	if words.RightToLeft(v.lang) {
		x = coverWidth - x
		b = append(b, ` direction="rtl"`...)
	}
	b = append(b, ">\n<title>"...)
	b = append(markup.AppendText(b, v.title), "</title>\n"...)
	b = fmt.Appendf(b, `<rect width="%d" height="%d" fill="#f6f7f9"/><rect width="%d" height="36" fill="#0b57a4"/>`+"\n", coverWidth, coverHeight, coverWidth)
	size := 116
	lines := fill(v.title, size)
	for size > 56 && (len(lines) > 5 || widest(lines, size) > coverText) {
		size -= 12
		lines = fill(v.title, size)
	}
	y := 520
	text := func(s string, size, weight int, color string) {
		b = fmt.Appendf(b, `<text x="%d" y="%d" font-size="%d" font-weight="%d" fill="%s">`, x, y, size, weight, color)
		b = append(markup.AppendText(b, s), "</text>\n"...)
		y += size * 5 / 4
	}
	for _, l := range lines[:min(len(lines), 9)] {
		text(l, size, 600, "#1b1f24")
	}
	y += 24
	for _, l := range first(fill(v.meta("subtitle"), 52), 3) {
		text(l, 52, 400, "#57606a")
	}
	bar := x
	if words.RightToLeft(v.lang) {
		bar -= 260
	}
	b = fmt.Appendf(b, `<rect x="%d" y="%d" width="260" height="10" fill="#0b57a4"/>`+"\n", bar, y)
	y = 1560
	for _, s := range []string{strings.Join(v.metas("author", "authors"), ", "), v.version(), v.meta("date"), v.meta("publisher", "organization")} {
		for _, l := range first(fill(s, 44), 2) {
			text(l, 44, 400, "#1b1f24")
		}
	}
	return append(b, "</svg>\n"...)
}

func first(lines []string, n int) []string { return lines[:min(len(lines), n)] }

// fill breaks a text into lines that have room on the cover.
func fill(s string, size int) []string {
	var lines []string
	line := ""
	for _, w := range pieces(s) {
		if line != "" && width(line+w, size) > coverText {
			lines = append(lines, strings.TrimSpace(line))
			line = ""
		}
		line += w
	}
	if line = strings.TrimSpace(line); line != "" {
		lines = append(lines, line)
	}
	return lines
}

// pieces cuts a text where a line may end: behind spaces, and beside characters of Chinese and Japanese.
func pieces(s string) []string {
	var out []string
	start := 0
	for i, r := range s {
		if i > start && (wide(r) && !unicode.IsPunct(r)) {
			out = append(out, s[start:i])
			start = i
		}
		if r == ' ' {
			out = append(out, s[start:i+1])
			start = i + 1
		}
	}
	return append(out, s[start:])
}

func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef
}

// width estimates how wide a text is, on the safe side for the sans-serif faces that readers have.
func width(s string, size int) int {
	n := 0
	for _, r := range s {
		switch {
		case wide(r):
			n += 100
		case unicode.IsUpper(r) || r == 'm' || r == 'w':
			n += 70
		case strings.ContainsRune("iljtfr.,:;'|! ", r):
			n += 34
		default:
			n += 57
		}
	}
	return n * size / 100
}

func widest(lines []string, size int) int {
	n := 0
	for _, l := range lines {
		if utf8.RuneCountInString(l) > 0 {
			n = max(n, width(l, size))
		}
	}
	return n
}

// coverPage shows the cover over the whole page.
func (v *volume) coverPage() file {
	p := &printer{v: v}
	p.open(v.title, v.lang, "cover", "")
	p.Raw(`<main class="p-cover"><h1><img src="` + v.cover.name + `"`)
	p.Pair("alt", v.title)
	p.Raw("/></h1></main>\n</body></html>\n")
	return packed(coverName, p.Finish())
}

// titlePage has in words what the drawn cover has, and the rights.
func (v *volume) titlePage() file {
	p := &printer{v: v}
	p.open(v.title, v.lang, "frontmatter titlepage", "")
	p.Raw(`<main class="p-first"><h1>`)
	p.Text(v.title)
	p.Raw("</h1>\n")
	for i, s := range []string{v.meta("subtitle"), strings.Join(v.metas("author", "authors"), ", "), v.version(), v.meta("date"), v.meta("publisher", "organization"), v.meta("rights", "copyright")} {
		if s == "" {
			continue
		}
		if i == 0 {
			p.Raw(`<p class="p-sub">`)
		} else {
			p.Raw("<p>")
		}
		p.Text(s)
		p.Raw("</p>\n")
	}
	p.Raw("</main>\n</body></html>\n")
	return packed(titleName, p.Finish())
}
