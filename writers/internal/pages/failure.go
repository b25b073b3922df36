package pages

import "platen/convert/tree"

// A Limit is what printing a page panics with when its output passes a bound. It says which.
type Limit string

// Try calls do. When that panics, the page's finding is reported, tree.PageFailed or tree.LimitHit, and Try returns false.
// what says which work failed: "the page could not be set".
func Try(page *tree.Page, what string, report func(tree.Diag), do func()) (ok bool) {
	defer func() {
		if r := recover(); r != nil {
			report(Failure(page, what, r))
		}
	}()
	do()
	return true
}

// Failure is the finding about a page on which the work that what names panicked with r. It is called by the function that
// recovers, and has the place of the fault in Trace. A nil page is a part of the book that is no page.
func Failure(page *tree.Page, what string, r any) tree.Diag {
	c := tree.Crashed(r)
	if l, ok := c.Value.(Limit); ok {
		return tree.Diag{Page: page, Severity: tree.Error, Code: tree.LimitHit, Msg: string(l)}
	}
	at := ""
	if page == nil {
		at = "."
	}
	d, _ := tree.CrashOf(c, page, at, what)
	return d
}
