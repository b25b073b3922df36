package limit

import (
	"bytes"

	"github.com/yuin/goldmark/parser"
)

// jsxBudgetKey is where the bytes are that searches without success may still cost a page.
var jsxBudgetKey = parser.NewContextKey()

// jsxBudget is that number for a page.
const jsxBudget = 4 << 20

// Spend takes n bytes from the page's budget; it returns false when there is nothing left.
func Spend(pc parser.Context, n int) bool {
	left, ok := pc.Get(jsxBudgetKey).(int)
	if !ok {
		left = jsxBudget
	}
	if left <= 0 {
		return false
	}
	pc.Set(jsxBudgetKey, left-n)
	return true
}

// closersKey is where a page's endTags are.
var closersKey = parser.NewContextKey()

// endTags are the offsets of marks that were looked for, and how many bytes that cost.
type endTags struct {
	src   []byte         // what was searched: parts of a page are parsed on their own
	found map[string]int // -1: there is none
	cost  int
}

// maxEndTags is how many bytes searches for end tags may cost a page. Guides need a hundredth of it.
const maxEndTags = 256 << 20

// Find is the offset of the first mark from offset at on, -1 when there is none. Offsets are kept, so that many
// start tags of a name cost one search.
func Find(pc parser.Context, src []byte, mark string, at int) int {
	e, _ := pc.Get(closersKey).(*endTags)
	if e == nil {
		e = &endTags{}
		pc.Set(closersKey, e)
	}
	if len(e.src) != len(src) || len(src) > 0 && &e.src[0] != &src[0] {
		e.src, e.found = src, map[string]int{}
	}
	if to, ok := e.found[mark]; ok && (to < 0 || to >= at) {
		return to
	}
	if e.cost > maxEndTags {
		return -1
	}
	to := bytes.Index(src[at:], []byte(mark))
	if to >= 0 {
		e.cost += to
		to += at
	} else {
		e.cost += len(src) - at
	}
	e.found[mark] = to
	return to
}
