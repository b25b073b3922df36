//go:build unix

package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"platen/cmd/platen/internal/report"
	"platen/writers/output"
)

// An outsider runs platen with no more rights than anyone has: root may read and write everything.
type outsider struct {
	t   *testing.T
	dir string // that it can reach
	who *syscall.SysProcAttr
}

// newOutsider makes a folder that others can enter, with the program in it.
func newOutsider(t *testing.T) *outsider {
	t.Helper()
	dir, err := os.MkdirTemp("", "platen-outsider-")
	if err != nil {
		t.Fatal(err)
	}
	o := &outsider{t: t, dir: dir}
	t.Cleanup(func() {
		filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
			if d != nil && d.IsDir() {
				os.Chmod(p, 0o777)
			}
			return nil
		})
		os.RemoveAll(dir)
	})
	os.Chmod(dir, 0o755)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Link(exe, o.path("platen")); err != nil {
		data, err := os.ReadFile(exe)
		if err == nil {
			err = os.WriteFile(o.path("platen"), data, 0o755)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if os.Geteuid() == 0 {
		o.who = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	if out, err := o.command("--version").CombinedOutput(); err != nil {
		t.Skipf("the program cannot be run as somebody else: %v %s", err, out)
	}
	return o
}

func (o *outsider) path(name string) string { return filepath.Join(o.dir, filepath.FromSlash(name)) }

func (o *outsider) command(args ...string) *exec.Cmd {
	cmd := exec.Command(o.path("platen"), args...)
	cmd.Dir, cmd.SysProcAttr = o.dir, o.who
	cmd.Env = []string{"HOME=/nonexistent", "PATH=/usr/bin:/bin"}
	return cmd
}

// write makes a file with a mode, and the folders above it.
func (o *outsider) write(name, text string, mode fs.FileMode) {
	o.t.Helper()
	p := o.path(name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(p), 0o777), os.WriteFile(p, []byte(text), 0o666), os.Chmod(p, mode)); err != nil {
		o.t.Fatal(err)
	}
}

func (o *outsider) mkdir(name string, mode fs.FileMode) {
	o.t.Helper()
	if err := errors.Join(os.MkdirAll(o.path(name), 0o777), os.Chmod(o.path(name), mode)); err != nil {
		o.t.Fatal(err)
	}
}

// run expects an exit code, and messages.
func (o *outsider) run(code int, args string, messages ...string) {
	o.t.Helper()
	out, err := o.command(strings.Fields(args)...).CombinedOutput()
	got := 0
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		got = exit.ExitCode()
	}
	if got != code {
		o.t.Errorf("platen %s: exit code %d, want %d\n%s", args, got, code, out)
	}
	for _, m := range messages {
		if !strings.Contains(string(out), m) {
			o.t.Errorf("platen %s prints\n%s\nand not %q", args, out, m)
		}
	}
}

// TestPermissions goes through what may not be read or written: one diagnostic each, and the rest comes out.
func TestPermissions(t *testing.T) {
	o := newOutsider(t)
	o.write("guide/index.md", "# Guide\n\n[Data](data.bin) [b](b.md)\n", 0o666)
	o.write("guide/b.md", "# B\n", 0o666)
	o.write("guide/secret.md", "# Secret\n", 0)
	o.write("guide/data.bin", "data", 0)
	o.write("guide/locked/page.md", "# Locked\n", 0o666)
	o.mkdir("guide/locked", 0)
	o.mkdir("closed", 0)
	o.mkdir("out", 0o777)
	o.mkdir("fixed", 0o755)
	if o.who == nil {
		o.mkdir("fixed", 0o555)
	}

	o.run(1, "guide -o out/ -t html,text,dita", "guide/secret.md: error: no permission to read the file [page-unreadable]",
		"guide/locked: error: no permission to read the file [page-unreadable]", "data.bin: error: no permission to read the file [file-unreadable]")
	for _, name := range []string{"html/index.html", "html/b.html", "text/index.txt", "text/b.txt", "dita/b.dita"} {
		if _, err := os.Stat(o.path("out/" + name)); err != nil {
			t.Error(err)
		}
	}
	if _, err := os.Stat(o.path("out/" + output.TempFolder)); err == nil {
		t.Error("a temporary folder is left")
	}

	o.run(1, "guide -o fixed/ -t text", "platen: cannot write fixed/", ": permission denied")
	o.run(1, "guide/b.md -o fixed/b.html", "platen: cannot write fixed/b.html: permission denied")
	o.run(1, "guide/b.md -o fixed/new/b.html", "platen: cannot write fixed/new/b.html: permission denied")
	o.run(1, "guide -o fixed/site.zip", "platen: cannot write fixed/site.zip: permission denied")
	o.run(1, "check guide/b.md --report fixed/r.json", "platen: cannot write fixed/r.json: permission denied")
	o.run(1, "check guide/b.md --baseline fixed/k.json --write-baseline", "platen: cannot write fixed/k.json: permission denied")
	o.run(1, "check closed", "platen: closed: permission denied")
	o.run(1, "guide/secret.md -t text", "guide/secret.md: error: no permission to read the file [page-unreadable]")
	o.run(1, "guide/b.md --css guide/secret.md -o out/b.html", "platen: guide/secret.md: permission denied")
	o.run(1, "check guide/secret.md guide/b.md", "[page-unreadable]", "1 page checked, 1 error")

	// A picture, a piece and a project file that are there and cannot be read are errors, in a check too.
	o.write("pics/a.md", "# A\n\n![i](i.png) ![s](s.svg) ![far](locked/far.png)\n", 0o666)
	o.write("pics/i.png", "x", 0)
	o.write("pics/s.svg", "<svg/>", 0)
	o.write("pics/locked/far.png", "x", 0o666)
	o.mkdir("pics/locked", 0)
	o.run(1, "check pics/a.md", `a.md:3:6: error: image "i.png": no permission to read the file [file-unreadable]`,
		`image "s.svg": no permission to read the file [file-unreadable]`, `image "locked/far.png": no permission to read the file [file-unreadable]`)
	o.run(1, "pics/a.md -o out/pics.html", "[file-unreadable]")
	if _, err := os.Stat(o.path("out/pics.html")); err != nil {
		t.Error(err)
	}
	o.write("pieces/a.md", "# A\n\n{{#include b.txt}}\n", 0o666)
	o.write("pieces/b.txt", "text", 0)
	o.run(1, "check pieces/a.md -f mdbook", `error: the included file "b.txt" cannot be read: permission denied [file-unreadable]`)
	o.write("kept/a.md", "# A\n", 0o666)
	o.write("kept/platen.yaml", "toc: 2\n", 0)
	o.run(1, "check kept", "platen: kept/platen.yaml: permission denied", "1 page checked")

	// What stands in the way is replaced where that is allowed: a file's own mode protects it from writing, not from that.
	o.write("out/b.txt", "old", 0o444)
	o.run(0, "guide/b.md -o out/b.txt")
}

// TestFullDisk writes lists, help, pages and messages where there is no room.
func TestFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	o := newOutsider(t)
	o.write("page.md", "# A page\n\n[x](none.md)\n", 0o666)
	for _, args := range []string{"completion bash", "completion zsh", "completion fish", "list codes", "list formats", "--help", "help man", "help --toc", "check --help", "--version", "page.md", "page.md -t text", "page.md -o out.html --dry-run", "check page.md --diagnostics json", "check page.md --diagnostics sarif"} {
		cmd := o.command(strings.Fields(args)...)
		var messages bytes.Buffer
		cmd.Stdout, cmd.Stderr = full, &messages
		if err := cmd.Run(); cmd.ProcessState.ExitCode() != report.ExitFailed || strings.Count(messages.String(), "platen: cannot write standard output: no space left on device") != 1 {
			t.Errorf("platen %s: %v\n%s", args, err, messages.Bytes())
		}
	}
	for _, args := range []string{"check page.md", "check page.md --diagnostics github", "page.md -v --diagnostics json", "page.md -v"} {
		cmd := o.command(strings.Fields(args)...)
		cmd.Stderr = full
		if err := cmd.Run(); cmd.ProcessState.ExitCode() != report.ExitFailed {
			t.Errorf("platen %s, messages: %v", args, err)
		}
	}
}

// TestSizeLimit stands in for a full disk: what is begun is taken back.
func TestSizeLimit(t *testing.T) {
	o := newOutsider(t)
	o.mkdir("out", 0o777)
	o.write("page.md", "# A page\n\n"+strings.Repeat("Many words, line by line.\n", 1000), 0o666)
	o.write("out/page.html", "the page before", 0o666)
	cmd := exec.Command("sh", "-c", "ulimit -f 1 && exec ./platen page.md -o out/page.html --no-cache")
	cmd.Dir, cmd.SysProcAttr = o.dir, o.who
	out, err := cmd.CombinedOutput()
	if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() != report.ExitFailed || !bytes.Contains(out, []byte("platen: cannot write out/page.html: file too large")) {
		t.Errorf("%v\n%s", err, out)
	}
	if data, err := os.ReadFile(o.path("out/page.html")); string(data) != "the page before" {
		t.Errorf("%q %v", data, err)
	}
	if list, _ := os.ReadDir(o.path("out")); len(list) != 1 {
		t.Errorf("left in the folder: %v", list)
	}
}
