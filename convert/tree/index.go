package tree

import "strings"

// IndexEntries are the lines of an index that an inline of the class "index" stands in, each with what it stands under
// before it: "loop", "endless". They are its key entry, with | between entries and ! or ; between what is in each other,
// or its words. A last part that begins with an arrow refers to another line: "→ loop".
func (a *Attr) IndexEntries(words string) [][]string {
	if !a.HasClass("index") {
		return nil
	}
	text := a.Get("entry")
	if text == "" {
		text = strings.NewReplacer("|", " ", "!", " ", ";", " ").Replace(words)
	}
	var out [][]string
	for _, e := range strings.Split(text, "|") {
		var path []string
		for _, s := range strings.FieldsFunc(e, func(r rune) bool { return r == '!' || r == ';' }) {
			if s = strings.Join(strings.Fields(s), " "); s != "" && len(path) < 3 {
				path = append(path, s)
			}
		}
		if path != nil {
			out = append(out, path)
		}
	}
	return out
}
