//go:build unix

package output

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// lay makes files below dir; a text that begins with -> is a symbolic link.
func lay(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, name)
		err := os.MkdirAll(filepath.Dir(path), 0o777)
		if to, ok := strings.CutPrefix(text, "->"); ok {
			err = errors.Join(err, os.Symlink(to, path))
		} else {
			err = errors.Join(err, os.WriteFile(path, []byte(text), 0o666))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// expect compares files below dir with texts; "" stands for a file that is not there.
func expect(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if string(got) != want || (err != nil) != (want == "") {
			t.Errorf("%s is %q, %v; want %q", name, got, err, want)
		}
	}
}

// write writes a file of a format, and returns the refusal.
func write(t *testing.T, f *Folder, name, text string) *Refusal {
	t.Helper()
	var refusal *Refusal
	at := f.At("", "text")
	at.Refused = func(r *Refusal) { refusal = r }
	w, err := at.Create(name)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return refusal
}

// TestSwapped swaps folders and files for links while a file is being written: nothing goes where they lead.
func TestSwapped(t *testing.T) {
	long := strings.Repeat("words ", 20000) // more than is buffered
	for _, c := range []struct {
		what string
		swap func(out string) error
	}{
		{"the output folder", func(out string) error {
			return errors.Join(os.Rename(out, out+"-was"), os.Symlink("home", out))
		}},
		{"a folder", func(out string) error {
			return errors.Join(os.Rename(out+"/sub", out+"/was"), os.Symlink("../home", out+"/sub"))
		}},
		{"a folder, to another inside", func(out string) error {
			return errors.Join(os.Rename(out+"/sub", out+"/was"), os.Symlink("mine", out+"/sub"))
		}},
		{"the file", func(out string) error {
			return errors.Join(os.Remove(out+"/sub/a.txt"), os.Symlink("../../home/a.txt", out+"/sub/a.txt"))
		}},
		{"the temporary folder", func(out string) error {
			return errors.Join(os.Rename(out+"/.platen-tmp", out+"/was"), os.Symlink("../home", out+"/.platen-tmp"))
		}},
	} {
		for _, there := range []bool{true, false} {
			dir := t.TempDir()
			out := filepath.Join(dir, "out")
			lay(t, dir, map[string]string{"out/mine/a.txt": "mine", "home/a.txt": "mine", "home/run-0123456789abcdef/1": "mine"})
			known := OpenKnown(t.TempDir())
			f := open(t, out, Options{Known: known})
			if r := write(t, f, "sub/a.txt", "first"); r != nil {
				t.Fatal(r)
			}
			if f.claimed = nil; !there {
				os.Remove(out + "/sub/a.txt")
				if c.what == "the file" {
					continue
				}
			}
			at := f.At("", "text")
			at.Refused = func(*Refusal) {}
			w, err := at.Create("sub/a.txt")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(w, long); err != nil {
				t.Fatal(err)
			}
			if err := c.swap(out); err != nil {
				t.Fatal(c.what, err)
			}
			w.Close()
			f.Close()
			expect(t, dir, map[string]string{"home/a.txt": "mine", "home/run-0123456789abcdef/1": "mine", "home/sub/a.txt": ""})
			if c.what != "the output folder" {
				expect(t, out, map[string]string{"mine/a.txt": "mine"})
			} else {
				expect(t, out+"-was", map[string]string{"sub/a.txt": long})
			}
		}
	}
}

// TestNamed follows a link that the user names, inside its folder only.
func TestNamed(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, map[string]string{"out/a.txt": "a", "out/sub/b.txt": "b", "home/keys": "mine", "out/in": "->a.txt", "out/below": "->sub/b.txt", "out/new": "->c.txt", "out/out": "->../home/keys",
		"out/far": "->../home/new", "out/round": "->round", "out/two": "->out", "out/sub/up": "->../a.txt", "out/null": "->/dev/null", "away": "->home", "nothing": "->gone"})
	for name, want := range map[string]string{"a.txt": "a.txt", "in": "a.txt", "below": "sub/b.txt", "new": "c.txt", "none": "none", "out": "", "far": "", "round": "", "two": "", "sub/up": "", "null": "device"} {
		got, err := Named(filepath.Join(dir, "out", name))
		if rel, _ := filepath.Rel(filepath.Join(dir, "out"), got.Path); (err != nil) != (want == "") || err == nil && rel != want && !(got.Device && want == "device") {
			t.Errorf("%s: %v, %v; want %q", name, got, err, want)
		}
	}
	t.Chdir(filepath.Join(dir, "out"))
	lay(t, ".", map[string]string{"away": "->../home", "inside": "->sub", "nothing": "->gone"})
	for path, ok := range map[string]bool{"sub": true, "inside": true, "inside/x/y": true, "fresh/x": true, "../home": true, dir + "/home": true, ".": true, "away": false, "away/x/y": false, "nothing": false, "nothing/x": false,
		filepath.Join(dir, "out", "away"): false} {
		if err := CheckFolder(path); (err == nil) != ok {
			t.Errorf("%s: %v", path, err)
		}
	}
	if err := Replace("out", []byte("bad"), nil); err == nil {
		t.Error("a link out of its folder is written through")
	}
	if err := Replace("away/keys", []byte("bad"), nil); err == nil {
		t.Error("a folder that is a link is written through")
	}
	if err := Replace("in", []byte("good"), nil); err != nil {
		t.Error(err)
	}
	expect(t, dir, map[string]string{"home/keys": "mine", "home/new": "", "out/a.txt": "good"})
}

// TestForeignTemp puts a temporary folder of somebody else in the way: nothing in it or behind it is touched.
func TestForeignTemp(t *testing.T) {
	marker := TempFolder + "/platen"
	run := TempFolder + "/run-0123456789abcdef"
	for what, files := range map[string]map[string]string{
		"a link":             {TempFolder: "->../home"},
		"a file":             {TempFolder: "mine"},
		"no marker":          {run + "/1": "mine", run + ".lock": ""},
		"another marker":     {marker: "mine", run + "/1": "mine"},
		"a link as marker":   {marker: "->../../home/marker", run + "/1": "mine"},
		"a folder as marker": {marker + "/x": "mine", run + "/1": "mine"},
	} {
		dir := t.TempDir()
		lay(t, dir, map[string]string{"home/marker": markerText, "home/run-0123456789abcdef/1": "mine", "home/run-0123456789abcdef.lock": "mine", "out/x": "x"})
		lay(t, filepath.Join(dir, "out"), files)
		f := open(t, filepath.Join(dir, "out"), Options{})
		f.Sweep()
		w, err := f.At("", "text").Create("a.txt")
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, "a")
		if err := w.Close(); err == nil || !strings.Contains(err.Error(), TempFolder+" beside it") {
			t.Errorf("%s: %v", what, err)
		}
		f.Close()
		expect(t, dir, map[string]string{"home/run-0123456789abcdef/1": "mine", "home/run-0123456789abcdef.lock": "mine", "out/a.txt": ""})
		for name, text := range files {
			if text == "mine" {
				expect(t, filepath.Join(dir, "out"), map[string]string{name: text})
			}
		}
	}
	// In one that is ours only what runs make goes.
	dir := t.TempDir()
	lay(t, dir, map[string]string{marker: markerText, run + "/1": "dead", run + ".lock": "", TempFolder + "/run-fedcba9876543210/12": "dead", TempFolder + "/run-1111111111111111/mine.txt": "mine",
		TempFolder + "/run-2222222222222222/3/4": "mine", TempFolder + "/run-x/1": "mine", TempFolder + "/mine.txt": "mine", "home/1": "mine", TempFolder + "/run-3333333333333333": "->../home",
		TempFolder + "/run-4444444444444444/5": "->../../home/1"})
	open(t, dir, Options{}).Sweep()
	for _, name := range []string{run, run + ".lock", TempFolder + "/run-fedcba9876543210"} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s is left", name)
		}
	}
	expect(t, dir, map[string]string{TempFolder + "/run-1111111111111111/mine.txt": "mine", TempFolder + "/run-2222222222222222/3/4": "mine", TempFolder + "/run-x/1": "mine", TempFolder + "/mine.txt": "mine", "home/1": "mine"})
}

// TestForgedManifest has a manifest list what was never written: it stays, and what was written goes.
func TestForgedManifest(t *testing.T) {
	dir, own := t.TempDir(), t.TempDir()
	known := OpenKnown(own)
	f := open(t, dir, Options{Known: known})
	var made []File
	at := f.At("", "text")
	at.Made = func(file File) { made = append(made, file) }
	for _, name := range []string{"a.txt", "sub/b.txt", "c.txt"} {
		w, err := at.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, name)
		w.Close()
	}
	f.List(made)
	if _, err := f.Tidy([]string{"text"}, true, false); err != nil {
		t.Fatal(err)
	}
	f.Close()
	data, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	sum, _, _ := Sum(strings.NewReader("mine"))
	_, entries, _ := strings.Cut(string(data), "\n")
	forged := manifestForm + "\n" + entries + "text " + sum + " mine.txt\nhtml " + sum + " page.html\nfolder empty\ntext " + sum + " ../up.txt\ntext " + sum + " link/x.txt\n"
	lay(t, dir, map[string]string{ManifestName: forged, "mine.txt": "mine", "page.html": "mine", "home/x.txt": "mine", "link": "->home"})
	os.Mkdir(filepath.Join(dir, "empty"), 0o777)
	f = open(t, dir, Options{Known: known})
	list, err := f.Tidy([]string{"text", "html", "../x"}, true, true)
	if err != nil {
		t.Fatal(err)
	}
	var removed []string
	for _, s := range list {
		if s.Removed {
			removed = append(removed, s.Name)
		}
	}
	if !slices.Equal(removed, []string{"a.txt", "c.txt", "sub/b.txt"}) {
		t.Errorf("removed are %q", removed)
	}
	expect(t, dir, map[string]string{"mine.txt": "mine", "page.html": "mine", "home/x.txt": "mine", "a.txt": "", "sub/b.txt": ""})
	if _, err := os.Stat(filepath.Join(dir, "empty")); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "sub")); err == nil {
		t.Error("the folder that was made for a file is left")
	}
}
