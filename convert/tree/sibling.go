package tree

// A Sibling is a guide in one of the languages or versions that it comes in. Exactly one of Lang and Version is set.
type Sibling struct {
	Guide   *Neighbour      // nil for the book itself
	Lang    string          // the tag of the language, as the set has it
	Version string          // the name of the version, as the set has it
	Pages   map[string]bool // by Page.Path; nil for the book itself
}

// Has reports whether the sibling has the page, too.
func (s *Sibling) Has(p *Page) bool { return s.Guide == nil || s.Pages[p.Path] }
