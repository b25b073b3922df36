// Mutants plants faults in the code, one at a time, and runs the tests that should see each.
//
//	go run ./.ci/mutants [-quick] [-near] [-fit] [-j N] [-shard I/N] [NAME ...]
//
// The tree stays as it is: go test takes the changed file by -overlay, so a fault costs the packages that stand on it
// and no copy. The exit code is 1 when too many faults live, 2 when one does not fit the code or does not compile.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// mayLive is how many faults may live that are of no bound and no limit.
const mayLive = 3

// A fault is lines of one file below a folder, and what stands there in place of them.
type fault struct {
	name     string
	dir      string
	old, new []string
	tests    []string // packages, the nearest first; cmd/platen comes last by itself
	bound    bool     // it moves a bound or a limit: it must not live
	quick    bool

	file string // found by fit
	text []byte
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("mutate: ")
	var (
		quick = flag.Bool("quick", false, "only the quick ones")
		near  = flag.Bool("near", false, "only the tests of the packages that the list names, without those of cmd/platen")
		fit   = flag.Bool("fit", false, "say only whether each still fits the code")
		jobs  = flag.Int("j", 2, "faults at the same time")
		shard = flag.String("shard", "1/1", "I/N: every Nth, from the Ith on")
	)
	flag.Parse()
	faults, err := read(".ci/mutants/faults.txt")
	if err != nil {
		log.Print(err)
		os.Exit(2)
	}
	if err := fitAll(faults); err != nil {
		log.Print(err)
		os.Exit(2)
	}
	var i, n int
	if _, err := fmt.Sscanf(*shard, "%d/%d", &i, &n); err != nil || i < 1 || i > n {
		log.Printf("-shard %s: write it as 2/4", *shard)
		os.Exit(2)
	}
	var chosen []*fault
	for k, f := range faults {
		named := flag.NArg() == 0 || slices.Contains(flag.Args(), f.name)
		if named && (f.quick || !*quick) && k%n == i-1 {
			chosen = append(chosen, f)
		}
	}
	for _, a := range flag.Args() {
		if !slices.ContainsFunc(faults, func(f *fault) bool { return f.name == a }) {
			log.Printf("there is no fault %q", a)
			os.Exit(2)
		}
	}
	if *fit {
		fmt.Printf("%d faults fit\n", len(chosen))
		return
	}
	os.Exit(plant(chosen, *jobs, *near))
}

// plant runs the tests on each fault and prints what became of it. It returns the exit code.
func plant(faults []*fault, jobs int, near bool) int {
	work, err := os.MkdirTemp("", "mutate")
	if err != nil {
		log.Print(err)
		return 2
	}
	defer os.RemoveAll(work)
	var (
		lock  sync.Mutex
		wait  sync.WaitGroup
		next  = make(chan *fault)
		lives []*fault
		bad   int
	)
	for range max(jobs, 1) {
		wait.Go(func() {
			for f := range next {
				begun := time.Now()
				by, err := f.run(work, near)
				lock.Lock()
				switch {
				case err != nil:
					bad++
					fmt.Printf("BAD    %s: %v\n", f.name, err)
				case by == "":
					lives = append(lives, f)
					fmt.Printf("LIVES  %s (%s, %.0f s)\n", f.name, f.file, time.Since(begun).Seconds())
				default:
					fmt.Printf("seen   %s by %s (%.0f s)\n", f.name, by, time.Since(begun).Seconds())
				}
				lock.Unlock()
			}
		})
	}
	for _, f := range faults {
		next <- f
	}
	close(next)
	wait.Wait()
	bounds := 0
	for _, f := range lives {
		if f.bound {
			bounds++
		}
	}
	fmt.Printf("%d faults, %d live, %d of them of a bound or a limit\n", len(faults), len(lives), bounds)
	switch {
	case bad > 0:
		return 2
	case bounds > 0 || len(lives) > mayLive:
		return 1
	}
	return 0
}

// run returns the package whose tests see the fault, with the name of the first test that does, or "".
func (f *fault) run(work string, near bool) (by string, err error) {
	file := filepath.Join(work, f.name+".go")
	if err := os.WriteFile(file, f.text, 0o644); err != nil {
		return "", err
	}
	abs, err := filepath.Abs(f.file)
	if err != nil {
		return "", err
	}
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{abs: file}})
	if err != nil {
		return "", err
	}
	list := filepath.Join(work, f.name+".json")
	if err := os.WriteFile(list, overlay, 0o644); err != nil {
		return "", err
	}
	if out, err := exec.Command("go", "build", "-overlay", list, "./"+filepath.ToSlash(filepath.Dir(f.file))).CombinedOutput(); err != nil {
		return "", fmt.Errorf("it does not compile: %s", out)
	}
	tests := f.tests
	if !near {
		tests = append(slices.Clone(tests), "./cmd/platen")
	}
	for _, p := range tests {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
		cmd := exec.CommandContext(ctx, "go", "test", "-overlay", list, "-vet=off", "-failfast", "-timeout=4m", p)
		cmd.WaitDelay = 10 * time.Second
		out, err := cmd.CombinedOutput()
		cancel()
		var exit *exec.ExitError
		switch {
		case err == nil:
		case bytes.Contains(out, []byte("[build failed]")) || bytes.Contains(out, []byte("[setup failed]")):
			return "", fmt.Errorf("%s: %s", p, out)
		case errors.As(err, &exit) || ctx.Err() != nil:
			return p + " " + firstFailure(string(out)), nil
		default:
			return "", err
		}
	}
	return "", nil
}

func firstFailure(out string) string {
	for line := range strings.Lines(out) {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "--- FAIL: "); ok {
			name, _, _ := strings.Cut(rest, " ")
			return name
		}
		if strings.HasPrefix(line, "panic: ") {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

// read reads the list of faults: "== name [bound] [quick]", the folder, "- " lines that stand there once, "+ " lines
// that come in their place, and "? " the packages whose tests should see it.
func read(name string) ([]*fault, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var faults []*fault
	var f *fault
	names := map[string]bool{}
	for i, line := range strings.Split(string(data), "\n") {
		mark, rest, _ := strings.Cut(line, " ")
		if f == nil && mark != "==" && mark != "" && mark != "#" {
			return nil, fmt.Errorf("%s:%d: a fault begins with ==", name, i+1)
		}
		switch mark {
		case "", "#":
		case "==":
			words := strings.Fields(rest)
			if len(words) == 0 || names[words[0]] {
				return nil, fmt.Errorf("%s:%d: a fault needs a name of its own", name, i+1)
			}
			names[words[0]] = true
			f = &fault{name: words[0], bound: slices.Contains(words[1:], "bound"), quick: slices.Contains(words[1:], "quick")}
			faults = append(faults, f)
		case "@":
			f.dir = rest
		case "-":
			f.old = append(f.old, strings.TrimSpace(rest))
		case "+":
			f.new = append(f.new, strings.TrimSpace(rest))
		case "?":
			f.tests = strings.Fields(rest)
		default:
			return nil, fmt.Errorf("%s:%d: %q is none of == @ - + ?", name, i+1, mark)
		}
	}
	return faults, nil
}

// fitAll finds the file of each fault. Every one that does not fit is named.
func fitAll(faults []*fault) error {
	var errs []error
	for _, f := range faults {
		if err := f.fit(); err != nil {
			errs = append(errs, fmt.Errorf("%s does not fit: %w", f.name, err))
		}
	}
	return errors.Join(errs...)
}

// fit looks for the old lines in the code below the folder, tests apart. They have to stand there exactly once.
func (f *fault) fit() error {
	if f.dir == "" || len(f.old) == 0 {
		return errors.New("it has no folder or no lines")
	}
	found := 0
	err := filepath.WalkDir(f.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		lines := strings.Split(string(data), "\n")
		for i := 0; i+len(f.old) <= len(lines); i++ {
			if !slices.EqualFunc(lines[i:i+len(f.old)], f.old, func(a, b string) bool { return strings.TrimSpace(a) == b }) {
				continue
			}
			found++
			f.file = name
			f.text = []byte(strings.Join(slices.Concat(lines[:i], f.new, lines[i+len(f.old):]), "\n"))
		}
		return nil
	})
	if err == nil && found != 1 {
		err = fmt.Errorf("its lines stand %d times below %s: %s", found, f.dir, strings.Join(f.old, " "))
	}
	return err
}
