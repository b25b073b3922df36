package options

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// runProgram runs a program, without a shell, with input on its standard input and env beside platen's own environment,
// and returns what it writes to standard output: it may take so long, and write so many bytes. An error says what the
// program said last.
func runProgram(ctx context.Context, command []string, input []byte, env []string, most time.Duration, size int) ([]byte, error) {
	limited, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	cmd := exec.CommandContext(limited, command[0], command[1:]...)
	cmd.WaitDelay = time.Second
	cmd.Stdin = bytes.NewReader(input)
	cmd.Env = append(os.Environ(), env...)
	out, said := &limitedBuffer{limit: size, stop: cancel}, &limitedBuffer{limit: 64 << 10}
	cmd.Stdout, cmd.Stderr = out, said
	err := cmd.Run()
	switch {
	case out.over:
		return nil, fmt.Errorf("%s writes more than %d bytes", command[0], size)
	case errors.Is(limited.Err(), context.DeadlineExceeded):
		return nil, fmt.Errorf("%s takes longer than %v", command[0], most)
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return nil, fmt.Errorf("there is no program %q", command[0])
	case err != nil:
		var exit *exec.ExitError
		if line := lastLine(said.String()); errors.As(err, &exit) && line != "" {
			return nil, fmt.Errorf("%s: %s", command[0], line)
		}
		return nil, fmt.Errorf("%s: %v", command[0], err)
	}
	return out.Bytes(), nil
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
