package run

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"platen/cmd/platen/internal/input"
	"platen/cmd/platen/internal/report"
	"platen/convert/tree"
	"platen/writers/output"
)

// refusal is the finding about a file that does not come out.
func refusal(path string, r *output.Refusal) tree.Diag {
	d := tree.Diag{Path: input.OutputMark + path, Severity: tree.Error, Code: tree.WriteFailed, Msg: "the file cannot be written: " + r.Why, Hint: r.Hint}
	if r.Clash {
		d.Code = tree.Clash
	}
	return d
}

// madeFiles are the files that were made of one input. It is safe for concurrent use.
type madeFiles struct {
	mu      sync.Mutex
	files   []output.File
	refused int          // files in the way of outputs
	hold    *output.Hold // keeps them back until all are complete; nil does not
	paper   paper
}

// maxRefused is how many files in the way of outputs are named: of a guide that was made on another computer all are.
const maxRefused = 20

// refuse counts a file in the way of an output.
func (m *madeFiles) refuse() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.refused++
	return m.refused
}

// more is the finding about the files in the way that are not named, nil for none.
func (m *madeFiles) more(dir string) *tree.Diag {
	if m.refused <= maxRefused {
		return nil
	}
	return &tree.Diag{Path: input.OutputMark + dir, Severity: tree.Error, Code: tree.WriteFailed, Msg: fmt.Sprintf("%d more files are in the way of outputs, and they are kept", m.refused-maxRefused),
		Hint: "--force replaces those that it may"}
}

// settle lets the files that were held back appear, or none of them when one lacks something. o is what became of the
// input so far.
func (m *madeFiles) settle(o *report.Outcome) {
	switch {
	case m.hold == nil:
	case o.Err != nil:
		m.hold.Drop()
	case o.Incomplete():
		m.hold.Drop()
		o.Err = &report.Stopped{Problems: []report.Problem{{Code: tree.WriteFailed, File: o.In.Named(), Msg: o.In.Named() + ": nothing of it is written, as it would lack something"}}}
	default:
		if err := m.hold.Appear(); err != nil {
			o.Err = writeError(err)
		}
	}
}

func (m *madeFiles) add(f output.File) {
	m.mu.Lock()
	m.files = append(m.files, f)
	m.mu.Unlock()
}

// eachError returns the errors that were joined.
func eachError(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var all []error
	for _, err := range joined.Unwrap() {
		all = append(all, eachError(err)...)
	}
	return all
}

// writeError returns what stopped the writers, in the user's words.
func writeError(err error) error {
	if err == nil {
		return nil
	}
	s := &report.Stopped{}
	for _, err := range eachError(err) {
		var file *fs.PathError
		if errors.As(err, &file) {
			s.Problems = append(s.Problems, report.NotWritten(file.Path, err))
			continue
		}
		var over *budgetError
		if errors.As(err, &over) {
			s.Problems = append(s.Problems, report.Problem{Code: tree.LimitHit, File: over.guide, Msg: over.Error() + " (--limit-output-" + over.what + ")"})
			continue
		}
		p := report.ProblemOf(err)
		if p.Trace == "" {
			p.Code = tree.WriteFailed
		}
		s.Problems = append(s.Problems, p)
	}
	return s
}
