package main

import (
	"os"
	"path/filepath"
	"strings"
	"sync"

	"platen/writers/html"
	"platen/writers/pdf"
)

// settings are what a format's writer is made from.
type settings struct {
	*options
	attached
	one  bool // all in one file
	lone bool // pages on their own, no guide
}

// attached is the content of the files that flags name.
type attached struct {
	styles    string // of --css, one behind the other
	page      *html.Template
	pageText  []byte // of page, as it is in its file
	themeYAML []byte
	themed    map[string][]byte // the files that the theme names
	logoFile  []byte
	fonts     []pdf.File
	branded   branding
}

// attach reads the files that flags name. They are guarded like the source.
func (c *command) attach(o *options) (attached, error) {
	var a attached
	var styles strings.Builder
	for _, name := range o.css {
		data, err := c.readFile(o, name)
		if err != nil {
			return a, err
		}
		styles.Write(data)
		styles.WriteByte('\n')
	}
	a.styles = styles.String()
	var err error
	if o.template != "" {
		if a.pageText, err = c.readFile(o, o.template); err != nil {
			return a, err
		}
		if a.page, err = html.ParseTemplate(o.template, string(a.pageText)); err != nil {
			return a, wrongHint("platen help --template and the manual's page on HTML say what there is", "%s", templateError(err))
		}
	}
	if o.themeFile() {
		if a.themeYAML, err = c.readFile(o, o.theme); err != nil {
			return a, err
		}
		if a.themed, err = c.themeFiles(o.theme, a.themeYAML); err != nil {
			return a, err
		}
	}
	if o.logo != "" {
		if a.logoFile, err = c.readFile(o, o.logo); err != nil {
			return a, err
		}
	}
	if a.branded, err = c.attachBrand(o); err != nil {
		return a, err
	}
	for _, name := range o.fontFallback {
		data, err := c.readFile(o, name)
		if err != nil {
			return a, err
		}
		a.fonts = append(a.fonts, pdf.File{Name: name, Data: data})
	}
	return a, nil
}

// templateError is what the template engine says, without its own name and its Go types.
func templateError(err error) string {
	s := strings.TrimPrefix(err.Error(), "template: ")
	s = strings.TrimSuffix(s, " in type html.templatePage")
	return strings.TrimPrefix(s, "html/template:")
}

// readFile returns the bytes of a file that a flag names.
func (c *command) readFile(o *options, name string) ([]byte, error) {
	data, known := o.found[name]
	if !known {
		var err error
		if data, err = os.ReadFile(name); err != nil {
			return nil, notThere(name, err)
		}
	}
	c.guard.add(func() []string { return []string{name} })
	c.attached.add(name)
	return data, nil
}

// themeFiles reads the files that a theme names. They lie in its folder, or below it.
func (c *command) themeFiles(theme string, data []byte) (map[string][]byte, error) {
	names, err := pdf.ThemeFiles(pdf.File{Name: theme, Data: data})
	if err != nil || len(names) == 0 {
		return nil, nil // the writer says what is wrong
	}
	root, err := os.OpenRoot(filepath.Dir(theme))
	if err != nil {
		return nil, notThere(theme, err)
	}
	defer root.Close()
	out := map[string][]byte{}
	for _, name := range names {
		full := filepath.Join(filepath.Dir(theme), filepath.FromSlash(name))
		data, err := root.ReadFile(filepath.FromSlash(name))
		if err != nil {
			return nil, notThere(full, err)
		}
		c.guard.add(func() []string { return []string{full} })
		c.attached.add(full)
		out[name] = data
	}
	return out, nil
}

// fileNames is a list of names. It is safe for concurrent use.
type fileNames struct {
	mu    sync.Mutex
	names []string
}

func (l *fileNames) add(name string) {
	l.mu.Lock()
	l.names = append(l.names, name)
	l.mu.Unlock()
}

// themeFile reports whether --theme names a file and not a theme.
func (o *options) themeFile() bool { return o.theme != "" && o.theme != "screen" && o.theme != "print" }

// themeName returns the theme that --theme names, "" for a file.
func (o *options) themeName() string {
	if o.themeFile() {
		return ""
	}
	return o.theme
}

// oneName is the name under which a writer makes its only file; the output gives it its real one.
const oneName = "platen-output"

// file returns the name of the one file, or "" for a file a page.
func (s *settings) file(ext string) string {
	if s.one {
		return oneName + ext
	}
	return ""
}

// tocLevels returns what writers take: 0 for their default, -1 for none.
func (s *settings) tocLevels() int {
	if s.tocSet && s.toc == 0 {
		return -1
	}
	return s.toc
}
