package markdown

import (
	"strings"

	"platen/convert/tree"
)

// iconSpan is an icon as its name.
func iconSpan(name string, p tree.Pos) tree.Inline {
	return &tree.Span{Pos: p, Attr: &tree.Attr{Classes: []string{"icon"}}, Inlines: []tree.Inline{&tree.Text{Pos: p, S: name}}}
}

// iconClass returns the name of the icon that an empty element shows by its classes: "fa-print" for
// <i class="fa fa-print"></i>; "" when it is none.
func iconClass(t *tag) string {
	class, _ := t.get("class")
	if len(class) > maxIcon {
		return ""
	}
	for _, set := range [...]string{"fa-", "mdi-", "bi-", "icon-", "glyphicon-", "octicon-", "ti-"} {
		for _, s := range strings.Fields(class) {
			if name, ok := strings.CutPrefix(s, set); ok && name != "" && !isIconSet(name) {
				return s
			}
		}
	}
	return ""
}

// isIconSet tells sets, sizes and movements of Font Awesome from its icons.
func isIconSet(name string) bool {
	switch name {
	case "solid", "regular", "brands", "light", "thin", "duotone", "lg", "sm", "xs", "2x", "3x", "fw", "spin", "pulse", "border", "inverse":
		return true
	}
	return false
}
