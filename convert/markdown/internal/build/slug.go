package build

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A Slug is a tool's rule for the ids of headings.
type Slug struct {
	Name    string
	Of      func(title string) string // the id from the words; "" when no word makes one
	Alt     bool                      // the alternative text of an image is among the words
	Trim    bool                      // white space that an image leaves at an end is dropped
	Emoji   bool                      // a shortcode counts by its name, as in GitHub's ids; else it is dropped
	Empty   string                    // the id of a heading without words; "": only a number
	Gap     string                    // between an id and the number that tells it from the same one before
	CountOn bool                      // an id that ends in Gap and a number counts on from there
	Terms   bool                      // terms of definition lists have ids like headings
	Written bool                      // what stands in the source, with the names of tags, leads to the heading as well
}

// Slugs returns the rules, by the tools that have them. Each was read in the tool's own source.
func Slugs() []Slug { return slugs("-") }

// slugs returns the rules; those of MkDocs write sep between words.
func slugs(sep string) []Slug {
	by := func(rule func(title, sep string) string) func(string) string {
		return func(title string) string { return rule(title, sep) }
	}
	return []Slug{
		{Name: "github", Of: githubSlug, Emoji: true, Gap: "-"},
		{Name: "docusaurus", Of: sluggerSlug, Alt: true, Emoji: true, Gap: "-", Written: true}, // github-slugger 2; write-heading-ids
		{Name: "hugo", Of: hugoSlug, Alt: true, Trim: true, Empty: "heading", Gap: "-"},
		{Name: "vitepress", Of: vitepressSlug, Alt: true, Gap: "-"}, // @mdit-vue/shared
		{Name: "mdbook", Of: mdbookSlug, Trim: true, Empty: "section", Gap: "-", Terms: true},
		{Name: "mkdocs", Of: by(mkdocsSlug), Trim: true, Gap: "_", CountOn: true}, // Python-Markdown, toc.slugify
		{Name: "mkdocs-unicode", Of: by(mkdocsUnicodeSlug), Trim: true, Gap: "_", CountOn: true},
		{Name: "pymdownx", Of: by(pymdownxSlug), Trim: true, Gap: "_", CountOn: true}, // pymdownx.slugs, case lower
		{Name: "pymdownx-cased", Of: by(pymdownxCasedSlug), Trim: true, Gap: "_", CountOn: true},
		{Name: "myst", Of: mystSlug, Emoji: true, Gap: "-"},
		{Name: "pandoc", Of: pandocSlug, Alt: true, Trim: true, Empty: "section", Gap: "-"}, // auto_identifiers
	}
}

// SlugNamed returns the rule of a tool, GitHub's where there is none of that name. sep is what
// stands between words where a project may choose it (mkdocs.yml, toc: separator); "" is a hyphen.
func SlugNamed(name, sep string) Slug {
	if sep == "" {
		sep = "-"
	}
	all := slugs(sep)
	for _, s := range all {
		if s.Name == name {
			return s
		}
	}
	return all[0]
}

// numbered is the id for the nth repetition of slug, from 1.
func (s *Slug) numbered(slug string, n int) string {
	if s.CountOn {
		if i := strings.LastIndex(slug, s.Gap); i >= 0 {
			if k, err := strconv.Atoi(slug[i+len(s.Gap):]); err == nil && k >= 0 {
				return slug[:i] + s.Gap + strconv.Itoa(k+n)
			}
		}
	}
	return slug + s.Gap + strconv.Itoa(n)
}

// keep is a title's characters for which ok holds, in lower case.
func keep(title string, ok func(r rune) bool) string {
	return strings.Map(func(r rune) rune {
		if ok(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, title)
}

// githubSlug keeps letters, marks, decimal digits and connectors of any script (Ruby's \p{Word}), and hyphens;
// spaces are hyphens.
func githubSlug(title string) string {
	title = strings.ReplaceAll(title, "İ", "i̇") // as full case mapping has it
	return strings.ReplaceAll(keep(title, func(r rune) bool { return r == ' ' || r == '-' || isWord(r) }), " ", "-")
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.Is(unicode.Nd, r) || unicode.Is(unicode.Pc, r)
}

// sluggerSlug is github-slugger's: as GitHub's, and what Unicode calls alphabetic.
func sluggerSlug(title string) string {
	title = strings.ReplaceAll(title, "İ", "i̇")
	return strings.ReplaceAll(keep(title, func(r rune) bool { return r == ' ' || r == '-' || isWord(r) || isAlphabetic(r) }), " ", "-")
}

// isAlphabetic is Unicode's derived property.
func isAlphabetic(r rune) bool {
	return unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Other_Alphabetic, r)
}

// hugoSlug is the rule of Hugo's goldmark with autoHeadingIDType github.
func hugoSlug(title string) string {
	return strings.ReplaceAll(keep(strings.TrimSpace(title), func(r rune) bool {
		return r == ' ' || r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r)
	}), " ", "-")
}

// mdbookSlug is mdBook 0.5's: white space is hyphens; alphanumerics, - and _ stay. Dashes that smart punctuation makes go.
func mdbookSlug(title string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return '-'
		case r == '-' || r == '_' || isAlphabetic(r) || unicode.IsNumber(r):
			return unicode.ToLower(r)
		}
		return -1
	}, title)
}

// vitepressSlug decomposes, drops accents, makes runs of white space and ASCII punctuation one hyphen, and puts _ before
// a digit that comes first.
func vitepressSlug(title string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(title) {
		switch {
		case r >= 0x300 && r <= 0x36f:
		case r < 0x20:
		case unicode.IsSpace(r) || strings.ContainsRune("~`!@#$%^&*()-_+=[]{}|\\;:\"'“”‘’<>,.?/", r):
			gap = true
		default:
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			if b.Len() == 0 && r >= '0' && r <= '9' {
				b.WriteByte('_')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// mkdocsSlug is Python-Markdown's toc.slugify: decomposed, ASCII only.
func mkdocsSlug(title, sep string) string {
	return toc(strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII {
			return -1
		}
		return r
	}, norm.NFKD.String(title)), sep)
}

// mkdocsUnicodeSlug is Python-Markdown's toc.slugify_unicode.
func mkdocsUnicodeSlug(title, sep string) string { return toc(norm.NFKC.String(title), sep) }

// toc keeps words of a title; runs of white space and separators are one separator.
func toc(title, sep string) string {
	words := strings.TrimSpace(keep(title, func(r rune) bool { return r == '-' || unicode.IsSpace(r) || isPythonWord(r) }))
	var b strings.Builder
	gap := false
	for _, r := range words {
		if string(r) == sep || unicode.IsSpace(r) {
			if !gap {
				b.WriteString(sep)
			}
			gap = true
			continue
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

// isPythonWord is \w of Python's re: letters and numbers, no marks.
func isPythonWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

// pymdownxSlug is pymdownx.slugs.slugify with lower case: Unicode's words stay, each space is a hyphen.
func pymdownxSlug(title, sep string) string { return pymdownxCasedSlug(strings.ToLower(title), sep) }

// pymdownxCasedSlug is pymdownx.slugs.slugify without a case.
func pymdownxCasedSlug(title, sep string) string {
	title = strings.Map(func(r rune) rune {
		if r == '-' || r == ' ' || isPythonWord(r) {
			return r
		}
		return -1
	}, norm.NFC.String(strings.Join(strings.Fields(title), " "))) // toc joins white space
	return strings.ReplaceAll(title, " ", sep)
}

// mystSlug is the default of myst-parser.
func mystSlug(title string) string {
	return keep(strings.ReplaceAll(title, " ", "-"), func(r rune) bool { return r == '-' || isPythonWord(r) })
}

var texCommand = regexp.MustCompile(`\\[A-Za-z]+`)

// pandocSlug is pandoc's auto_identifiers: letters, digits, _ - . of words joined by hyphens, from the first letter on.
func pandocSlug(title string) string {
	title = texCommand.ReplaceAllString(title, "") // raw TeX is no text
	for strings.Contains(title, "--") {            // dashes, which go
		i := strings.Index(title, "--")
		j := i
		for j < len(title) && title[j] == '-' {
			j++
		}
		title = title[:i] + title[j:]
	}
	s := keep(title, func(r rune) bool { return strings.ContainsRune("_-.", r) || unicode.IsSpace(r) || isPythonWord(r) })
	s = strings.Join(strings.Fields(s), "-")
	return strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
}
