package report

import (
	"encoding/base64"
	"encoding/hex"

	"platen/convert/tree"
)

// A document is a report as a .json file has it. Nothing of the report is missing there: reports of parts of a run can be
// put together to that of the whole.
type document struct {
	Tool     string        `json:"tool"`
	Version  string        `json:"version"`
	Shard    string        `json:"shard,omitempty"` // of --shard
	ExitCode int           `json:"exitCode"`
	FailOn   string        `json:"failOn"` // error, warning or never
	Baseline bool          `json:"baseline,omitempty"`
	Summary  summary       `json:"summary"`
	Problems []string      `json:"problems"`
	Notes    []string      `json:"notes,omitempty"`
	Guides   []*bookReport `json:"guides"`
	Outputs  []made        `json:"outputs"`
	Findings []entry       `json:"findings,omitempty"` // about no guide
}

// A summary has the numbers of a run.
type summary struct {
	Guides     int   `json:"guides"`
	Incomplete int   `json:"incomplete"` // guides of which something is missing
	Failed     int   `json:"failed"`     // guides that did not come out
	Pages      int   `json:"pages"`
	Words      int   `json:"words"`
	Links      int   `json:"links"`
	Errors     int   `json:"errors"`
	Warnings   int   `json:"warnings"`
	Infos      int   `json:"infos"`
	Known      int   `json:"known"`
	Outputs    int   `json:"outputs"`
	Bytes      int64 `json:"bytes"`
}

// failNames are the words of --fail-on, by severity.
func failNames() map[tree.Severity]string {
	return map[tree.Severity]string{tree.Error: "error", tree.Warning: "warning", never: "never"}
}

// summary adds up.
func (r *report) summary() (s summary) {
	for _, b := range r.books {
		s.Guides++
		s.Pages += len(b.Pages)
		s.Words += b.Words
		s.Links += b.Links
		switch b.Status {
		case statusIncomplete:
			s.Incomplete++
		case statusFailed:
			s.Failed++
		}
	}
	r.findings(func(_ *bookReport, f *entry) {
		n := max(f.Count, 1)
		switch {
		case f.Excused:
		case f.Known:
			s.Known += n
		case f.Severity == "error":
			s.Errors += n
		case f.Severity == "warning":
			s.Warnings += n
		default:
			s.Infos += n
		}
	})
	for _, o := range r.outputs {
		s.Outputs++
		s.Bytes += o.Size
	}
	return s
}

// json is the report of a .json file.
func (r *report) json() []byte {
	doc := document{Tool: "platen", Version: Version(), Shard: r.shard, ExitCode: r.exit, FailOn: failNames()[r.failOn], Baseline: r.baseline, Summary: r.summary(),
		Problems: append([]string{}, r.problems...), Notes: r.notes, Guides: append([]*bookReport{}, r.books...), Outputs: []made{}, Findings: r.rest}
	for _, o := range r.outputs {
		doc.Outputs = append(doc.Outputs, made{o.Path, o.Size, o.What, o.sum()})
	}
	return indented(doc)
}

// sum is the hash in hexadecimal, as other programs have it.
func (o *Output) sum() string {
	data, err := base64.RawStdEncoding.DecodeString(o.Sum)
	if err != nil {
		return ""
	}
	return hex.EncodeToString(data)
}

// output is the file as a run has it.
func (m *made) output() Output {
	data, err := hex.DecodeString(m.Sum)
	if err != nil {
		data = nil
	}
	return Output{Path: m.Path, What: m.State, Size: m.Bytes, Sum: base64.RawStdEncoding.EncodeToString(data)}
}
