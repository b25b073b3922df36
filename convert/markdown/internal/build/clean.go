package build

import (
	"fmt"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// reportRepairs adds a diagnostic for each kind of repair.
func (c *Page) reportRepairs(fix lex.Repairs) {
	if fix.Bad > 0 {
		c.Report(tree.Pos(fix.BadAt+1), tree.Warning, tree.BadEncoding, fmt.Sprintf("%s not valid UTF-8", lex.Count(fix.Bad, "byte sequence is", "byte sequences are")), "save the file as UTF-8")
	}
	if fix.Control > 0 {
		c.Report(tree.Pos(fix.ControlAt+1), tree.Warning, tree.ControlChar, lex.Count(fix.Control, "control character was", "control characters were")+" replaced or removed", "")
	}
	if c.refControls > 0 {
		c.Report(c.refControlAt, tree.Warning, tree.ControlChar, lex.Count(c.refControls, "reference to a control character was", "references to control characters were")+" replaced or removed", "")
	}
}

// Clean takes out of a decoded string what no output can hold: character references can name anything.
func (c *Page) Clean(s string) string {
	t := lex.Clean(s)
	if t != s {
		c.refControl(0)
	}
	return t
}

// refControl notes a character reference that names a control character.
func (c *Page) refControl(p tree.Pos) {
	if c.refControls == 0 {
		c.refControlAt = p
	}
	c.refControls++
}
