package build

import (
	"strings"

	"platen/convert/tree"
)

// PageBreak is the place where a new page of paper begins. (tree.Attr.Breaks)
func PageBreak(p tree.Pos) *tree.Div {
	return &tree.Div{Pos: p, Attr: &tree.Attr{Classes: []string{"page-break"}}}
}

// breakComment reports whether an HTML comment asks for a new page: <!-- pagebreak -->, <!-- \newpage -->.
func breakComment(raw string) bool {
	if len(raw) > 40 || !strings.HasPrefix(raw, "<!--") {
		return false
	}
	return breakWord(strings.TrimSuffix(raw[4:], "-->"))
}

func breakWord(s string) bool {
	s = strings.NewReplacer(" ", "", "-", "", "_", "", "\\", "", ":", "").Replace(strings.ToLower(s))
	return s == "pagebreak" || s == "newpage"
}

// styled keeps what a style attribute says of pages and of the place of lines, as classes and an align key.
func styled(a *tree.Attr, style string) {
	for _, d := range strings.Split(style, ";") {
		name, value, _ := strings.Cut(strings.ToLower(d), ":")
		value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
		switch name = strings.TrimPrefix(strings.TrimSpace(name), "page-"); name {
		case "break-before", "break-after":
			switch value {
			case "always", "page", "left", "right", "recto", "verso":
				a.Classes = append(a.Classes, "page-"+name)
			}
		case "break-inside":
			if strings.HasPrefix(value, "avoid") {
				a.Classes = append(a.Classes, "keep")
			}
		case "float":
			if (value == "right" || value == "left") && a.Get("align") == "" {
				a.Classes = append(a.Classes, "float-"+value)
			}
		case "text-align":
			if (value == "center" || value == "right" || value == "left") && a.Get("align") == "" {
				a.Keys = append(a.Keys, tree.Key{Name: "align", Value: value})
			}
		}
	}
}
