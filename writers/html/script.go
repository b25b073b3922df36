package html

import (
	"embed"
	"maps"
	"slices"
	"strings"

	"platen/writers"
	"platen/writers/internal/markup"
	"platen/writers/internal/pages"
	"platen/writers/internal/words"
)

// The scripts of a guide's pages. MiniSearch's licence is in script/minisearch-LICENSE, and its first line names it.
var (
	//go:embed script/page.js
	pageScript string
	//go:embed script/code.js
	codeScript string
	//go:embed script/tabs.js
	tabsScript string
	//go:embed script/contents.js
	contentsScript string
	//go:embed script/rank.js
	rankScript string
	//go:embed script/search.js
	searchScript string
	//go:embed script/minisearch.js
	miniSearch string
	//go:embed script/stem
	stemmers embed.FS
)

// shortScript takes comments and indents out of one of our scripts, in which no string goes over a line's end.
func shortScript(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "//") {
			continue
		}
		if i := strings.Index(line, "; // "); i >= 0 {
			line = line[:i+1]
		}
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return b.String()
}

// stemmed are the languages whose words have other forms that the search finds, and the name of their stemmer.
var stemmed = map[string]string{"ar": "Arabic", "da": "Danish", "nl": "Dutch", "en": "English", "fi": "Finnish", "fr": "French", "de": "German", "hu": "Hungarian",
	"it": "Italian", "nb": "Norwegian", "no": "Norwegian", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "es": "Spanish", "sv": "Swedish", "tr": "Turkish"}

// stemScripts are the stemmers of the pages' languages, those of the Snowball project.
func (s *site) stemScripts() string {
	names := map[string]bool{}
	for lang := range s.languages() {
		if name := stemmed[lang]; name != "" {
			names[name] = true
		}
	}
	if len(names) == 0 {
		return ""
	}
	var b strings.Builder
	list := slices.Sorted(maps.Keys(names))
	for _, name := range append([]string{"base"}, list...) {
		text, err := stemmers.ReadFile("script/stem/" + strings.ToLower(name) + ".js")
		if err != nil {
			panic(err) // it is in the binary
		}
		b.Write(text)
		b.WriteByte('\n')
	}
	b.WriteString("window.platenStemmers=[new " + strings.Join(list, "Stemmer,new ") + "Stemmer];\n")
	return b.String()
}

// languages are those of the pages, without regions.
func (s *site) languages() map[string]bool {
	langs := map[string]bool{}
	for _, e := range s.entries {
		base, _, _ := strings.Cut(strings.ToLower(markup.Lang(s.book.Lang(e.page))), "-")
		langs[base] = true
	}
	return langs
}

// scriptWords are the words that the scripts show, in the languages of the pages.
func (s *site) scriptWords() string {
	langs := s.languages()
	langs["en"] = true
	var b strings.Builder
	b.WriteString("var platenWords={")
	for i, lang := range slices.Sorted(maps.Keys(langs)) {
		w := words.For(lang)
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(scriptString(lang) + ":{")
		for j, p := range [][2]string{{"copy", w.Copy}, {"copied", w.Copied}, {"wrap", w.Wrap}, {"link", w.LinkTo}, {"found", w.Found}, {"one", w.FoundOne}, {"none", w.NotFound},
			{"searching", w.Searching}, {"failed", w.SearchFailed}, {"retry", w.Retry}, {"more", w.More}} {
			if j > 0 {
				b.WriteByte(',')
			}
			b.WriteString(p[0] + ":" + scriptString(p[1]))
		}
		b.WriteByte('}')
	}
	return b.String() + "};\n"
}

// writeShared writes the files that all pages of the site share.
func (s *site) writeShared(out writers.Output) error {
	type file struct{ suffix, text string }
	files := []file{{".css", s.style}, {".js", s.scriptWords() + shortScript(pageScript) + shortScript(codeScript) + shortScript(tabsScript) + shortScript(contentsScript)}}
	if s.search {
		files = append(files, file{"-search.js", miniSearch + s.stemScripts() + shortScript(rankScript) + shortScript(searchScript)})
	}
	for _, f := range files {
		if err := pages.Put(out, s.stem+f.suffix, []byte(f.text)); err != nil {
			return err
		}
	}
	return s.writeMermaid(out)
}
