//go:build !race

package run

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"
	"text/template"
	"time"

	"golang.org/x/tools/txtar"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
)

// A family is a source that can be made of any size: a page or a guide of one kind of part, as often as is asked for.
//
// Families stand in testdata/growth/*.txt, each behind a line "== NAME TIMES FLAG …". Its files are templates with ‹ and ›:
// ‹range n 2› repeats what stands up to ‹end› half as often as is asked for, with its number as ‹.›, and ‹times "[" 1› is a
// text so often. A file whose name has # is there many times, with its number in both. TIMES is how often the smaller size
// of the ordinary tests has the parts.
type family struct {
	name  string
	times int
	flags []string
	files []txtar.File
}

// growthFamilies returns all families: those of testdata/growth, and each extension's sample many times over in one page.
func growthFamilies(t *testing.T) []family {
	t.Helper()
	var all []family
	lists, err := filepath.Glob("testdata/growth/*.txt")
	if err != nil || len(lists) == 0 {
		t.Fatal("no families", err)
	}
	for _, file := range lists {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split("\n"+string(data), "\n== ")[1:] {
			head, body, _ := strings.Cut(part, "\n")
			words := strings.Fields(head)
			times, err := strconv.Atoi(words[1])
			if err != nil {
				t.Fatalf("%s: == %s", file, head)
			}
			all = append(all, family{words[0], times, words[2:], txtar.Parse([]byte(body + "\n")).Files})
		}
	}
	samples, err := filepath.Glob("../../../../convert/markdown/testdata/ext/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range samples {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		f := family{name: "ext/" + strings.TrimSuffix(filepath.Base(file), ".txt"), flags: []string{"-f", strings.TrimSpace(string(a.Comment))}}
		for _, part := range a.Files {
			switch part.Name {
			case "tree", "diag":
				continue
			case "input.md":
				f.times = max(3000/len(part.Data), 2)
				part.Data = []byte("‹range n 1›" + string(part.Data) + "\n‹end›")
			}
			f.files = append(f.files, part)
		}
		all = append(all, f)
	}
	return all
}

// write makes the source of this size in a folder, and returns what platen is to convert and how many bytes it has.
func (f *family) write(t *testing.T, dir string, size int) (input string, bytes int) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	number := func(per int) (list []int) {
		for i := range max(size/max(per, 1), 1) {
			list = append(list, i)
		}
		return list
	}
	funcs := template.FuncMap{"n": number, "times": func(s string, per int) string { return strings.Repeat(s, len(number(per))) }, "add": func(a, b int) int { return a + b }, "mod": func(a, b int) int { return a % b }}
	put := func(name, text string, i int) {
		tmpl, err := template.New(f.name).Delims("‹", "›").Funcs(funcs).Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := tmpl.Execute(&out, i); err != nil {
			t.Fatal(err)
		}
		name = filepath.Join(dir, filepath.FromSlash(strings.ReplaceAll(name, "#", strconv.Itoa(i))))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		bytes += out.Len()
	}
	for _, file := range f.files {
		if !strings.Contains(file.Name, "#") {
			put(file.Name, string(file.Data), 0)
			continue
		}
		for _, i := range number(1) {
			put(file.Name, string(file.Data), i)
		}
	}
	if first := f.files[0].Name; len(f.files) == 1 && !strings.Contains(first, "#") || first == "input.md" {
		return filepath.Join(dir, f.files[0].Name), bytes
	}
	return dir, bytes
}

// growthForms are what is made of each family.
var growthForms = [][]string{{"check"}, {"html"}, {"text"}, {"dita"}, {"epub"}, {"json"}, {"markdown"}, {"pdf"}, {"html", "--ledger"}, {"dita", "--ledger"}, {"text", "--ledger"}, {"pdf", "--ledger"}}

// line is the command line that makes one form of an input.
func growthLine(form, flags []string, input, out string) []string {
	if form[0] == "check" {
		return slices.Concat([]string{"check", "--no-config"}, checkFlags(flags), []string{input})
	}
	return slices.Concat([]string{"-q", "--no-config", "--no-cache", "-t", form[0], "-o", out + "/"}, form[1:], flags, []string{input})
}

// checkFlags leaves out flags that check does not have.
func checkFlags(flags []string) []string {
	if i := slices.Index(flags, "-f"); i >= 0 {
		return flags[i : i+2]
	}
	return nil
}

// mostGrowth is how many times as much twice the source may cost.
const mostGrowth = 2.3

// TestGrowth, which is left out where the race detector adds allocations of its own, converts a small source of each family and one of twice its size: the second allocates at most 2.3 times the
// bytes, or a limit cuts it with a diagnostic. Each family comes out in two forms, another pair each, so that all forms are
// tried by many; PLATEN_GROWTH=20 makes the sources 20 times as large, in processes of their own and in all forms, and prints
// a table of bytes, processor time and memory.
func TestGrowth(t *testing.T) {
	families := growthFamilies(t)
	if len(families) < 150 {
		t.Errorf("%d families", len(families))
	}
	if s := os.Getenv("PLATEN_GROWTH"); s != "" {
		growthTable(t, families, s)
		return
	}
	dir := t.TempDir()
	var said bytes.Buffer
	allocated := func(line []string) (uint64, int) {
		var before, after runtime.MemStats
		said.Reset()
		runtime.ReadMemStats(&before)
		o, name, args, err := options.Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		env := Env{Stdout: io.Discard, Stderr: &said, Getenv: func(string) string { return "" }, Now: time.Now, Folders: &Folders{}}
		exit := Run(t.Context(), env, Request{Command: name, Args: args, Line: line, Options: o}).Exit
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc, exit
	}
	for i, f := range families {
		for _, form := range [][]string{growthForms[i%7], growthForms[(i+3)%7]} {
			var cost [2]uint64
			exit := 0
			for try := range 4 { // a pool that the collector emptied in between is filled anew, and a first use is dear
				for k := range cost {
					input, _ := f.write(t, filepath.Join(dir, "in"), f.times<<k)
					bytes, e := allocated(growthLine(form, f.flags, input, filepath.Join(dir, "out")))
					if exit = e; try == 0 || bytes < cost[k] {
						cost[k] = bytes
					}
				}
				if float64(cost[1]) <= mostGrowth*float64(cost[0]) {
					break
				}
			}
			if exit == report.ExitUsage || exit == report.ExitFailed && !strings.Contains(said.String(), "error: ") {
				t.Errorf("%s as %s: nothing came of it: %.300s", f.name, form[0], said.String())
			}
			if float64(cost[1]) > mostGrowth*float64(cost[0]) {
				t.Errorf("%s as %s: %d parts allocate %d bytes, %d parts %d: %.2f times as much", f.name, form[0], f.times, cost[0], 2*f.times, cost[1], float64(cost[1])/float64(cost[0]))
			}
		}
	}
}

// growthTable prints what each family costs in each form at a size and at twice that. Times count from 30 ms on, the least
// of three. The flag -v of the test shows it; a form of a page that a limit cuts is left out, and marked with its code.
func growthTable(t *testing.T, families []family, s string) {
	factor, err := strconv.Atoi(s)
	if err != nil || factor < 1 {
		t.Fatalf("PLATEN_GROWTH=%s is no number", s)
	}
	only := os.Getenv("PLATEN_GROWTH_ONLY")
	dir := t.TempDir()
	bin := filepath.Join(dir, "platen")
	if out, err := exec.Command("go", "build", "-o", bin, "../..").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 1, ' ', 0)
	fmt.Fprintln(w, "family\tform\tbytes\tCPU s\t×\tMiB\t×\t")
	judged, cut := 0, 0
	for _, f := range families {
		if only != "" && !strings.Contains(f.name, only) {
			continue
		}
		for _, form := range growthForms {
			var cpu [2]time.Duration
			var mem [2]int64
			limited, size := "", 0
			for k := range cpu {
				var input string
				input, size = f.write(t, filepath.Join(dir, "in"), f.times*factor<<k)
				for try := range 3 {
					c, m, said := measured(t, bin, growthLine(form, f.flags, input, filepath.Join(dir, "out")))
					if strings.Contains(said, "[limit]") || strings.Contains(said, "--limit-") {
						limited = "limit"
					}
					if try == 0 || c < cpu[k] {
						cpu[k] = c
					}
					if try == 0 || m < mem[k] {
						mem[k] = m
					}
					if cpu[k] < 30*time.Millisecond || k == 1 && float64(cpu[1]) < mostGrowth*float64(cpu[0]) {
						break
					}
				}
			}
			times, more := float64(cpu[1])/float64(cpu[0]), float64(mem[1])/float64(mem[0])
			fmt.Fprintf(w, "%s\t%s\t%d\t%.2f\t%.2f\t%d\t%.2f\t%s\n", f.name, strings.Join(form, ""), size, cpu[1].Seconds(), times, mem[1]>>20, more, limited)
			judged++
			if limited != "" {
				cut++
			} else if cpu[1] >= 60*time.Millisecond && times > mostGrowth || more > mostGrowth {
				w.Flush()
				t.Errorf("%s as %s: twice the source takes %.2f times the time and %.2f times the memory", f.name, strings.Join(form, " "), times, more)
			}
		}
		w.Flush()
	}
	fmt.Printf("%d families, %d rows, %d cut by a limit\n", len(families), judged, cut)
}

// measured runs platen and returns its processor time, the most memory that it had in bytes, and what it said.
func measured(t *testing.T, bin string, line []string) (time.Duration, int64, string) {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin, line...)
	var said bytes.Buffer
	cmd.Stderr, cmd.Stdout = &said, io.Discard
	err := cmd.Run()
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() < 0 || strings.Contains(said.String(), "page-failed") {
		t.Errorf("%s: %v\n%.2000s", strings.Join(line, " "), err, said.String())
		return 1, 1, ""
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peakMemory(cmd.ProcessState), said.String()
}
