package typeset

// hyphenate says where the word t may be hyphenated, in bytes.
func (s *Shaper) hyphenate(t, lang string) []int { return nil }
