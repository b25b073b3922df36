package main

import (
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"go.yaml.in/yaml/v3"
)

// fenced returns the code blocks of a page in a language, in their order.
func fenced(page, lang string) []string {
	var blocks []string
	for i, block := range strings.Split("\n"+page, "\n```") {
		if body, ok := strings.CutPrefix(block, lang+"\n"); ok && i%2 == 1 {
			blocks = append(blocks, body+"\n")
		}
	}
	return blocks
}

// commandsOf returns the platen commands of a recipe, as they are written there.
func commandsOf(block string) []string {
	var commands []string
	for line := range strings.Lines(block) {
		line = strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(line), "- "), "run: ")
		if strings.HasPrefix(line, "platen ") {
			commands = append(commands, line)
		}
	}
	return commands
}

// sectionOf returns a text up to the next heading.
func sectionOf(text string) string {
	text, _, _ = strings.Cut(text, "\n## ")
	text, _, _ = strings.Cut(text, "\n### ")
	return text
}

// action runs the steps of a GitHub action that are scripts, but for the one that builds platen, as the runner does: their
// inputs are the defaults and NAME=VALUE: action FILE check=docs.
func action(ts *testscript.TestScript, neg bool, args []string) {
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	var a struct {
		Inputs map[string]struct{ Default string }
		Runs   struct {
			Using string
			Steps []struct {
				Name, If, Shell, Run string
				Env                  map[string]string
			}
		}
	}
	ts.Check(yaml.Unmarshal(data, &a))
	inputs := map[string]string{}
	for name, in := range a.Inputs {
		inputs[name] = in.Default
	}
	for _, arg := range args[1:] {
		name, value, _ := strings.Cut(arg, "=")
		if _, known := inputs[name]; !known {
			ts.Fatalf("the action has no input %s", name)
		}
		inputs[name] = value
	}
	for _, s := range a.Runs.Steps {
		if name, _, ok := strings.Cut(strings.TrimPrefix(s.If, "inputs."), " != ''"); s.Run == "" || s.Name == "Build platen" || ok && inputs[name] == "" {
			continue
		}
		if s.Shell != "bash" || strings.Contains(s.Run, "${{") || a.Runs.Using != "composite" {
			ts.Fatalf("the step %s is no script of bash with its inputs in the environment", s.Name)
		}
		script := "set -eo pipefail\n"
		for name, value := range s.Env {
			in := strings.TrimSuffix(strings.TrimPrefix(value, "${{ inputs."), " }}")
			script += "export " + name + "='" + strings.ReplaceAll(inputs[in], "'", `'\''`) + "'\n"
		}
		if err := ts.Exec("bash", "-c", script+s.Run); (err != nil) != neg {
			ts.Fatalf("%s: %v", s.Name, err)
		}
	}
}

// indexedJob does what the pods of a Kubernetes Indexed Job in the manual would do, one after another, in the script's
// folder in place of the volume: indexedJob PAGE ANCHOR.
func indexedJob(ts *testscript.TestScript, neg bool, args []string) {
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	_, section, _ := strings.Cut(string(data), `<a name="`+args[1]+`"></a>`)
	var job struct {
		Kind string
		Spec struct {
			CompletionMode string `yaml:"completionMode"`
			Completions    int
			Template       struct {
				Spec struct {
					Containers []struct{ Args []string }
				}
			}
		}
	}
	ts.Check(yaml.Unmarshal([]byte(fenced(sectionOf(section), "yaml")[0]), &job))
	if job.Kind != "Job" || job.Spec.CompletionMode != "Indexed" || job.Spec.Completions < 2 {
		ts.Fatalf("no Indexed Job: %+v", job)
	}
	for i := range job.Spec.Completions {
		var line []string
		for _, a := range job.Spec.Template.Spec.Containers[0].Args {
			a = strings.ReplaceAll(a, "$(JOB_COMPLETION_INDEX)", strconv.Itoa(i))
			line = append(line, strings.ReplaceAll(a, "/data/", ts.MkAbs(".")+"/"))
		}
		ts.Check(ts.Exec("platen", line...))
	}
}

// recipe runs the platen commands of the manual's recipe at an anchor, in the script's folder, as they are
// written: recipe PAGE github. With a file name the first block is written there instead: recipe PAGE make Makefile.
func recipe(ts *testscript.TestScript, neg bool, args []string) {
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	_, section, ok := strings.Cut(string(data), `<a name="`+args[1]+`"></a>`)
	if !ok {
		ts.Fatalf("no recipe %s", args[1])
	}
	section = sectionOf(section)
	var blocks []string
	for _, lang := range []string{"yaml", "make", "sh", "dockerfile"} {
		blocks = append(blocks, fenced(section, lang)...)
	}
	if len(blocks) == 0 {
		ts.Fatalf("no code in the recipe %s", args[1])
	}
	if len(args) == 3 {
		ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(blocks[0]), 0o777))
		return
	}
	n := 0
	for _, b := range blocks {
		for _, line := range commandsOf(b) {
			n++
			if err := ts.Exec("sh", "-c", line); (err != nil) != neg {
				ts.Fatalf("%s: %v", line, err)
			}
		}
	}
	if n == 0 {
		ts.Fatalf("no platen command in the recipe %s", args[1])
	}
}
