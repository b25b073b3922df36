// Package notebook makes Markdown of the notebooks of Jupyter (nbformat 4; of version 3 what is alike): text and code as they
// are, and of what the code has put out the words, tables and images that stand in the file. No code is run.
package notebook

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Is reports whether a file's name is that of a notebook.
func Is(name string) bool { return strings.EqualFold(path.Ext(name), ".ipynb") }

// text is a string, or a list of strings that make one.
type text string

func (t *text) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*t = text(s)
		return nil
	}
	var list []string
	if json.Unmarshal(b, &list) == nil {
		*t = text(strings.Join(list, ""))
	}
	return nil // data of an application's own
}

type notebook struct {
	Metadata struct {
		Kernelspec   struct{ Language, Name string }
		LanguageInfo struct{ Name string } `json:"language_info"`
	}
	Cells      []cell
	Worksheets []struct{ Cells []cell } // version 3
	Format     *int                     `json:"nbformat"`
}

type cell struct {
	Type     string `json:"cell_type"`
	Source   text
	Input    text // version 3
	Level    int  // of a heading, version 3
	Language string
	Metadata struct {
		Tags        []string
		RawMimetype string `json:"raw_mimetype"`
	}
	Attachments map[string]map[string]text
	Outputs     []output
}

type output struct {
	Type      string `json:"output_type"`
	Text      text
	Data      map[string]text
	Name      string `json:"ename"`
	Value     string `json:"evalue"`
	Traceback []string
	PNG, JPEG text // version 3
}

// Markdown returns the Markdown of a notebook. The error says that src is none.
func Markdown(src []byte) ([]byte, error) {
	var n notebook
	if err := json.Unmarshal(src, &n); err != nil {
		return nil, fmt.Errorf("the notebook cannot be read: %w", err)
	}
	if n.Format == nil && n.Cells == nil {
		return nil, errors.New("the file is no notebook of Jupyter: it has no cells")
	}
	for _, w := range n.Worksheets {
		n.Cells = append(n.Cells, w.Cells...)
	}
	w := writer{lang: n.language()}
	for i, c := range n.Cells {
		w.cell(c, i == 0)
	}
	return []byte(w.b.String()), nil
}

func (n *notebook) language() string {
	for _, s := range [...]string{n.Metadata.LanguageInfo.Name, n.Metadata.Kernelspec.Language} {
		if s != "" {
			return strings.ToLower(strings.Fields(s)[0])
		}
	}
	return "python"
}

type writer struct {
	b    strings.Builder
	lang string
}

// part adds a part between blank lines.
func (w *writer) part(s string) {
	if s = strings.Trim(strings.ReplaceAll(s, "\r\n", "\n"), "\n"); strings.TrimSpace(s) == "" {
		return
	}
	if w.b.Len() > 0 {
		w.b.WriteByte('\n')
	}
	w.b.WriteString(s)
	w.b.WriteByte('\n')
}

// code adds a fence that is longer than those in it.
func (w *writer) code(lang, s string) {
	if strings.TrimSpace(s) == "" {
		return
	}
	ticks := "```"
	for strings.Contains(s, ticks) {
		ticks += "`"
	}
	w.part(ticks + lang + "\n" + strings.Trim(s, "\n") + "\n" + ticks)
}

// hides reports whether a tag leaves a part of the cell out, as Jupyter Book and nbconvert have them.
func (c *cell) hides(what string) bool {
	return slices.Contains(c.Metadata.Tags, "remove-"+what) || slices.Contains(c.Metadata.Tags, "remove_"+what)
}

func (w *writer) cell(c cell, first bool) {
	if c.hides("cell") {
		return
	}
	source := string(c.Source)
	if source == "" {
		source = string(c.Input)
	}
	switch c.Type {
	case "markdown":
		w.part(c.attached(source))
	case "heading":
		w.part(strings.Repeat("#", min(max(c.Level, 1), 6)) + " " + strings.ReplaceAll(source, "\n", " "))
	case "raw":
		switch mime := c.Metadata.RawMimetype; {
		case first && strings.HasPrefix(source, "---\n"), mime == "text/markdown", mime == "text/html":
			w.part(source)
		default:
			w.code("text", source)
		}
	case "code":
		if !c.hides("input") {
			lang := w.lang
			if c.Language != "" {
				lang = c.Language
			}
			if magic := cellMagic.FindStringSubmatch(source); magic != nil {
				lang = magic[1]
			}
			w.code(lang, source)
		}
		if c.hides("output") || c.hides("outputs") {
			return
		}
		for _, o := range c.Outputs {
			w.output(&o)
		}
	}
}

// cellMagic is a first line that says which program gets the cell.
var cellMagic = regexp.MustCompile(`^%%(bash|sh|javascript|js|html|latex|perl|ruby|sql|R|svg|markdown)\b`)

// attached puts the images that the cell holds in the place of their names.
func (c *cell) attached(s string) string {
	names := slices.Sorted(maps.Keys(c.Attachments))
	slices.Reverse(names) // a name before those that it begins with
	for _, name := range names {
		for _, mime := range imageTypes {
			if body := string(c.Attachments[name][mime]); body != "" {
				s = strings.ReplaceAll(s, "attachment:"+name, dataURL(mime, body))
			}
		}
	}
	return s
}

// imageTypes are the kinds of images that an address may hold, in the order in which outputs are looked through.
var imageTypes = [...]string{"image/png", "image/jpeg", "image/gif", "image/webp"}

func dataURL(mime, body string) string {
	return "data:" + mime + ";base64," + strings.Join(strings.Fields(body), "")
}

func (w *writer) output(o *output) {
	switch o.Type {
	case "stream":
		w.code("text", plain(string(o.Text)))
		return
	case "error", "pyerr":
		s := strings.Join(o.Traceback, "\n")
		if s == "" {
			s = o.Name + ": " + o.Value
		}
		w.code("text", plain(s))
		return
	}
	if o.Data == nil {
		o.Data = map[string]text{"image/png": o.PNG, "image/jpeg": o.JPEG, "text/plain": o.Text}
	}
	words := strings.Trim(plain(string(o.Data["text/plain"])), "\n")
	for _, mime := range imageTypes {
		if body := string(o.Data[mime]); body != "" {
			w.part("![" + altText(words) + "](" + dataURL(mime, body) + ")")
			return
		}
	}
	switch markdown, html := string(o.Data["text/markdown"]), string(o.Data["text/html"]); {
	case markdown != "":
		w.part(markdown)
	case strings.Contains(html, "<table"):
		w.part(lineBreaks.ReplaceAllString(styles.ReplaceAllString(html, ""), "\n"))
	default:
		w.code("text", words)
	}
}

var (
	styles     = regexp.MustCompile(`(?is)<(style|script)\b.*?</(style|script)>`)
	lineBreaks = regexp.MustCompile(`\n[ \t\n]*`)
	escapes    = regexp.MustCompile("\x1b\\[[0-9;?]*[A-Za-z]")
)

// plain is what a terminal shows of text: without its colours, and of lines that were written over the last state.
func plain(s string) string {
	lines := strings.Split(escapes.ReplaceAllString(s, ""), "\n")
	for i, l := range lines {
		l = strings.TrimRight(l, "\r")
		lines[i] = l[strings.LastIndexByte(l, '\r')+1:]
	}
	return strings.Join(lines, "\n")
}

// altText are the words that stand for an image: those that the program has for terminals.
func altText(s string) string {
	s = strings.Trim(strings.Join(strings.Fields(s), " "), "<>")
	if s == "" || len(s) > 200 {
		return "Output of the code"
	}
	return strings.NewReplacer("[", `\[`, "]", `\]`, `\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "<", `\<`).Replace(s)
}
