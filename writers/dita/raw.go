package dita

import "platen/convert/tree"

// isDITA reports whether an element of the source is one of DITA's that passes.
func isDITA(string) bool { return false }

func (p *pageWriter) rawBlock(*tree.Element, parent) bool { return false }
