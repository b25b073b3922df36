package tree

// Breaks says what the classes of a block ask for on paper: a new page before it or after it, or that it stays on one
// page. An empty block of the class "page-break" is the break itself.
func (a *Attr) Breaks() (before, after, keep bool) {
	if a == nil {
		return
	}
	for _, c := range a.Classes {
		switch c {
		case "page-break-before", "break-before":
			before = true
		case "page-break-after", "break-after", "page-break", "pagebreak", "page_break", "newpage", "new-page":
			after = true
		case "keep", "keep-together", "page-break-inside-avoid":
			keep = true
		}
	}
	return
}
