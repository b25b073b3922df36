package watch

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"platen/cmd/platen/internal/report"
)

// A Watcher reports changes in folders of the disk. Folders are watched and not files, because editors save by
// putting a new file in the place of the old one.
type Watcher struct {
	to *changes
	w  *fsnotify.Watcher

	mu      sync.Mutex
	scope   *Scope
	missing []string // folders that are not there now
	told    bool     // that some cannot be watched
	done    chan struct{}
}

// NewWatcher returns a watcher that adds what it sees to changes.
func NewWatcher(to *changes) (*Watcher, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("the system does not let files be watched: %w", err)
	}
	e := &Watcher{to: to, w: w, done: make(chan struct{})}
	go e.see()
	go e.wait()
	return e, nil
}

func (e *Watcher) Close() {
	close(e.done)
	e.w.Close()
}

// Watch looks at the folders of the scope from now on. It returns what cannot be looked at, once.
func (e *Watcher) Watch(s *Scope) (problems []string) {
	if s == nil {
		return nil
	}
	dirs, missing := s.folders()
	e.mu.Lock()
	defer e.mu.Unlock()
	e.scope, e.missing = s, missing
	keep := map[string]bool{}
	for _, dir := range dirs {
		keep[dir] = true
		if err := e.add(dir); err != nil && !e.told {
			e.told = true
			problems = append(problems, err.Error())
		}
	}
	for _, dir := range e.w.WatchList() {
		if !keep[dir] {
			e.w.Remove(dir)
		}
	}
	return problems
}

// add watches a folder. One that has gone meanwhile is no fault: its parent tells.
func (e *Watcher) add(dir string) error {
	err := e.w.Add(dir)
	switch {
	case err == nil, errors.Is(err, os.ErrNotExist), errors.Is(err, fsnotify.ErrClosed):
		return nil
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("%s cannot be watched: the system watches as many folders as it may (fs.inotify.max_user_watches)", report.ShownPath(dir))
	}
	return fmt.Errorf("%s cannot be watched: %w", report.ShownPath(dir), err)
}

// see hands on what happens.
func (e *Watcher) see() {
	for {
		select {
		case ev, ok := <-e.w.Events:
			if !ok {
				return
			}
			if ev.Op == fsnotify.Chmod {
				continue
			}
			if ev.Has(fsnotify.Create) {
				e.follow(ev.Name)
			}
			e.to.add(ev.Name)
		case err, ok := <-e.w.Errors:
			if !ok {
				return
			}
			if errors.Is(err, fsnotify.ErrEventOverflow) { // too much at once: anything may have changed
				e.all()
			}
		}
	}
}

// follow watches a folder that is new, before the build reads it.
func (e *Watcher) follow(path string) {
	info, err := os.Lstat(path)
	e.mu.Lock()
	defer e.mu.Unlock()
	if err != nil || !info.IsDir() || e.scope == nil || !e.scope.Wants(path) {
		return
	}
	for _, dir := range e.scope.Below(path) {
		e.add(dir)
	}
}

// all tells that everything may have changed.
func (e *Watcher) all() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.scope == nil {
		return
	}
	for _, tree := range e.scope.Trees {
		e.to.add(tree)
	}
	for f := range e.scope.Files {
		e.to.add(f)
	}
}

// wait looks once a second whether a folder that was missing is there again.
func (e *Watcher) wait() {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-e.done:
			return
		case <-tick.C:
		}
		e.mu.Lock()
		back := false
		for _, dir := range e.missing {
			if info, err := os.Stat(dir); err == nil && info.IsDir() {
				back = true
			}
		}
		if back {
			e.missing = nil
		}
		e.mu.Unlock()
		if back {
			e.all()
		}
	}
}
