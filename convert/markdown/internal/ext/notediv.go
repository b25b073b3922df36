package ext

import (
	"slices"
	"strings"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

var NoteDivs = build.Extension{
	Name: "note_divs", Doc: "A <div class=\"warning\"> is a note, one of the class hidden is left out (mdBook)",
	Element: noteDiv,
}

// noteDiv adds a <div> whose class mdBook gives a meaning: "warning", and the like in themes, is a note; what is
// "hidden" is not shown. It returns false for others.
func noteDiv(b *build.Builder, f *build.Frame) bool {
	if f.Kind != build.DivElement {
		return false
	}
	c := b.Page
	class, _ := f.Tag.Get("class")
	classes := strings.Fields(class)
	if slices.Contains(classes, "hidden") {
		c.Report(f.Pos, tree.Info, tree.HTMLCleaned, `a <div> of the class "hidden" is left out`, "")
		b.SpliceParts(f)
		b.KeepAnchors(f)
		return true
	}
	kind, at := lex.NoteClass(classes)
	if at != 0 {
		return false
	}
	a := &tree.Admonition{Pos: f.Pos, Kind: kind}
	if a.Attr = c.TagAttr(&f.Tag, a); a.Attr != nil {
		if a.Attr.Classes = a.Attr.Classes[1:]; len(a.Attr.Classes) > 0 && strings.ToLower(a.Attr.Classes[0]) == kind {
			a.Attr.Classes = a.Attr.Classes[1:]
		}
		if len(a.Attr.Classes) == 0 {
			a.Attr.Classes = nil
		}
		if a.Attr.ID == "" && a.Attr.Classes == nil && a.Attr.Keys == nil {
			a.Attr = nil
		}
	}
	f.Paragraph()
	a.Blocks = f.Blocks
	if len(a.Blocks) > 1 {
		if h, ok := a.Blocks[0].(*tree.Heading); ok { // a heading in it is its title
			a.Title, a.Blocks = c.HeadingWords(h), a.Blocks[1:]
		}
	}
	b.AddBlock(a)
	return true
}
