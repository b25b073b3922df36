package pages

import (
	"fmt"
	"path"
	"runtime"
	"strings"

	"platen/convert/tree"
)

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
	if l, ok := r.(Limit); ok {
		return tree.Diag{Page: page, Severity: tree.Error, Code: tree.LimitHit, Msg: string(l)}
	}
	d := tree.Diag{Page: page, Severity: tree.Error, Code: tree.PageFailed, Msg: fmt.Sprintf("%s: %v", what, r),
		Hint: "please report this page, with what -v adds", Trace: trace()}
	if page == nil {
		d.Path = "."
	}
	return d
}

// mostFrames is how many calls a trace has.
const mostFrames = 24

// trace returns the calls that led to the panic that is being recovered from, innermost first, a line each:
// "writers/text.(*printer).table table.go:51". It has no addresses and no goroutine, so that one fault has one trace.
func trace() string {
	pcs := make([]uintptr, 64+mostFrames)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	var lines []string
	panicked := false
	for more := true; more && len(lines) < mostFrames; {
		var f runtime.Frame
		f, more = frames.Next()
		if strings.HasPrefix(f.Function, "runtime.") {
			panicked = true
			continue
		}
		if strings.HasSuffix(f.Function, "/pages.Try") {
			if panicked {
				break
			}
			continue
		}
		if panicked {
			lines = append(lines, fmt.Sprintf("%s %s:%d", strings.TrimPrefix(f.Function, "platen/"), path.Base(f.File), f.Line))
		}
	}
	return strings.Join(lines, "\n")
}
