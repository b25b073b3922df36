// Package words has the words that writers add to a page, by language: "Note", "Contents", "Page".
package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words are the words of one language.
type Words struct {
	Contents, OnThisPage, Notes, Links, Page, Of, Continued  string
	Previous, Next, Home, SkipToContent, Search, Footnotes   string
	Figure, Table, Image, Copy, Copied, Theme, BackToText    string
	Note, Tip, Important, Warning, Caution, Danger, Info     string
	Code, Expand, Heading, Untitled, Done, Todo, Breadcrumbs string
	Close, DarkTheme, Found, NotFound, Moved                 string // Found has a %d for the number of results
	Edit, Updated, LinkTo, Searching, SearchFailed, Retry    string // LinkTo has a %s for a heading
	More, FoundOne, HiddenLines, NoPage, Version, AllPages   string // HiddenLines has a %d for their number
	ListOfFigures, ListOfTables, Index, SectionOnPage        string // SectionOnPage has a %s for each
	Wrap, Tags, Parts                                        string
}

// Kind returns the word for an admonition's kind. For a kind that is not in the table it is the kind itself
// with a capital: "security" is "Security".
func (w *Words) Kind(kind string) string {
	switch kind {
	case "note":
		return w.Note
	case "tip", "hint":
		return w.Tip
	case "important":
		return w.Important
	case "warning", "attention":
		return w.Warning
	case "caution":
		return w.Caution
	case "danger", "error":
		return w.Danger
	case "info":
		return w.Info
	case "":
		return w.Note
	}
	r, n := utf8.DecodeRuneInString(kind)
	return string(unicode.ToUpper(r)) + kind[n:]
}

// For returns the words of the language of a BCP 47 tag; English where there are none.
func For(lang string) *Words {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if w := table[base]; w != nil {
		return w
	}
	return table["en"]
}

// RightToLeft reports whether text in a language (BCP 47) runs from right to left: its script does, where the tag names
// one, as in az-Arab, else the one that the language is usually written in.
func RightToLeft(lang string) bool {
	main, rest, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(lang, "_", "-")), "-")
	if script, _, _ := strings.Cut(rest, "-"); len(script) == 4 && (script[0] < '0' || '9' < script[0]) {
		switch script {
		case "adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "syrc", "thaa":
			return true
		}
		return false
	}
	switch main {
	case "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi":
		return true
	}
	return false
}
