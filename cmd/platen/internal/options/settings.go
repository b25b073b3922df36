package options

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"platen/cmd/platen/internal/sysfonts"
	"platen/convert/tree"
	"platen/writers/html"
	"platen/writers/pdf"
)

// Settings are what a format's writer is made from.
type Settings struct {
	*Options
	Files
	One  bool // all in one file
	Lone bool // pages on their own, no guide
	// Topics gets the sheet of DITA topics; nil for none.
	Topics func([]Topic)
	// Sheets gets where the sheets of a PDF begin; nil when no format of the run wants to know. Paper has them, for EPUB.
	Sheets func(tree.Sheets)
	Paper  []tree.Sheets

	Date time.Time // of outputs that say one, where the metadata gives none; the zero time for none
}

// Files is the content of the files that flags name.
type Files struct {
	Styles     string // of --css, one behind the other
	Layout     *html.Template
	LayoutText []byte // of page, as it is in its file
	ThemeYAML  []byte
	Themed     map[string][]byte // the files that the theme names
	LogoFile   []byte
	CoverFile  []byte
	Fonts      []pdf.File
	Branded    BrandFiles
	Installed  pdf.Installed // fonts of the computer
}

// ReadFiles reads the files that flags name. note gets the path of each: they are guarded like the source.
func ReadFiles(o *Options, note func(name string)) (Files, error) {
	var a Files
	var styles strings.Builder
	for _, name := range o.Css {
		data, err := readFile(o, note, name)
		if err != nil {
			return a, err
		}
		styles.Write(data)
		styles.WriteByte('\n')
	}
	a.Styles = styles.String()
	var err error
	if o.Template != "" {
		if a.LayoutText, err = readFile(o, note, o.Template); err != nil {
			return a, err
		}
		if a.Layout, err = html.ParseTemplate(o.Template, string(a.LayoutText)); err != nil {
			return a, WrongHint("platen help --template and the manual's page on HTML say what there is", "%s", templateError(err))
		}
	}
	if o.themeFile() {
		if a.ThemeYAML, err = readFile(o, note, o.Theme); err != nil {
			return a, err
		}
		if a.Themed, err = themeFiles(note, o.Theme, a.ThemeYAML); err != nil {
			return a, err
		}
	}
	if o.Logo != "" {
		if a.LogoFile, err = readFile(o, note, o.Logo); err != nil {
			return a, err
		}
	}
	if o.Cover != "" {
		if a.CoverFile, err = readFile(o, note, o.Cover); err != nil {
			return a, err
		}
	}
	if o.ReferenceDoc != "" { // pandoc reads it
		if _, err = readFile(o, note, o.ReferenceDoc); err != nil {
			return a, err
		}
	}
	if a.Branded, err = attachBrand(o, note); err != nil {
		return a, err
	}
	for _, name := range o.FontFallback {
		data, err := readFile(o, note, name)
		if err != nil {
			return a, err
		}
		a.Fonts = append(a.Fonts, pdf.File{Name: name, Data: data})
	}
	a.Installed = &sysfonts.Fonts{Keep: !o.NoCache}
	return a, nil
}

// UsesInstalled reports whether fonts of the computer go into the outputs.
func (o *Options) UsesInstalled(a *Files) bool {
	return o.SystemFonts || len(a.ThemeYAML) > 0 && pdf.ThemeUsesInstalled(pdf.File{Name: o.Theme, Data: a.ThemeYAML})
}

// Parts are the contents that go into the outputs, for the key of a run.
func (a *Files) Parts() [][]byte {
	parts := append([][]byte{[]byte(a.Styles), a.LayoutText, a.ThemeYAML, a.LogoFile, a.CoverFile}, a.Branded.Parts()...)
	for _, f := range a.Fonts {
		parts = append(parts, []byte(f.Name), f.Data)
	}
	return parts
}

// templateError is what the template engine says, without its own name and its Go types.
func templateError(err error) string {
	s := strings.TrimPrefix(err.Error(), "template: ")
	s = strings.TrimSuffix(s, " in type html.templatePage")
	return strings.TrimPrefix(s, "html/template:")
}

// readFile returns the bytes of a file that a flag names.
func readFile(o *Options, note func(name string), name string) ([]byte, error) {
	data, known := o.Found[name]
	if !known {
		var err error
		if data, err = os.ReadFile(name); err != nil {
			return nil, NotThere(name, err)
		}
	}
	note(name)
	return data, nil
}

// themeFiles reads the files that a theme names. They lie in its folder, or below it.
func themeFiles(note func(name string), theme string, data []byte) (map[string][]byte, error) {
	names, err := pdf.ThemeFiles(pdf.File{Name: theme, Data: data})
	if err != nil || len(names) == 0 {
		return nil, nil // the writer says what is wrong
	}
	root, err := os.OpenRoot(filepath.Dir(theme))
	if err != nil {
		return nil, NotThere(theme, err)
	}
	defer root.Close()
	out := map[string][]byte{}
	for _, name := range names {
		full := filepath.Join(filepath.Dir(theme), filepath.FromSlash(name))
		data, err := root.ReadFile(filepath.FromSlash(name))
		if err != nil {
			return nil, NotThere(full, err)
		}
		note(full)
		out[name] = data
	}
	return out, nil
}

// themeFile reports whether --theme names a file and not a theme.
func (o *Options) themeFile() bool { return o.Theme != "" && o.Theme != "screen" && o.Theme != "print" }

// themeName returns the theme that --theme names, "" for a file.
func (o *Options) themeName() string {
	if o.themeFile() {
		return ""
	}
	return o.Theme
}

// oneName is the name under which a writer makes its only file; the output gives it its real one.
const oneName = "platen-output"

// file returns the name of the one file, or "" for a file a page.
func (s *Settings) file(ext string) string {
	if s.One {
		return oneName + ext
	}
	return ""
}

// tocLevels returns what writers take: 0 for their default, -1 for none.
func (s *Settings) tocLevels() int {
	if s.TocSet && s.Toc == 0 {
		return -1
	}
	return s.Toc
}
