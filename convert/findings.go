package convert

import (
	"fmt"

	"platen/convert/tree"
)

// maxFindings is how many findings of one code a page may have; the rest are counted. A page of a
// hundred thousand dead links says so once.
const maxFindings = 1000

// findings are those of one page.
type findings struct {
	list   []tree.Diag
	counts []codeCount // few: a slice is enough
}

type codeCount struct {
	code tree.DiagCode
	n    int
	last tree.Diag
}

func (f *findings) add(d tree.Diag) {
	for i := range f.counts {
		c := &f.counts[i]
		if c.code != d.Code {
			continue
		}
		if c.n++; c.n > maxFindings {
			c.last = d
			return
		}
		f.list = append(f.list, d)
		return
	}
	f.counts = append(f.counts, codeCount{code: d.Code, n: 1})
	f.list = append(f.list, d)
}

// release reports the findings of a page, and for each code how many were left out.
func (f *findings) release(report func(tree.Diag)) {
	for _, d := range f.list {
		report(d)
	}
	for _, c := range f.counts {
		if more := c.n - maxFindings; more > 0 {
			d := c.last
			d.Msg, d.Hint = fmt.Sprintf("%d more findings of this kind in the page", more), ""
			report(d)
		}
	}
}
