package options

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
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
		return runProgram(ctx, programs[i].command, []byte(source), nil, diagramTimeout, diagramBytes)
	}
	return d
}

// maxHashed is how large a file of a command's arguments may be whose bytes are looked at, in bytes.
const maxHashed = 1 << 20

// DrawingKey names a drawing by what makes it: the diagram's source, the command, the program as it is installed, and the
// bytes of files among its arguments, such as settings. ok is false where no program draws the language, or none is there.
func DrawingKey(programs []Program, language, source string) (key [sha256.Size]byte, ok bool) {
	i := slices.IndexFunc(programs, func(p Program) bool { return p.language == language })
	if i < 0 {
		return key, false
	}
	command := programs[i].command
	path, err := exec.LookPath(command[0])
	if err != nil {
		return key, false
	}
	info, err := os.Stat(path)
	if err != nil {
		return key, false
	}
	h := sha256.New()
	fmt.Fprintf(h, "drawing %q %q %q %d %d\n", source, command, path, info.Size(), info.ModTime().UnixNano())
	for _, arg := range command[1:] {
		if info, err := os.Stat(arg); err != nil || !info.Mode().IsRegular() || info.Size() > maxHashed {
			continue
		}
		data, err := os.ReadFile(arg)
		if err != nil {
			return key, false
		}
		fmt.Fprintf(h, "%q %x\n", arg, sha256.Sum256(data))
	}
	return [sha256.Size]byte(h.Sum(nil)), true
}
