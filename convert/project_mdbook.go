package convert

import (
	"io/fs"

	"platen/convert/tree"

	"github.com/pelletier/go-toml/v2"
)

// A bookFile is what platen reads of book.toml.
type bookFile struct {
	Book struct {
		Title, Description, Language, Src string
		Author                            string
		Authors                           []string
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
		}
	}
}

// readMdbook reads book.toml.
func (pr *project) readMdbook(fsys fs.FS, text []byte, report func(tree.Diag)) {
	var f bookFile
	if err := toml.Unmarshal(text, &f); err != nil {
		line := 0
		if e, ok := err.(*toml.DecodeError); ok {
			line, _ = e.Position()
		}
		report(badProject(pr.file, line, "the file is not valid TOML: "+err.Error()))
	}
	src := f.Book.Src
	if src == "" {
		src = "src"
	}
	pr.dir = subFolder(fsys, src)
	html := &f.Output.HTML
	switch {
	case html.SmartPunctuation != nil:
		pr.turn("smart", *html.SmartPunctuation, false)
	case html.CurlyQuotes != nil:
		pr.turn("smart", *html.CurlyQuotes, false)
	}
	pr.turn("math_double_backslash", html.MathjaxSupport, false)
	if on := html.DefinitionLists; on != nil {
		pr.turn("definition_lists", *on, true)
	}
	if on := html.Admonitions; on != nil {
		pr.turn("alerts", *on, true)
	}
	pr.settings.HiddenPrefixes = html.Code.Hidelines
	pr.redirects = html.Redirect
	set(pr.meta, "title", f.Book.Title)
	set(pr.meta, "description", f.Book.Description)
	set(pr.meta, "lang", f.Book.Language)
	switch authors := f.Book.Authors; {
	case len(authors) == 1:
		set(pr.meta, "author", authors[0])
	case len(authors) > 1:
		list := make([]any, len(authors))
		for i, a := range authors {
			list[i] = a
		}
		pr.meta["author"] = list
	default:
		set(pr.meta, "author", f.Book.Author)
	}
}

// turn sets an extension of the dialect that is on by itself or not.
func (pr *project) turn(extension string, on, byItself bool) {
	switch {
	case on && !byItself:
		pr.dialect += "+" + extension
	case !on && byItself:
		pr.dialect += "-" + extension
	}
}
