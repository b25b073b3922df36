package options

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"time"

	"platen/convert"
)

// diagramTimeout is how long a program may take for one diagram, diagramBytes how much it may write.
const (
	diagramTimeout = 30 * time.Second
	diagramBytes   = 8 << 20
)

// A Program draws the code blocks of one language: its source comes in on standard input, the SVG goes out on
// standard output.
type Program struct {
	language string
	command  []string // the program and its arguments; no shell is between
}

// setDiagram reads LANG=COMMAND.
func setDiagram(o *Options, v string) error {
	lang, command, ok := strings.Cut(v, "=")
	words, err := splitWords(command)
	switch {
	case !ok || lang == "" || strings.ContainsAny(lang, " \t"):
		return fmt.Errorf("%q is not LANG=COMMAND, as in dot=\"dot -Tsvg\"", v)
	case err != nil:
		return err
	case len(words) == 0:
		return fmt.Errorf("%q names no program", v)
	}
	o.Diagrams = slices.DeleteFunc(o.Diagrams, func(p Program) bool { return p.language == lang })
	o.Diagrams = append(o.Diagrams, Program{lang, words})
	return nil
}

// splitWords divides a command into words. Single and double quotes keep spaces; a backslash is a backslash.
func splitWords(s string) ([]string, error) {
	var words []string
	var word strings.Builder
	open, some := rune(0), false
	for _, r := range s {
		switch {
		case open != 0 && r == open:
			open = 0
		case open != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			open, some = r, true
		case r == ' ' || r == '\t' || r == '\n':
			if some {
				words = append(words, word.String())
			}
			word.Reset()
			some = false
		default:
			word.WriteRune(r)
			some = true
		}
	}
	if open != 0 {
		return nil, fmt.Errorf("a quote in %q is not closed", s)
	}
	if some {
		words = append(words, word.String())
	}
	return words, nil
}

// DiagramsOf returns the drawing of diagrams that the options ask for.
func DiagramsOf(programs []Program) convert.Diagrams {
	var d convert.Diagrams
	if len(programs) == 0 {
		return d
	}
	for _, p := range programs {
		d.Languages = append(d.Languages, p.language)
	}
	d.Draw = func(ctx context.Context, language, source string) ([]byte, error) {
		i := slices.IndexFunc(programs, func(p Program) bool { return p.language == language })
		return draw(ctx, programs[i].command, source)
	}
	return d
}

// draw runs a program.
func draw(ctx context.Context, command []string, source string) ([]byte, error) {
	limited, cancel := context.WithTimeout(ctx, diagramTimeout)
	defer cancel()
	cmd := exec.CommandContext(limited, command[0], command[1:]...)
	cmd.WaitDelay = time.Second
	cmd.Stdin = strings.NewReader(source)
	out, said := &limitedBuffer{limit: diagramBytes, stop: cancel}, &limitedBuffer{limit: 4 << 10}
	cmd.Stdout, cmd.Stderr = out, said
	err := cmd.Run()
	switch {
	case out.over:
		return nil, fmt.Errorf("%s writes more than %d bytes", command[0], diagramBytes)
	case errors.Is(limited.Err(), context.DeadlineExceeded):
		return nil, fmt.Errorf("%s takes longer than %v", command[0], diagramTimeout)
	case err != nil:
		var exit *exec.ExitError
		if line := lastLine(said.String()); errors.As(err, &exit) && line != "" {
			return nil, fmt.Errorf("%s: %s", command[0], line)
		}
		if errors.Is(err, exec.ErrNotFound) {
			return nil, fmt.Errorf("there is no program %q", command[0])
		}
		return nil, fmt.Errorf("%s: %v", command[0], err)
	}
	return out.Bytes(), nil
}

// A limitedBuffer keeps what is written to it up to a limit. Past that it takes and drops it, and calls stop.
type limitedBuffer struct {
	bytes.Buffer
	limit int
	over  bool
	stop  func() // nil: what is over is dropped
}

func (b *limitedBuffer) Write(p []byte) (int, error) {
	if room := b.limit - b.Len(); len(p) > room {
		b.over = true
		b.Buffer.Write(p[:max(0, room)])
		if b.stop != nil {
			b.stop()
		}
		return len(p), nil
	}
	return b.Buffer.Write(p)
}

// lastLine is the last line of a text that has words, shortened and without control characters.
func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	line := strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f || r == '\uFFFD' {
			return -1
		}
		return r
	}, strings.TrimSpace(lines[len(lines)-1]))
	if r := []rune(line); len(r) > 200 {
		line = string(r[:200]) + "…"
	}
	return line
}
