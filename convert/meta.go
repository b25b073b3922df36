package convert

import (
	"maps"
	"strings"
	"unicode"

	"platen/convert/tree"
)

// mergeMeta returns the metadata of several sources, the first of which wins for each key.
func mergeMeta(sources ...tree.Meta) tree.Meta {
	out := tree.Meta{}
	for i := len(sources) - 1; i >= 0; i-- {
		maps.Copy(out, sources[i])
	}
	return out
}

// language returns a BCP 47 tag from what an author wrote, "" when it is none.
func language(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	for i, part := range strings.Split(s, "-") {
		if len(part) < 1 || len(part) > 8 || i == 0 && (len(part) < 2 || len(part) == 4) {
			return ""
		}
		for j := 0; j < len(part); j++ {
			c := part[j]
			letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
			if !letter && (i == 0 || c < '0' || c > '9') {
				return ""
			}
		}
	}
	return s
}

// pageMeta returns a page's metadata for its book: the language is the one that the reader accepted.
func pageMeta(p *tree.Page) tree.Meta {
	m := mergeMeta(p.Meta)
	delete(m, "language")
	delete(m, "lang")
	if p.Lang != "" {
		m["lang"] = p.Lang
	}
	return m
}

// bookLanguage makes Meta["lang"] a language tag, or takes it out.
func bookLanguage(m tree.Meta, place string, report func(tree.Diag)) {
	s := m.String("lang")
	if s == "" {
		s = m.String("language")
	}
	if s == "" {
		delete(m, "lang")
		return
	}
	tag := language(s)
	if tag == "" {
		report(tree.Diag{Path: place, Severity: tree.Warning, Code: tree.BadMetadata,
			Msg: quoteRaw(s) + " is no language tag", Hint: `write one like "en" or "pt-BR"`})
		delete(m, "lang")
		return
	}
	m["lang"] = tag
}

// slug returns words as part of a file name or an id: lower case, letters and digits of any script,
// hyphens between words.
func slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’':
		default:
			gap = true
		}
	}
	return b.String()
}

// maxName is how long a book's name may get, in bytes.
const maxName = 80

// BookName is the title's slug, else the folder's name, as one that every system takes; never empty.
func BookName(title, folder string) string {
	s := slug(title)
	for len(s) > maxName {
		cut := strings.LastIndexByte(s, '-')
		if cut <= 0 {
			r := []rune(s)
			s = string(r[:len(r)/2])
			continue
		}
		s = s[:cut]
	}
	if s == "" {
		s = strings.Map(func(r rune) rune {
			if r < 0x20 || r == 0x7f || strings.ContainsRune(`/\:*?"<>|`, r) {
				return -1
			}
			return r
		}, folder)
		s = strings.Trim(s, " .")
	}
	if s == "" {
		s = "book"
	}
	return s
}
