//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"platen/writers/output"
)

// hostileNames are names that runs into a folder would give their files.
func hostileNames() []string {
	return []string{"a.html", "index.html", "platen.css", "sub/c.html", "pic.svg", "data.csv", "a.txt", "sub", "sub/c.txt", "guide.pdf", "a.dita", "html/a.html", "html", "text/index.txt", "pdf/guide.pdf", "dita",
		"one.html", "one.txt", "site.zip", "site.tar.gz", "report.json", "report.sarif", "report.xml", "deps.mk", "known.json", output.ManifestName, output.TempFolder,
		output.TempFolder + "/platen", "CACHEDIR.TAG", "written"}
}

// A hostileFolder puts something at a name of an output folder. beside is the folder that must stay as it is.
type hostileFolder struct {
	name string
	put  func(path, beside string) error
}

func hostileFolders() []hostileFolder {
	link := func(to string) func(path, beside string) error {
		return func(path, beside string) error { return os.Symlink(filepath.Join(beside, to), path) }
	}
	return []hostileFolder{
		{"links to a file", link("file.txt")},
		{"links to a source file", link("guide/data.csv")},
		{"links to a folder", link("folder")},
		{"links to nothing", link("new")},
		{"links from here", func(path, beside string) error {
			rel, err := filepath.Rel(filepath.Dir(path), filepath.Join(beside, "file.txt"))
			if err != nil {
				return err
			}
			return os.Symlink(rel, path)
		}},
		{"hard links", func(path, beside string) error { return os.Link(filepath.Join(beside, "file.txt"), path) }},
		{"hard links of the source", func(path, beside string) error { return os.Link(filepath.Join(beside, "guide", "a.md"), path) }},
		{"folders", func(path, beside string) error { return os.MkdirAll(filepath.Join(path, "in"), 0o777) }},
		{"pipes", func(path, beside string) error { // where the user names the file, it would wait for a reader
			for _, named := range []string{"one.", "site.", "report.", "deps.", "guide.pdf"} {
				if strings.HasPrefix(filepath.Base(path), named) {
					return nil
				}
			}
			return syscall.Mkfifo(path, 0o666)
		}},
		{"files of others", func(path, beside string) error {
			return errors.Join(os.WriteFile(path, []byte("another's"), 0o666), os.Lchown(path, 12345, 12345))
		}},
		{"another user's temporary folder", func(path, beside string) error {
			if filepath.Base(path) != output.TempFolder {
				return nil
			}
			marker := "Unfinished files of platen. What is here may be removed when no platen runs.\n"
			run := filepath.Join(path, "run-0123456789abcdef")
			err := errors.Join(os.MkdirAll(run, 0o777), os.WriteFile(filepath.Join(path, "platen"), []byte(marker), 0o666), os.WriteFile(filepath.Join(run, "1"), nil, 0o666))
			return errors.Join(err, os.Lchown(filepath.Join(path, "platen"), 12345, 12345))
		}},
		{"a temporary folder with links", func(path, beside string) error {
			if filepath.Base(path) != output.TempFolder {
				return nil
			}
			marker := "Unfinished files of platen. What is here may be removed when no platen runs.\n"
			return errors.Join(os.MkdirAll(path, 0o777), os.WriteFile(filepath.Join(path, "platen"), []byte(marker), 0o666),
				os.Symlink(filepath.Join(beside, "folder"), filepath.Join(path, "run-0123456789abcdef")),
				os.Symlink(filepath.Join(beside, "file.txt"), filepath.Join(path, "run-0123456789abcdef.lock")))
		}},
	}
}

// sinks are runs into the folder out, one for each place that bytes go to.
func sinks() []string {
	return []string{
		"guide -o out/", "guide -o out/ --force", "guide -o out/ -t html,text,dita,pdf", "guide -o out/ -t html,text,dita,pdf --force --clean", "guide -o out/ -t text --clean",
		"guide --each -o out/ -t text", "guide/a.md -o out/", "guide/a.md guide/sub/c.md -o out/ -t dita --force",
		"guide -o out/site.zip", "guide -o out/site.tar.gz --force", "guide -o out/guide.pdf", "guide/a.md -o out/one.html", "guide/a.md -o out/one.txt --force", "guide/a.md -t text", "- -o out/one.html",
		"guide -o fresh/ --cache out/", "guide -o fresh/ --report out/report.json --report out/report.sarif --report out/report.xml", "guide/a.md -o fresh/a.html --deps out/deps.mk",
		"check guide --baseline out/known.json --write-baseline", "guide -o out/ --dry-run", "guide -o out/ --ledger -t text",
		"guide -o out/ -w", "guide -o out/ --serve 127.0.0.1:0", "guide --serve 127.0.0.1:0 --report out/report.json",
	}
}

// TestSinks goes into hostile output folders by every way that bytes come out, and compares what lies beside them
// before and after: no byte, name, kind, mode or link of it changes.
func TestSinks(t *testing.T) {
	t.Parallel()
	for i, h := range hostileFolders() {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			for j, sink := range sinks() {
				if os.Getenv("PLATEN_ALL_SINKS") == "" && (i+j)%3 > 0 { // each sink meets several folders, and each folder several sinks
					continue
				}
				dir := hostileTree(t, h)
				before := treeOf(t, dir, "fresh", "out", "cache")
				runSink(t, dir, sink, strings.HasPrefix(h.name, "hard"))
				if after := treeOf(t, dir, "fresh", "out", "cache"); after != before {
					t.Errorf("platen %s: what lies beside has changed:\n%s\nwas\n%s", sink, after, before)
				}
				os.RemoveAll(dir)
			}
		})
	}
}

// hostileTree makes a guide, other files and an output folder.
func hostileTree(t *testing.T, h hostileFolder) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"guide/index.md": "# Guide\n\n[A](a.md) [C](sub/c.md)\n", "guide/a.md": "# A\n\n![p](pic.svg) [data](data.csv)\n", "guide/sub/c.md": "# C\n",
		"guide/pic.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>`, "guide/data.csv": "1,2\n", "file.txt": "mine\n", "folder/file.txt": "mine\n", "folder/run-0123456789abcdef/1": "mine\n", "out/x": ""} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range hostileNames() {
		path := filepath.Join(dir, "out", name)
		if parent, err := os.Lstat(filepath.Dir(path)); err == nil && !parent.IsDir() {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Lstat(path); err == nil {
			continue
		}
		if err := h.put(path, dir); err != nil && !errors.Is(err, fs.ErrPermission) {
			t.Fatal(err)
		}
	}
	return dir
}

// runSink runs platen until it ends, or has built once. With hard links, what is served may be another file too.
func runSink(t *testing.T, dir, args string, hard bool) {
	t.Helper()
	cmd := exec.Command("platen", strings.Fields(args)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(dir, "cache"), "GOCOVERDIR="+dir)
	cmd.Stdin = strings.NewReader("# A page\n")
	var out bytes.Buffer
	cmd.Stdout = &out
	watches := strings.Contains(args, " -w") || strings.Contains(args, "--serve")
	errors, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = w
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	deadline := time.AfterFunc(60*time.Second, func() {
		cmd.Process.Kill()
		t.Errorf("platen %s does not end", args)
	})
	defer deadline.Stop()
	said := watchErrors(errors, func(line string) {
		if watches && strings.Contains(line, "Ctrl-C ends") {
			if at := regexp.MustCompile(`http://\S+/`).FindString(line); at != "" {
				for _, name := range []string{"", "a.html", "sub/c.html", "data.csv", output.TempFolder + "/file.txt"} {
					if r, err := http.Get(at + name); err == nil {
						body, _ := io.ReadAll(r.Body)
						r.Body.Close()
						if bytes.Contains(body, []byte("mine\n")) && !hard {
							t.Errorf("platen %s serves a file outside: %s", args, name)
						}
					}
				}
			}
			cmd.Process.Signal(os.Interrupt)
		}
	})
	err = cmd.Wait()
	if text := <-said; strings.Contains(text, "panic:") || cmd.ProcessState.ExitCode() == 2 {
		t.Errorf("platen %s: %v\n%s", args, err, text)
	}
}

// watchErrors reads messages, and gives each line to see.
func watchErrors(r io.ReadCloser, see func(line string)) chan string {
	done := make(chan string, 1)
	go func() {
		defer r.Close()
		var all strings.Builder
		buf := make([]byte, 1<<16)
		for {
			n, err := r.Read(buf)
			all.Write(buf[:n])
			see(string(buf[:n]))
			if err != nil {
				done <- all.String()
				return
			}
		}
	}()
	return done
}

// treeOf describes all that lies in a folder but below some names.
func treeOf(t *testing.T, dir string, but ...string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		for _, b := range but {
			if rel == b {
				return fs.SkipDir
			}
		}
		if strings.HasPrefix(rel, "cov") { // of a run with -cover
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		fmt.Fprintf(&out, "%s %v", rel, info.Mode())
		if info.Mode().IsRegular() {
			data, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			fmt.Fprintf(&out, " %q %v", data, info.ModTime())
		}
		out.WriteByte('\n')
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}
