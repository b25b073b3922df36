package record

import (
	"bytes"
	"debug/elf"
	"os"
	"sync"

	"platen/writers/output"
)

// BuildID returns what tells this program from every other build of it, "" when nothing does.
var BuildID = sync.OnceValue(func() string {
	f, err := os.Open("/proc/self/exe") // the file that runs, also when another has its name by now
	if err != nil {
		name, err := os.Executable()
		if err != nil {
			return ""
		}
		if f, err = os.Open(name); err != nil {
			return ""
		}
	}
	defer f.Close()
	if id := noteOf(f); id != "" {
		return id
	}
	sum, _, err := output.Sum(f)
	if err != nil {
		return ""
	}
	return sum
})

// noteOf returns the build ID that the Go linker has put into an ELF file, which holds a hash of the program.
// It is read in no time, where hashing the whole file would cost more than looking through a guide.
func noteOf(f *os.File) string {
	e, err := elf.NewFile(f)
	if err != nil {
		return ""
	}
	s := e.Section(".note.go.buildid")
	if s == nil {
		return ""
	}
	note, err := s.Data()
	if err != nil || bytes.Count(note, []byte("/")) < 3 { // as go build makes it: action, main, main, content
		return ""
	}
	return string(note)
}
