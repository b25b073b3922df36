package main

import (
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// readmeLines runs each command of the README's sh blocks in the script's folder, with the platen that is
// tested. The commands that build and test platen itself are left out: they would run this test again.
func readmeLines(ts *testscript.TestScript, neg bool, args []string) {
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	n := 0
	for i, block := range strings.Split(string(data), "```") {
		body, ok := strings.CutPrefix(block, "sh\n")
		if !ok || i%2 == 0 {
			continue
		}
		dir := ""
		for line := range strings.Lines(body) {
			line, _, _ = strings.Cut(strings.TrimSpace(line), "  #")
			switch {
			case line == "", line == "go test ./...", strings.Contains(line, "go build "):
				continue
			case strings.HasPrefix(line, "cd "):
				dir = strings.TrimSpace(line) + " && "
				continue
			}
			line = dir + strings.ReplaceAll(line, "go run ./cmd/platen ", "platen ")
			if err := ts.Exec("sh", "-c", line); err != nil {
				ts.Fatalf("%s: %v", line, err)
			}
			n++
		}
	}
	if n < 10 {
		ts.Fatalf("only %d commands in the README", n)
	}
}

// consoleSample writes the script that the README's console sample is, as files: for each "$ cat NAME" what
// it prints, for each "$ platen …" its diagnostics, and the commands themselves.
func consoleSample(ts *testscript.TestScript, neg bool, args []string) {
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	_, rest, _ := strings.Cut(string(data), "```console\n")
	sample, _, ok := strings.Cut(rest, "```")
	if !ok {
		ts.Fatalf("no console sample in %s", args[0])
	}
	for i, step := range strings.Split("\n"+sample, "\n$ ")[1:] {
		line, want, _ := strings.Cut(step, "\n")
		want = strings.TrimRight(want, "\n") + "\n"
		if name, ok := strings.CutPrefix(line, "cat "); ok && i == 0 {
			ts.Check(os.WriteFile(ts.MkAbs(name), []byte(want), 0o666))
			continue
		}
		ts.Check(ts.Exec("sh", "-c", line+" 2>&1"))
		if got := strings.TrimRight(ts.ReadFile("stdout"), "\n") + "\n"; got != want {
			ts.Fatalf("%s prints\n%s\nand not\n%s", line, got, want)
		}
	}
}
