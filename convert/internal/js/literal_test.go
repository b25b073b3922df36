package js

import "strings"

// show writes a literal in one line.
func (l *Literal) show() string {
	switch l.Kind {
	case Unknown:
		return "?"
	case Text:
		return `"` + l.Text + `"`
	case Word:
		return l.Text
	}
	var parts []string
	for i, it := range l.Items {
		s := it.show()
		if l.Kind == Object {
			s = l.Fields[i] + ":" + s
		}
		parts = append(parts, s)
	}
	if l.Kind == List {
		return "[" + strings.Join(parts, " ") + "]"
	}
	return "{" + strings.Join(parts, " ") + "}"
}
