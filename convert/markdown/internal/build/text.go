package build

import (
	"platen/convert/tree"
)

// JoinTexts joins text nodes that touch.
func JoinTexts(in []tree.Inline) []tree.Inline {
	out := in[:0]
	for _, n := range in {
		if t, ok := n.(*tree.Text); ok && len(out) > 0 {
			if last, ok := out[len(out)-1].(*tree.Text); ok {
				last.S += t.S
				continue
			}
		}
		out = append(out, n)
	}
	return out
}
