package worker

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"platen/cmd/platen/internal/options"
)

// FuzzJob holds that a line is refused, or makes a command line that platen understands, for this guide and output alone;
// and that the answer is one line of JSON.
func FuzzJob(f *testing.F) {
	for _, line := range []string{
		`{"id": "1", "guide": "a", "output": "b/"}`,
		`{"id": "1", "guide": "-v", "output": "--force", "options": {"to": ["html", "text"], "toc": true, "metadata": {"a": 1}}}`,
		`{"id": "1", "guide": "a", "output": "b", "timeout": 1e300}`,
		`{"id": "1", "guide": "a", "output": "b", "options": {"help": true, "css": "x\u0000y"}}`,
		`{"id": {}, "guide": []}`, `[]`, `"`, ``, "{\"id\": \"\xff\"}",
	} {
		f.Add([]byte(line), false)
		f.Add([]byte(line), true)
	}
	f.Fuzz(func(t *testing.T, line []byte, project bool) {
		j, err := parseJob(line, project)
		if err != nil {
			w := &Worker{Options: &options.Options{}}
			r := w.answer(context.Background(), line, false, 1)
			if r.Status != invalid && !project && j.Output == "" {
				t.Errorf("%v is not refused: %s", err, r.Status)
			}
			checkLine(t, r)
			return
		}
		w := &Worker{Options: &options.Options{}}
		if project {
			w.Options.Config = "p.yaml"
		}
		o, cmd, rest, err := options.Parse(w.args(&j, "r.json"))
		if err != nil {
			t.Fatalf("%q: %v", w.args(&j, "r.json"), err)
		}
		want, command := j.Guide, ""
		if project {
			want, command = "p.yaml", "build"
		}
		if cmd != command || len(rest) != 1 || rest[0] != want || o.Output != j.Output {
			t.Errorf("%q is %q of %q to %q", line, cmd, rest, o.Output)
		}
		for name := range o.Given {
			for _, def := range options.Flags() {
				if own := name == "to" || name == "output" || name == "guide" || name == "report"; def.Name == name && def.By != options.ByFound && !own {
					t.Errorf("%q sets %s", line, name)
				}
			}
		}
	})
}

func checkLine(t *testing.T, r *Result) {
	t.Helper()
	line := r.line()
	var back Result
	if err := json.Unmarshal(line, &back); err != nil || bytes.Count(line, []byte("\n")) != 1 {
		t.Errorf("no line of JSON: %v: %q", err, line)
	}
}

// TestLongLine holds that a line without an end is answered and does not stay in memory.
func TestLongLine(t *testing.T) {
	var out bytes.Buffer
	w := &Worker{In: strings.NewReader(strings.Repeat("x", 3*maxLine) + "\n\nx"), Out: &out, Messages: &out, Options: &options.Options{JobTimeout: time.Second}}
	if exit := w.Run(context.Background()); exit != 0 {
		t.Errorf("exit code %d", exit)
	}
	if lines := strings.Split(out.String(), "\n"); len(lines) != 3 || !strings.Contains(lines[0], "more than 1048576 bytes") || !strings.Contains(lines[1], `"line":3`) {
		t.Errorf("answers %q", lines)
	}
}
