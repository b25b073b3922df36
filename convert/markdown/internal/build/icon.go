package build

import (
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// maxIcon is how long the classes that name an icon can be, in bytes.
const maxIcon = 100

// IconSpan is an icon as its name.
func IconSpan(name string, p tree.Pos) tree.Inline {
	return &tree.Span{Pos: p, Attr: &tree.Attr{Classes: []string{"icon"}}, Inlines: []tree.Inline{&tree.Text{Pos: p, S: name}}}
}

// iconClass returns the name of the icon that an empty element shows by its classes: "fa-print" for
// <i class="fa fa-print"></i>; "" when it is none.
func iconClass(t *lex.Tag) string {
	class, _ := t.Get("class")
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
