package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"platen/cmd/platen/internal/record"
	"platen/writers/output"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"platen": func() { os.Exit(Main()) }})
}

// TestScript runs the command from outside: testdata/script/*.txt. $MANUAL is the manual's folder, $ACTION the action for GitHub.
func TestScript(t *testing.T) {
	manual, err := filepath.Abs("../../testdata/manual")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := filepath.Abs("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	fontFile, err := filepath.Abs("../../writers/pdf/internal/typeset/testdata/cubic.otf") // has 一 and 二
	if err != nil {
		t.Fatal(err)
	}
	actionFile, err := filepath.Abs("../../.ci/action/action.yml")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("MANUAL", manual)
			e.Setenv("README", readme)
			e.Setenv("ACTION", actionFile)
			e.Setenv("FONTFILE", fontFile)
			e.Setenv("XDG_CACHE_HOME", filepath.Join(e.WorkDir, ".cache"))
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"exits": exits, "copytree": copyTree, "forge": forge, "many": manyPages, "files": files, "equal": equal, "fifo": makeFIFO, "name": makeName,
			"readmeLines": readmeLines, "validSARIF": validSARIF, "validJUnit": validJUnit, "consoleSample": consoleSample, "age": age, "written": writtenSince, "sample": sample, "edit": edit, "damage": damage, "pack": pack, "unpack": unpack, "waitfor": waitFor, "waitgone": waitGone, "recipe": recipe, "indexedJob": indexedJob, "action": action},
		UpdateScripts:       *update,
		RequireUniqueNames:  true,
		RequireExplicitExec: true,
	})
}

// exits runs a command and expects an exit code: exits 3 platen check guide.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG ...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var code *exec.ExitError
		if !errors.As(err, &code) {
			ts.Fatalf("%v", err)
		}
		got = code.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// files expects a folder to hold just these files, hidden ones included but for the manifest of the outputs:
// files out a.html sub/b.html.
func files(ts *testscript.TestScript, neg bool, args []string) {
	dir := ts.MkAbs(args[0])
	var got []string
	ts.Check(filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && d.Name() != output.ManifestName {
			rel, _ := filepath.Rel(dir, p)
			got = append(got, filepath.ToSlash(rel))
		}
		return err
	}))
	want := slices.Clone(args[1:])
	slices.Sort(want)
	slices.Sort(got)
	if slices.Equal(got, want) == neg {
		ts.Fatalf("%s holds %q", args[0], got)
	}
}

// equal expects two folders to hold the same files with the same bytes, but for the manifests of the outputs.
func equal(ts *testscript.TestScript, neg bool, args []string) {
	read := func(dir string) map[string]string {
		m := map[string]string{}
		dir = ts.MkAbs(dir)
		ts.Check(filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || d.Name() == output.ManifestName {
				return err
			}
			data, err := os.ReadFile(p)
			rel, _ := filepath.Rel(dir, p)
			m[rel] = string(data)
			return err
		}))
		return m
	}
	if maps.Equal(read(args[0]), read(args[1])) == neg {
		ts.Fatalf("%s and %s compared", args[0], args[1])
	}
}

// makeName writes a file whose name is a quoted Go string, for names that scripts cannot spell.
func makeName(ts *testscript.TestScript, neg bool, args []string) {
	name, err := strconv.Unquote(`"` + args[0] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(name), []byte("# A page\n"), 0o666))
}

// copyTree copies a folder: copytree home before.
func copyTree(ts *testscript.TestScript, neg bool, args []string) {
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(ts.MkAbs(args[0]))))
}

// forge writes a manifest that says that a format has made a file of the folder: forge out html mine.txt.
func forge(ts *testscript.TestScript, neg bool, args []string) {
	data, err := os.ReadFile(filepath.Join(ts.MkAbs(args[0]), args[2]))
	ts.Check(err)
	text := "platen-manifest 1\n" + args[1] + " " + record.SumText(sha256.Sum256(data)) + " " + args[2] + "\nfolder empty\n"
	ts.Check(os.WriteFile(filepath.Join(ts.MkAbs(args[0]), output.ManifestName), []byte(text), 0o666))
}

// manyPages writes pages into DIR/in, and files in the way of their text into DIR/out: many DIR 30.
func manyPages(ts *testscript.TestScript, neg bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	for i := range n {
		for _, name := range []string{fmt.Sprintf("in/p%d.md", i), fmt.Sprintf("out/p%d.txt", i)} {
			path := filepath.Join(ts.MkAbs(args[0]), name)
			ts.Check(os.MkdirAll(filepath.Dir(path), 0o777))
			ts.Check(os.WriteFile(path, []byte("# "+name+"\n"), 0o666))
		}
	}
}
