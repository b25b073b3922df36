package pdfdoc

// MoveToFront makes the last n pages the first ones, in the same order: a book's front matter is made when the
// page numbers of its body are known. It must not be called while pages are being made.
func (d *Doc) MoveToFront(n int) {
	k := len(d.pages) - n
	if n <= 0 || k <= 0 {
		return
	}
	d.pages = append(append(make([]*Page, 0, len(d.pages)), d.pages[k:]...), d.pages[:k]...)
}
