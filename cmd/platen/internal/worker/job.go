package worker

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"platen/cmd/platen/internal/options"
)

// maxLine is how many bytes a job may have.
const maxLine = 1 << 20

// A Job is a line of the input.
type Job struct {
	ID      string                     `json:"id"`      // the asker's own; it comes back with the result
	Guide   string                     `json:"guide"`   // a folder, file or archive; with --config what --guide takes
	Output  string                     `json:"output"`  // as -o has it; with --config it may be left out
	Options map[string]json.RawMessage `json:"options"` // by the long names of flags, as in a project file that was only found
	Timeout float64                    `json:"timeout"` // seconds; 0 is the worker's

	args []string // that the options make
}

// parseJob reads a line. The job comes back with its id, as far as it could be read, also with an error.
func parseJob(line []byte, project bool) (Job, error) {
	var j Job
	if !utf8.Valid(line) {
		return j, errors.New("the line is not in UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&j); err != nil {
		return j, fmt.Errorf("the line is no job: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return j, errors.New("the line is no job: there is more behind it")
	}
	switch {
	case j.ID == "":
		return j, errors.New("the job has no id")
	case j.Guide == "":
		return j, errors.New("the job names no guide")
	case j.Guide == "-" || j.Output == "-":
		return j, errors.New("a job reads no standard input and writes no standard output")
	case j.Output == "" && !project:
		return j, errors.New("the job names no output")
	case !(j.Timeout >= 0 && j.Timeout <= maxTimeout.Seconds()):
		return j, fmt.Errorf("a timeout is 0 to %.0f seconds", maxTimeout.Seconds())
	case strings.ContainsRune(j.Guide+j.Output, 0):
		return j, errors.New("a path holds a zero byte")
	}
	var err error
	j.args, err = flagsOf(j.Options)
	return j, err
}

// flagsOf makes options flags of the command line, sorted by their names. What a project file must not say that was only
// found, a job must not either: what runs programs, loosens a limit or writes elsewhere.
func flagsOf(opts map[string]json.RawMessage) (args []string, err error) {
	table := options.Flags()
	for _, name := range slices.Sorted(maps.Keys(opts)) {
		i := slices.IndexFunc(table, func(f options.Flag) bool { return f.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no option %q", name)
		}
		def := &table[i]
		if def.By != options.ByFound && name != "to" {
			return nil, fmt.Errorf("a job must not set %q: it is for the worker's command line", name)
		}
		values, err := valuesOf(opts[name], def)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, v := range values {
			if err := def.Give(&options.Options{}, v); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			args = append(args, "--"+name+"="+v)
		}
	}
	return args, nil
}

// valuesOf returns the values that an option has: one, or those of a list, or KEY=VALUE for each of an object.
func valuesOf(raw json.RawMessage, def *options.Flag) ([]string, error) {
	var v any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case []any:
		if !def.Many {
			return nil, errors.New("it takes one value")
		}
		var list []string
		for _, e := range v {
			s, err := textOf(e, def)
			if err != nil {
				return nil, err
			}
			list = append(list, s)
		}
		return list, nil
	case map[string]any:
		if def.Name != "metadata" && def.Name != "sites" {
			return nil, errors.New("it takes no object")
		}
		var list []string
		for _, key := range slices.Sorted(maps.Keys(v)) {
			s, err := textOf(v[key], def)
			if err != nil {
				return nil, err
			}
			list = append(list, key+"="+s)
		}
		return list, nil
	}
	s, err := textOf(v, def)
	return []string{s}, err
}

// textOf is a value as the command line has it.
func textOf(v any, def *options.Flag) (string, error) {
	switch v := v.(type) {
	case string:
		if strings.ContainsRune(v, 0) {
			return "", errors.New("the value holds a zero byte")
		}
		return v, nil
	case json.Number:
		return v.String(), nil
	case bool:
		if def.Bare != "" && def.Arg != "" { // toc: true
			return map[bool]string{true: def.Bare, false: "0"}[v], nil
		}
		return strconv.FormatBool(v), nil
	}
	return "", errors.New("its value is text, a number, true or false")
}

// key is what the job is known by in the quarantine: what it does, whoever asks for it.
func (j *Job) key() string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %q", j.Guide, j.Output, j.args)
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// limit is how long the job may take.
func (j *Job) limit(most time.Duration) time.Duration {
	if own := time.Duration(j.Timeout * float64(time.Second)); own > 0 && own < most {
		return own
	}
	return most
}
