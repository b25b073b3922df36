package options

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// An UsageError is a fault of the command line.
type UsageError struct{ msg, Hint string }

func (e *UsageError) Error() string { return e.msg }

// Wrong returns a fault of the command line.
func Wrong(format string, args ...any) error { return &UsageError{msg: fmt.Sprintf(format, args...)} }

// WrongHint is wrong with a hint for the next line.
func WrongHint(hint, format string, args ...any) error {
	return &UsageError{fmt.Sprintf(format, args...), hint}
}

// A FileError says why a file or folder that was named cannot be read.
type FileError struct{ File, Msg string }

func (e *FileError) Error() string { return e.Msg }

// NotThere says that a file cannot be read; for one that is not there it looks for a similar name.
func NotThere(arg string, err error) error { return &FileError{arg, notThere(arg, err)} }

func notThere(arg string, err error) string {
	if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Sprintf("%s: %v", arg, Cause(err))
	}
	if arg == "" {
		return "the name of an input is empty"
	}
	if strings.Contains(arg, "://") {
		return fmt.Sprintf("%s: platen reads nothing from the network; curl -sSL %[1]s | platen reads what you fetch", arg)
	}
	if to, err := os.Readlink(arg); err == nil {
		return fmt.Sprintf("%s: it is a link to %s, which is not there", arg, to)
	}
	var names []string
	dir, base := filepath.Split(filepath.Clean(arg))
	entries, _ := os.ReadDir(filepath.Join(dir, "."))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if s := Suggest(base, names); s != "" {
		return fmt.Sprintf("%s: no such file or folder; did you mean %s?", arg, filepath.Join(dir, s))
	}
	if s := Suggest(arg, commandNames()); s != "" {
		return fmt.Sprintf("%s: no such file, folder or command; did you mean platen %s?", arg, s)
	}
	if arg == "version" {
		return fmt.Sprintf("%s: no such file, folder or command; did you mean platen --version?", arg)
	}
	return fmt.Sprintf("%s: no such file or folder", arg)
}

// detached looks for a number behind --toc, whose value stands behind an equals sign, where it names no file.
func detached(args, rest []string) error {
	for i := 1; i < len(args) && args[i] != "--"; i++ {
		v := args[i]
		if args[i-1] != "--toc" || len(v) != 1 || v < "0" || v > "9" || !slices.Contains(rest, v) {
			continue
		}
		if _, err := os.Lstat(v); err != nil {
			return WrongHint("did you mean --toc="+v+"?", "%s: no such file or folder, and the value of --toc is behind an equals sign", v)
		}
	}
	return nil
}

// Cause takes the path, which the message has already, off an error.
func Cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// Unknown says that name is none of the known ones.
func Unknown(what, name string, known []string) error {
	if s := Suggest(name, known); s != "" {
		return WrongHint("did you mean "+s+"?", "unknown %s %q", what, name)
	}
	if len(known) > 20 {
		return Wrong("unknown %s %q", what, name)
	}
	return WrongHint("known are: "+strings.Join(known, ", "), "unknown %s %q", what, name)
}
