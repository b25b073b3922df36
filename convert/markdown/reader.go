package markdown

import (
	"context"
	"errors"

	"platen/convert/tree"
)

// A Reader reads pages of one dialect. The zero value reads dialect auto with the default limits.
// A Reader may be used from many goroutines.
type Reader struct {
	Dialect   *Dialect // nil: Auto()
	Limits    Limits   // zero fields: the defaults
	AllowHTML bool     // keep raw HTML as RawBlock and RawInline
	// Include returns a file that a page asks to include, by slash-separated path relative to the
	// source root; nil: nothing is included.
	Include func(path string) ([]byte, error)
}

// Read reads one page. path names it in positions. The page's links have Target.Raw only: package
// convert resolves them. An error (wrapping *LimitError for a limit) means that there is no page.
func (r *Reader) Read(ctx context.Context, path string, src []byte, report func(tree.Diag)) (*tree.Page, error) {
	return nil, errors.New("not there yet")
}
