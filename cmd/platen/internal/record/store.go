// Package record is what a run has read, written and found, so that a later one knows whether it has to be done again.
package record

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"

	"platen/cmd/platen/internal/cache"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/convert"
	"platen/writers/output"
)

// storeBytes is how large the entries of all guides together may get. One of a guide of 500 pages in four formats has
// some 300 KB.
const storeBytes = 256 << 20

// An Entry is what a run knows about one input and its outputs, for the next run.
type Entry struct {
	Inputs   []Fact
	Outputs  []output.File
	Book     *report.Book
	Findings []report.Finding
	Others   map[string]string `json:",omitempty"` // what was seen of other guides of its set
	Topics   []options.Topic   `json:",omitempty"` // of DITA, when a report of that run had them
}

// A Key names an entry.
type Key = cache.Key

// A Store keeps what became of inputs, in a folder. A nil one keeps nothing. It is safe for concurrent use.
type Store struct {
	cache *cache.Store
	made  *cache.Store // outputs; nil keeps none
	fails func(error)
	once  sync.Once
}

// Folder returns the folder of what is kept for the next run: the one that is named, or for "" platen's in the user's
// cache folder. The error says why there is none.
func Folder(named string) (string, error) {
	dir := named
	if dir == "" {
		base, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("there is no cache folder (%w); --cache names one", err)
		}
		dir = filepath.Join(base, "platen")
	}
	if err := output.CheckFolder(dir); err != nil {
		return "", err
	}
	if _, err := cache.Open(dir, storeBytes); err != nil {
		return "", err
	}
	return dir, nil
}

// Open opens the store in the folder that [Folder] returns for named. Without one every run does everything: then fails
// gets the reason once, now or when something cannot be kept.
func Open(named string, fails func(error)) *Store {
	dir, err := Folder(named)
	if err != nil {
		fails(err)
		return nil
	}
	c, err := cache.Open(dir, storeBytes)
	if err != nil {
		return nil
	}
	s := &Store{cache: c, fails: fails}
	if named != "" {
		s.made, _ = cache.Open(filepath.Join(dir, "outputs"), outputBytes)
	}
	return s
}

// Recall returns the entry of a key, when the source has not changed since; nil when the input has to be converted.
func (s *Store) Recall(ctx context.Context, k Key, source *FS) *Entry {
	data, ok := s.cache.Get(k)
	var e Entry
	if !ok || json.Unmarshal(data, &e) != nil || e.Book == nil {
		return nil
	}
	if !all(ctx, len(e.Inputs), func(i int) bool { return e.Inputs[i].Holds(source.FS) }) {
		return nil
	}
	source.Learn(e.Inputs)
	return &e
}

// Keep keeps what became of an input, when it is complete, and reports whether it did.
func (s *Store) Keep(k Key, source *FS, o *report.Outcome, outputs []output.File, others map[string]string) bool {
	if o.Err != nil || o.Book == nil || o.Incomplete() {
		return false
	}
	facts, ok := source.Facts()
	if !ok {
		return false
	}
	data, err := json.Marshal(Entry{facts, outputs, o.Book, o.Findings, others, o.Topics})
	if err == nil {
		err = s.cache.Put(k, data)
	}
	if err != nil {
		s.once.Do(func() { s.fails(err) })
	}
	return err == nil
}

// Stands reports whether all outputs are as they were. unchanged says so of one.
func (e *Entry) Stands(ctx context.Context, unchanged func(*output.File) bool) bool {
	return all(ctx, len(e.Outputs), func(i int) bool { return unchanged(&e.Outputs[i]) })
}

// A directory is what a store knows about a guide that others link to.
type directory struct {
	Inputs []Fact
	List   *convert.Directory
}

// Directory returns what other guides need to know of one, when nothing of its source has changed since; else nil.
func (s *Store) Directory(ctx context.Context, k Key, source *FS) *convert.Directory {
	if s == nil {
		return nil
	}
	data, ok := s.cache.Get(k)
	var d directory
	if !ok || json.Unmarshal(data, &d) != nil || !all(ctx, len(d.Inputs), func(i int) bool { return d.Inputs[i].Holds(source.FS) }) {
		return nil
	}
	return d.List
}

// KeepDirectory keeps what other guides need to know of one.
func (s *Store) KeepDirectory(k Key, source *FS, list *convert.Directory) {
	if s == nil {
		return
	}
	facts, ok := source.Facts()
	if !ok {
		return
	}
	if data, err := json.Marshal(directory{facts, list}); err == nil {
		s.cache.Put(k, data)
	}
}

// all reports whether ok is true for 0 to n-1, looked at by all processors.
func all(ctx context.Context, n int, ok func(i int) bool) bool {
	var next atomic.Int64
	var failed atomic.Bool
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for !failed.Load() {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if ctx.Err() != nil || !ok(i) {
					failed.Store(true)
				}
			}
		})
	}
	wg.Wait()
	return !failed.Load()
}
