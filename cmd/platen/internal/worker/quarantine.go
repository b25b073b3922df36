package worker

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
)

// A quarantine knows the jobs that have killed their process or did not end, so that an engine which tries again and again
// gets its answer at once. The zero value forgets them with the worker.
type quarantine struct {
	file string
	why  map[string]string // by the keys of jobs
}

// A held job, as the file has it.
type heldJob struct {
	Key   string `json:"key"`
	ID    string `json:"id"`
	Guide string `json:"guide"`
	Why   string `json:"why"`
}

// open reads the file; one that is not there holds nothing. Lines that are none of ours are passed over.
func (q *quarantine) open(file string) error {
	q.file, q.why = file, map[string]string{}
	if file == "" {
		return nil
	}
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return options.NotThere(file, err)
	}
	for line := range bytes.Lines(data) {
		var h heldJob
		if json.Unmarshal(line, &h) == nil && h.Key != "" {
			q.why[h.Key] = h.Why
		}
	}
	return nil
}

// holds says why a job is not run, "" for one that is.
func (q *quarantine) holds(key string) string {
	why, ok := q.why[key]
	if !ok {
		return ""
	}
	return "it is in quarantine: " + why
}

// add takes a job in. Several workers may write to one file at the same time: a line is one write.
func (q *quarantine) add(j *Job, why string) error {
	q.why[j.key()] = why
	if q.file == "" {
		return nil
	}
	f, err := os.OpenFile(q.file, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(report.JSONLine(heldJob{j.key(), j.ID, j.Guide, why}))
	return errors.Join(err, f.Close())
}
