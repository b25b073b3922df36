// Package watch builds, and builds again when something has changed on the disk.
package watch

import (
	"context"
	"fmt"
	"io"
	"time"

	"platen/cmd/platen/internal/report"
	"platen/cmd/platen/internal/serve"
)

// A Build is what one build of a session came to.
type Build struct {
	Exit  int
	Scope *Scope           // what it was made from; nil when no input was opened
	Line  string           // what came of it, in a few words
	Quiet bool             // no lines about builds
	Form  string           // of --diagnostics
	Note  func(msg string) // prints something about the watching

	Site    *serve.Site // for the server; nil when nothing was made
	Changed []string    // files of the site that are new or others than before

	Shows   func(changed []string) bool // whether each is the file of a page that Preview can make
	Preview func(ctx context.Context, changed []string, put func(sub string, files map[string][]byte))
	Close   func() // ends what Preview needs
}

// A Session builds, and builds again when something has changed, until it is interrupted.
type Session struct {
	Build    func(ctx context.Context) *Build
	Server   *serve.Server // shows what was built; nil for none
	Messages io.Writer
	Open     func(address string) error // shows the site to the one who watches; nil for no

	watcher *Watcher
	scope   *Scope // of the last build that had one
	last    *Build
}

// Run returns the exit code: that of the first build, when there is nothing to watch after it. The error says why the
// system does not let files be watched.
func (s *Session) Run(ctx context.Context) (int, error) {
	all := NewChanges()
	var err error
	if s.watcher, err = NewWatcher(all); err != nil {
		return report.ExitFailed, err
	}
	defer s.watcher.Close()
	b := s.Build(ctx)
	s.built(ctx, b, nil)
	if b.Exit == report.ExitUsage || b.Exit == report.ExitInterrupted || b.Scope == nil {
		b.Close()
		return b.Exit, nil
	}
	s.begins(b)
	w := &Loop{Changes: all, After: time.After, Wanted: func(path string) bool { return s.scope.Wants(path) }, Shows: s.shows, Show: s.show, Build: s.Build, Built: s.next}
	w.Run(ctx)
	s.last.Close()
	return report.ExitInterrupted, nil
}

// built takes a build in the place of the one before. later are files that have changed since it began: their pages are
// shown as they are now.
func (s *Session) built(ctx context.Context, b *Build, later []string) {
	if s.last != nil {
		s.last.Close()
	}
	s.last = b
	if b.Scope != nil {
		s.scope = b.Scope
	}
	for _, problem := range s.watcher.Watch(s.scope) {
		b.Note(problem)
	}
	if s.Server != nil && b.Site != nil {
		if len(later) > 0 {
			b.Preview(ctx, later, b.Site.Put)
		}
		s.Server.Show(*b.Site, b.Changed)
	}
}

// begins says what is watched.
func (s *Session) begins(b *Build) {
	if s.Server != nil && s.Open != nil {
		if err := s.Open(s.Server.Url()); err != nil {
			b.Note("the browser cannot be opened: " + err.Error())
		}
	}
	if b.Quiet || b.Form != "" {
		return
	}
	what := "watching " + s.scope.Named()
	if s.Server != nil {
		what = s.Server.Url() + " shows it; " + what
		if s.Server.Outside && s.Server.Token == "" {
			fmt.Fprintln(s.Messages, "platen: warning: everybody who reaches this computer on the network can read the pages; --serve-token keeps out those who do not have it")
		}
	}
	fmt.Fprintf(s.Messages, "platen: %s; Ctrl-C ends\n", report.Printable(what))
}

// shows reports whether all that has changed can be shown before all is built.
func (s *Session) shows(changed []string) bool { return s.Server != nil && s.last.Shows(changed) }

// show shows the pages of changed files, as the last build has the rest of the guide.
func (s *Session) show(ctx context.Context, changed []string) {
	if s.Server != nil {
		s.last.Preview(ctx, changed, s.Server.Patch)
	}
}

// next takes a later build, and says what came of it.
func (s *Session) next(ctx context.Context, b *Build, changed, later []string) {
	s.built(ctx, b, later)
	if ctx.Err() != nil || b.Quiet || b.Form != "" && b.Form != "short" {
		return
	}
	line := report.ShownPath(changed[0])
	if n := len(changed) - 1; n > 0 {
		line += fmt.Sprintf(" and %d more", n)
	}
	fmt.Fprintf(s.Messages, "platen: %s %s\n", time.Now().Format("15:04:05"), report.Printable(line+" changed: "+b.Line))
}
