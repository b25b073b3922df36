package markdown

import (
	"slices"
	"strings"

	"platen/convert/tree"
)

var noteDivs = extn{
	Name: "note_divs", Doc: "A <div class=\"warning\"> is a note, one of the class hidden is left out (mdBook)",
	Element: (*builder).noteDiv,
}

// noteDiv adds a <div> whose class mdBook gives a meaning: "warning", and the like in themes, is a note; what is
// "hidden" is not shown. It returns false for others.
func (b *builder) noteDiv(f *frame) bool {
	if f.kind != divElement {
		return false
	}
	c := b.c
	class, _ := f.tag.get("class")
	classes := strings.Fields(class)
	if slices.Contains(classes, "hidden") {
		c.diag(f.pos, tree.Info, tree.HTMLCleaned, `a <div> of the class "hidden" is left out`, "")
		b.spliceParts(f)
		b.keepAnchors(f)
		return true
	}
	kind, at := noteClass(classes)
	if at != 0 {
		return false
	}
	a := &tree.Admonition{Pos: f.pos, Kind: kind}
	if a.Attr = c.tagAttr(&f.tag, a); a.Attr != nil {
		a.Attr.Classes = a.Attr.Classes[1:]
		if len(a.Attr.Classes) == 0 {
			a.Attr.Classes = nil
		}
		if a.Attr.ID == "" && a.Attr.Classes == nil && a.Attr.Keys == nil {
			a.Attr = nil
		}
	}
	f.paragraph()
	a.Blocks = f.blocks
	b.addBlock(a)
	return true
}
