package build

import (
	"strings"

	"platen/convert/icon"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// maxIcon is how long the classes that name an icon can be, in bytes.
const maxIcon = 100

// IconSpan is an icon as the sign that stands for it, with its name in the key "data-icon", which writers that draw go by; as its
// name when it is none that platen knows.
func (c *Page) IconSpan(name string, p tree.Pos) tree.Inline {
	a, s := &tree.Attr{Classes: []string{"icon"}}, name
	if i, ok := icon.Find(name); ok && !c.Syntax.IconNames {
		s, a.Keys = i.Sign, []tree.Key{{Name: "data-icon", Value: name}}
	}
	return &tree.Span{Pos: p, Attr: a, Inlines: []tree.Inline{&tree.Text{Pos: p, S: s}}}
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
