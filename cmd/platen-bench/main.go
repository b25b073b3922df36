// Command platen-bench measures platen on a guide:
//
//	go run ./cmd/platen-bench GUIDE
//
// Each job is a whole process. Its CPU time, user and system, is printed as a multiple of G: the CPU time of
// a process in which goldmark alone parses the guide's pages as GFM and renders them to HTML, one after the
// other. Memory is the peak of the resident set. Each figure is the minimum of the rounds, and every round
// runs every job, so that a busy machine slows all of them alike.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

func main() {
	rounds := flag.Int("n", 5, "rounds; the minimum counts")
	binary := flag.String("platen", "", "platen binary; built when empty")
	only := flag.String("jobs", "", "names of the jobs to run, with commas; all when empty")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: platen-bench [-n ROUNDS] [-platen BINARY] [-jobs NAME,…] GUIDE")
		flag.PrintDefaults()
	}
	if len(os.Args) == 3 && os.Args[1] == unitFlag {
		exit(goldmarkAlone(os.Args[2]))
	}
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	exit(run(flag.Arg(0), *binary, *only, *rounds))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "platen-bench:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// unitFlag makes the process do what G is measured on. It is for platen-bench itself.
const unitFlag = "--goldmark-alone"

// goldmarkAlone parses and renders every Markdown file under dir.
func goldmarkAlone(dir string) error {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	var out bytes.Buffer
	return pages(dir, func(path string) error {
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		out.Reset()
		return md.Convert(src, &out)
	})
}

// pages calls f for every Markdown file under dir.
func pages(dir string, f func(path string) error) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.ToLower(filepath.Ext(path)) != ".md" {
			return err
		}
		return f(path)
	})
}

// A job is one process to measure.
type job struct {
	name   string
	budget float64 // in G; 0: none, or milliseconds for the start-up
	args   []string
	keep   bool // the output of the job before is still there
	warm   bool // the same command runs once before, unmeasured
}

// jobs returns what is measured. %out is the output folder, %guide the guide, %page a page of it.
func jobs() []job {
	return []job{
		{name: "check", budget: 2, args: []string{"check", "-q", "%guide"}},
		{name: "html", budget: 3, args: []string{"-q", "%guide", "-o", "%out/", "-t", "html"}},
		{name: "html again", budget: 0, args: []string{"-q", "%guide", "-o", "%out/", "-t", "html"}, keep: true},
		{name: "text", budget: 3, args: []string{"-q", "%guide", "-o", "%out/", "-t", "text"}},
		{name: "dita", budget: 4, args: []string{"-q", "%guide", "-o", "%out/", "-t", "dita"}},
		{name: "epub", budget: 2.6, args: []string{"-q", "%guide", "-o", "%out/", "-t", "epub"}},
		{name: "json", budget: 3, args: []string{"-q", "%guide", "-o", "%out.json"}},
		{name: "markdown", budget: 3, args: []string{"-q", "%guide", "-o", "%out/", "-t", "markdown"}},
		{name: "pdf", budget: 16, args: []string{"-q", "%guide", "-o", "%out/", "-t", "pdf"}},
		{name: "all", budget: 22, args: []string{"-q", "%guide", "-o", "%out/", "-t", "%formats"}},
		{name: "second run", budget: 1, args: []string{"-q", "%guide", "-o", "%out/", "-t", "%formats", "--cache", "%out-cache"}, warm: true},
		{name: "version", args: []string{"--version"}},
		{name: "one page", args: []string{"-q", "%page", "-o", "%out.html"}},
	}
}

// A figure is the least that a job took.
type figure struct {
	cpu time.Duration
	rss int64 // bytes
}

func (f *figure) least(cpu time.Duration, rss int64) {
	if f.cpu == 0 || cpu < f.cpu {
		f.cpu = cpu
	}
	if f.rss == 0 || rss < f.rss {
		f.rss = rss
	}
}

func run(guide, binary, only string, rounds int) error {
	temp, err := os.MkdirTemp("", "platen-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	if binary == "" {
		binary = filepath.Join(temp, "platen")
		if out, err := exec.Command("go", "build", "-o", binary, "platen/cmd/platen").CombinedOutput(); err != nil {
			return fmt.Errorf("go build: %w\n%s", err, out)
		}
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	b := bench{guide: guide, binary: binary, temp: temp}
	if b.formats, err = formatsOf(binary); err != nil {
		return err
	}
	if err := b.look(); err != nil {
		return err
	}
	b.choose(only)
	for round := range rounds {
		if err := measure(&b.unit, self, []string{unitFlag, guide}); err != nil {
			return err
		}
		if err := b.round(round); err != nil {
			return err
		}
	}
	fmt.Printf("%s: %d pages, %.1f MB; minimum of %d\n", guide, b.pages, float64(b.bytes)/1e6, rounds)
	return b.print()
}

// A bench measures jobs on one guide.
type bench struct {
	guide, binary string
	temp          string // folder of all outputs
	formats       []string

	pages int
	bytes int64  // of all pages
	page  string // the one of the job for a page

	jobs    []job
	figures []figure // of the jobs
	unit    figure   // G
	out     string   // output folder of the last job: never used twice, and nothing is deleted meanwhile, as ext4 looks for names in what was just deleted
}

// look counts the guide's pages and chooses one.
func (b *bench) look() error {
	err := pages(b.guide, func(path string) error {
		info, err := os.Stat(path)
		if err == nil {
			b.bytes += info.Size()
		}
		if b.pages++; b.page == "" || filepath.Base(path) == "security.md" {
			b.page = path
		}
		return err
	})
	if err == nil && b.pages == 0 {
		err = errors.New(b.guide + ": no Markdown file in it")
	}
	return err
}

// choose takes the jobs that are wanted, whose formats the binary has.
func (b *bench) choose(only string) {
	for _, j := range jobs() {
		if only != "" && !slices.Contains(strings.Split(only, ","), j.name) {
			continue
		}
		if needs := formatIn(j); needs == "" || slices.Contains(b.formats, needs) {
			b.jobs = append(b.jobs, j)
		}
	}
	b.figures = make([]figure, len(b.jobs))
}

// round measures each job once.
func (b *bench) round(round int) error {
	for i, j := range b.jobs {
		if !j.keep {
			b.out = filepath.Join(b.temp, fmt.Sprintf("out%d-%d", round, i))
		}
		var args []string
		fill := strings.NewReplacer("%guide", b.guide, "%out", b.out, "%page", b.page, "%formats", strings.Join(b.formats, ","))
		for _, a := range j.args {
			args = append(args, fill.Replace(a))
		}
		if !slices.Contains(args, "--cache") && slices.Contains(args, "-o") {
			args = append(args, "--no-cache")
		}
		if j.warm {
			if err := measure(&figure{}, b.binary, args); err != nil {
				return fmt.Errorf("%s: %w", j.name, err)
			}
		}
		if err := measure(&b.figures[i], b.binary, args); err != nil {
			return fmt.Errorf("%s: %w", j.name, err)
		}
	}
	return nil
}

// print prints the table.
func (b *bench) print() error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "job\tG\tbudget\tCPU ms\tpeak MB\t\n")
	row := func(name string, f figure, budget string) {
		fmt.Fprintf(w, "%s\t%.2f\t%s\t%.1f\t%.0f\t\n", name, f.cpu.Seconds()/b.unit.cpu.Seconds(), budget, f.cpu.Seconds()*1000, float64(f.rss)/1e6)
	}
	row("goldmark alone", b.unit, "")
	for i, j := range b.jobs {
		budget := ""
		if j.budget > 0 {
			budget = fmt.Sprintf("%g", j.budget)
		}
		row(j.name, b.figures[i], budget)
	}
	return w.Flush()
}

// measure runs one process. Diagnostics of the guide (exit code 3) and failed pages (1) do not matter here.
func measure(f *figure, name string, args []string) error {
	cmd := exec.Command(name, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	err := cmd.Run()
	var code *exec.ExitError
	if errors.As(err, &code) && (code.ExitCode() == 1 || code.ExitCode() == 3) && !bytes.Contains(stderr.Bytes(), []byte("platen-bench:")) {
		err = nil
	}
	if err != nil {
		return fmt.Errorf("%w\n%s", err, stderr.Bytes())
	}
	f.least(cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime(), peak(cmd.ProcessState))
	return nil
}

// formatsOf asks the binary for its formats.
func formatsOf(binary string) ([]string, error) {
	out, err := exec.Command(binary, "list", "formats").Output()
	var names []string
	for line := range strings.Lines(string(out)) {
		if name, _, _ := strings.Cut(line, " "); name != "" && name != "ansi" {
			names = append(names, name)
		}
	}
	return names, err
}

// formatIn returns the format that the job makes, "" when it is any.
func formatIn(j job) string {
	for i, a := range j.args {
		if a == "-t" && j.args[i+1] != "%formats" {
			return j.args[i+1]
		}
	}
	return ""
}
