package html

import (
	"bytes"
	"context"
	"io"
	"strings"
	"sync"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/pages"
)

// writeMarkdown writes each page as Markdown beside it, and all of them one behind the other into llms-full.txt.
func (s *site) writeMarkdown(ctx context.Context, out writers.Output, report func(tree.Diag)) error {
	if s.w.Markdown == nil || s.plain || s.single {
		return nil
	}
	c := &besideOutput{out: out, names: map[string]bool{}, texts: map[string][]byte{}}
	for _, e := range s.entries {
		c.names[e.beside()] = !e.unlisted
	}
	if err := s.w.Markdown.Write(ctx, c, s.book, func(d tree.Diag) {}); err != nil {
		return err
	}
	return pages.Write(out, "llms-full.txt", func(w io.Writer) error {
		for i, e := range s.entries {
			text := c.texts[e.beside()]
			if text == nil {
				continue
			}
			start := ""
			if i > 0 {
				start = "\n\n"
			}
			if u := s.address(e); u != "" {
				start += "<!-- " + strings.ReplaceAll(u, "--", "%2D%2D") + " -->\n\n"
			}
			if _, err := io.WriteString(w, start); err != nil {
				return err
			}
			if _, err := w.Write(bytes.TrimSpace(text)); err != nil {
				return err
			}
		}
		_, err := io.WriteString(w, "\n")
		return err
	})
}

// beside is the name of the page's Markdown, that of its source, so that links between those files hold: "guide/setup.md".
func (e *entry) beside() string { return pages.File(e.page, "stdin", ".md") }

// A besideOutput lets through the Markdown of pages, and keeps it.
type besideOutput struct {
	out   writers.Output
	names map[string]bool // those that are wanted
	mu    sync.Mutex
	texts map[string][]byte
}

func (c *besideOutput) Create(name string) (io.WriteCloser, error) {
	if !c.names[name] {
		return discard{}, nil
	}
	return &besideFile{of: c, name: name}, nil
}

// A besideFile is the Markdown of a page.
type besideFile struct {
	bytes.Buffer
	of   *besideOutput
	name string
}

func (f *besideFile) Abort() {}

func (f *besideFile) Close() error {
	f.of.mu.Lock()
	f.of.texts[f.name] = bytes.Clone(f.Bytes())
	f.of.mu.Unlock()
	return pages.Put(f.of.out, f.name, f.Bytes())
}

// discard is a file that nobody wants.
type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
func (discard) Close() error                { return nil }
