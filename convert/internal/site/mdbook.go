package site

import (
	"path"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// A bookFile is what platen reads of book.toml.
type bookFile struct {
	Book struct {
		Title, Description, Language, Src string
		Author                            string
		Authors                           []string
	}
	Preprocessor struct {
		Katex struct{ Macros string }
	}
	Output struct {
		HTML struct {
			SmartPunctuation *bool `toml:"smart-punctuation"`
			MathjaxSupport   bool  `toml:"mathjax-support"`
			CurlyQuotes      *bool `toml:"curly-quotes"` // its name until mdBook 0.4.35
			DefinitionLists  *bool `toml:"definition-lists"`
			Admonitions      *bool
			Code             struct{ Hidelines map[string]string }
			Redirect         map[string]string
			EditURL          string   `toml:"edit-url-template"`
			CSS              []string `toml:"additional-css"`
			JS               []string `toml:"additional-js"`
			Repository       string   `toml:"git-repository-url"`
			Theme            string
		}
	}
}

// findMdbook reads book.toml.
func findMdbook(p *project) bool {
	text, ok := p.read("book.toml")
	if !ok {
		return false
	}
	p.File, p.Dialect, p.Outside.HTML = "book.toml", "mdbook", true
	var f bookFile
	if err := toml.Unmarshal(text, &f); err != nil {
		line := 0
		if e, ok := err.(*toml.DecodeError); ok {
			line, _ = e.Position()
		}
		p.report(badFile(p.File, line, "the file is not valid TOML: "+err.Error()))
	}
	src := f.Book.Src
	if src == "" {
		src = "src"
	}
	p.Dir = p.folder(src)
	html := &f.Output.HTML
	switch {
	case html.SmartPunctuation != nil:
		p.turn("smart", *html.SmartPunctuation, true)
	case html.CurlyQuotes != nil:
		p.turn("smart", *html.CurlyQuotes, true)
	}
	p.turn("math_double_backslash", html.MathjaxSupport, false)
	if on := html.DefinitionLists; on != nil {
		p.turn("definition_lists", *on, true)
	}
	if on := html.Admonitions; on != nil {
		p.turn("alerts", *on, true)
	}
	p.scriptFiles(html.JS, ".")
	if name := f.Preprocessor.Katex.Macros; name != "" {
		p.katexFile(path.Clean(name))
	}
	p.Settings.HiddenPrefixes = html.Code.Hidelines
	p.Redirects = html.Redirect
	for _, name := range html.CSS { // relative to book.toml
		p.Web.Styles = append(p.Web.Styles, p.up()+name)
	}
	if edit := html.EditURL; strings.Contains(edit, "{path}") {
		p.Web.EditURL = strings.ReplaceAll(edit, "{path}", path.Join(p.Dir, "{path}"))
	}
	if icon := p.present("theme/favicon.svg", "theme/favicon.png"); icon != "" {
		p.Web.Icon = p.up() + icon
	}
	if len(html.JS) > 0 {
		p.Web.leave(0, "output.html.additional-js", "--head puts scripts into each page")
	}
	if html.Theme != "" {
		p.Web.leave(0, "output.html.theme", "--template lays out the pages")
	}
	p.set("title", f.Book.Title)
	p.set("description", f.Book.Description)
	p.set("lang", f.Book.Language)
	switch authors := f.Book.Authors; {
	case len(authors) == 1:
		p.set("author", authors[0])
	case len(authors) > 1:
		list := make([]any, len(authors))
		for i, a := range authors {
			list[i] = a
		}
		p.Meta["author"] = list
	default:
		p.set("author", f.Book.Author)
	}
	return true
}
