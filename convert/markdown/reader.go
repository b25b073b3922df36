package markdown

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/ext"
	"platen/convert/markdown/internal/limit"
	"platen/convert/markdown/internal/source"
	"platen/convert/tree"
)

// A Reader reads pages of one dialect. The zero value reads dialect auto with the default limits.
// A Reader may be used from many goroutines, and must not be copied or changed after the first Read.
type Reader struct {
	Dialect   *Dialect // nil: Auto()
	Limits    Limits   // zero fields: the defaults
	AllowHTML bool     // keep raw HTML as RawBlock and RawInline
	IconNames bool     // icons are their names as they are written: no drawings and signs
	// Include returns a file that a page asks to include, by slash-separated path relative to the
	// source root; nil: nothing is included.
	Include  func(path string) ([]byte, error)
	Above    func(path string) bool // whether Include has a file that begins with "../"; nil: it has none
	Settings Settings               // what the project file says

	once   sync.Once
	limits limit.Limits
	syntax build.Syntax
	pages  chan job // to goroutines that have read one
}

// A job is a page to read.
type job struct {
	path string
	src  []byte
	done chan result
}

// idle is how long a goroutine waits for another page: the next one comes at once or not at all.
const idle = 50 * time.Millisecond

func (r *Reader) init() {
	d := r.Dialect
	if d == nil {
		d = Auto()
	}
	r.pages = make(chan job)
	r.limits = limit.Limits(r.Limits).WithDefaults()
	r.syntax = build.Syntax{Limits: &r.limits, AllowHTML: r.AllowHTML, IconNames: r.IconNames, Include: r.Include, Above: r.Above, Settings: source.Settings(r.Settings),
		Slug: build.SlugNamed(cmp.Or(r.Settings.Slug, d.Slug), r.Settings.SlugSeparator)}
	var exts []*build.Extension
	for _, e := range ext.All() {
		if d.Has(e.Name) {
			exts = append(exts, e)
		}
	}
	r.syntax.Use(exts)
}

// Read reads one page. path names it in positions. The page's links have Target.Raw only: package
// convert resolves them. The page keeps src, which must not be changed any more. An error (wrapping
// *LimitError for a limit, a *tree.Crash for a fault of the reader) means that there is no page. report is called from the calling goroutine,
// and only for pages that are returned.
func (r *Reader) Read(ctx context.Context, path string, src []byte, report func(tree.Diag)) (*tree.Page, error) {
	r.once.Do(r.init)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	// goldmark cannot be cancelled: its goroutine is left to end by itself.
	j := job{path, src, make(chan result, 1)}
	select {
	case r.pages <- j:
	default:
		go r.work(j)
	}
	select {
	case res := <-j.done:
		if res.err != nil {
			return nil, res.err
		}
		if report != nil {
			for _, d := range res.diags {
				report(d)
			}
		}
		return res.page, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

type result struct {
	page  *tree.Page
	diags []tree.Diag
	err   error
}

// work reads a page and those that come soon after: the stack that one needs has not to grow again for the next.
func (r *Reader) work(j job) {
	wait := time.NewTimer(idle)
	defer wait.Stop()
	for {
		j.done <- r.read(j.path, j.src)
		wait.Reset(idle)
		select {
		case j = <-r.pages:
		case <-wait.C:
			return
		}
	}
}

// read does the work of Read; a panic is an error of the page.
func (r *Reader) read(path string, src []byte) (res result) {
	defer func() {
		if p := recover(); p != nil {
			if err, ok := p.(error); ok {
				if l := limitOf(err); l != nil {
					res = result{err: l}
					return
				}
			}
			res = result{err: tree.Crashed(p)}
		}
	}()
	page, diags, err := r.syntax.Read(path, src)
	if l := limitOf(err); l != nil {
		err = l
	}
	return result{page, diags, err}
}

// limitOf returns the limit that err says was passed, nil for other errors.
func limitOf(err error) *LimitError {
	var l *limit.Error
	if errors.As(err, &l) {
		return (*LimitError)(l)
	}
	return nil
}
