package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/memfs"
)

func TestMain(m *testing.M) {
	register()
	beam.Init()
	os.Exit(m.Run())
}

// platen builds the program, which is another module.
func platen(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "platen")
	if named := os.Getenv("PLATEN"); named != "" {
		return named
	}
	build := exec.Command("go", "build", "-o", file, "./cmd/platen")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return file
}

// guides writes twenty guides of a project, that link to each other.
func guides(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for i := range n {
		write(fmt.Sprintf("guides/g%02d/index.md", i), fmt.Sprintf("# Guide %d\n\n- [Page](page.md)\n", i))
		write(fmt.Sprintf("guides/g%02d/page.md", i), fmt.Sprintf("# Page of %d\n\nWords. See [the next](../g%02d/page.md#more).\n\n## More\n\n- one\n- two\n", i, (i+1)%n))
	}
	write("platen.yaml", "root: .\noutput: out/\nto: html,text\nguides:\n  - guides/*\n")
	return dir
}

// run runs a program in a folder.
func run(t *testing.T, dir, program string, args ...string) {
	t.Helper()
	c := exec.Command(program, args...)
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s %q: %v\n%s", program, args, err, out)
	}
}

// files reads all files of a folder but the front page, which only a run over all guides makes.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(file string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(file)
		rel, _ := filepath.Rel(dir, file)
		if strings.Contains(rel, string(filepath.Separator)) {
			all[rel] = string(data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// lines returns the lines of the files that a pattern finds.
func lines(t *testing.T, pattern string) (all []string) {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.Split(strings.TrimSpace(string(data)), "\n")...)
	}
	return all
}

// TestSet holds that the guides of a project come out of Prism with the bytes of a plain run, each once.
func TestSet(t *testing.T) {
	program, dir := platen(t), guides(t, 20)
	run(t, dir, program, "build", "--no-cache", "-q")
	if err := os.Rename(filepath.Join(dir, "out"), filepath.Join(dir, "plain")); err != nil {
		t.Fatal(err)
	}
	c := config{Platen: program, Flags: []string{"--no-cache", "-j1"}, Results: filepath.Join(dir, "results"), Shards: 4}
	if err := start(c, "", filepath.Join(dir, "platen.yaml")); err != nil {
		t.Fatal(err)
	}
	want, got := files(t, filepath.Join(dir, "plain")), files(t, filepath.Join(dir, "out"))
	if len(got) < 100 || len(got) != len(want) {
		t.Errorf("%d files, and a plain run makes %d", len(got), len(want))
	}
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s differs", name)
		}
	}
	var ids []string
	for _, line := range lines(t, filepath.Join(dir, "results", "results-*-of-00004.jsonl")) {
		ids = append(ids, idOf(line))
	}
	slices.Sort(ids)
	if len(ids) != 20 || len(slices.Compact(ids)) != 20 || ids[0] != "guides/g00" {
		t.Errorf("results of %q", ids)
	}
}

// TestDeadLetters holds that jobs which come to nothing have their results apart, and keep no others back.
func TestDeadLetters(t *testing.T) {
	program, dir := platen(t), guides(t, 3)
	jobs := filepath.Join(dir, "jobs.jsonl")
	text := fmt.Sprintf(`{"id": "good", "guide": %q, "output": %q}
{"id": "gone", "guide": %q, "output": "x/"}
no job
{"id": "far", "guide": "memfs://nothing.zip", "output": "memfs://nothing-out.zip"}
`, filepath.Join(dir, "guides/g00"), filepath.Join(dir, "out/"), filepath.Join(dir, "guides/none"))
	if err := os.WriteFile(jobs, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	err := start(config{Platen: program, Flags: []string{"--no-cache"}, Results: filepath.Join(dir, "results"), Shards: 2}, jobs, "")
	if err == nil || !strings.Contains(err.Error(), "the dead letters are in") {
		t.Errorf("ended with %v", err)
	}
	if good := lines(t, filepath.Join(dir, "results", "results-*")); len(good) != 1 || idOf(good[0]) != "good" {
		t.Errorf("results %q", good)
	}
	dead := lines(t, filepath.Join(dir, "results", "dead-00000-of-00001.jsonl"))
	if len(dead) != 3 || !strings.Contains(dead[0], `"invalid"`) || idOf(dead[1]) != "far" || idOf(dead[2]) != "gone" {
		t.Errorf("dead letters %q", dead)
	}
}

// TestArchives holds that guides may come from the engine's file systems and go there, an archive each.
func TestArchives(t *testing.T) {
	program := platen(t)
	var guide bytes.Buffer
	z := zip.NewWriter(&guide)
	for name, text := range map[string]string{"index.md": "# A guide\n\n- [Page](page.md)\n", "page.md": "# Page\n\nWords.\n"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(text))
	}
	z.Close()
	memfs.Write("memfs://store/guide.zip", guide.Bytes())
	f := &convertFn{Platen: program, Flags: []string{"--no-cache"}}
	defer f.Teardown()
	line, _ := json.Marshal(job{ID: "1", Guide: "memfs://store/guide.zip", Output: "memfs://store/site.zip"})
	ctx := context.Background()
	result, err := f.do(ctx, string(line))
	if err != nil || !strings.Contains(result, `"status":"ok"`) || !strings.Contains(result, `"path":"memfs://store/site.zip"`) {
		t.Fatalf("%v: %s", err, result)
	}
	dir := t.TempDir()
	here := filepath.Join(dir, "guide.zip")
	if err := os.WriteFile(here, guide.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	run(t, dir, program, "guide.zip", "-o", "site.zip", "-q", "--no-cache")
	want, err := os.ReadFile(filepath.Join(dir, "site.zip"))
	if err != nil {
		t.Fatal(err)
	}
	if err := fetch(ctx, "memfs://store/site.zip", filepath.Join(dir, "stored.zip")); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(filepath.Join(dir, "stored.zip")); !bytes.Equal(got, want) {
		t.Errorf("the archive has %d bytes, and that of a plain run %d", len(got), len(want))
	}
}
