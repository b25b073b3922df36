package archive_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"platen/convert/archive"
)

// An entry is one of an archive that a test makes.
type entry struct {
	name string
	text string
	mode fs.FileMode
}

func zipOf(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		h.SetMode(e.mode | 0o644)
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(e.name, "/") {
			w.Write([]byte(e.text))
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func tarOf(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	w := tar.NewWriter(z)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Mode: 0o644, Size: int64(len(e.text)), Typeflag: tar.TypeReg}
		switch {
		case e.mode&fs.ModeSymlink != 0:
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, e.text, 0
		case e.mode&fs.ModeNamedPipe != 0:
			h.Typeflag, h.Size = tar.TypeFifo, 0
		case strings.HasSuffix(e.name, "/"):
			h.Typeflag = tar.TypeDir
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			w.Write([]byte(e.text))
		}
	}
	w.Close()
	z.Close()
	return out.Bytes()
}

// read reads an archive of either form and returns what was left out, a line each.
func read(data []byte, l archive.Limits) (*archive.FS, []string, error) {
	var skipped []string
	skip := func(name, why string) { skipped = append(skipped, name+": "+why) }
	if bytes.HasPrefix(data, []byte("PK")) {
		f, err := archive.Zip(bytes.NewReader(data), int64(len(data)), l, skip)
		return f, skipped, err
	}
	f, err := archive.TarGz(context.Background(), bytes.NewReader(data), int64(len(data)), l, skip)
	return f, skipped, err
}

// TestFS runs the standard library's test of file systems over both forms.
func TestFS(t *testing.T) {
	entries := []entry{{name: "guide/"}, {name: "guide/index.md", text: "# A guide\n"}, {name: "guide/a/deep/page.md", text: "# A page\n"}, {name: "guide/empty.txt"}}
	for name, data := range map[string][]byte{"zip": zipOf(t, entries...), "tar": tarOf(t, entries...)} {
		f, skipped, err := read(data, archive.Limits{})
		if err != nil || len(skipped) > 0 {
			t.Fatal(name, err, skipped)
		}
		if err := fstest.TestFS(f, "guide/index.md", "guide/a/deep/page.md", "guide/empty.txt"); err != nil {
			t.Error(name, err)
		}
		if f.Top() != "guide" {
			t.Errorf("%s: top is %q", name, f.Top())
		}
	}
}

// TestSkipped leaves out what no guide needs, and nothing else.
func TestSkipped(t *testing.T) {
	entries := []entry{
		{name: "../../etc/passwd", text: "x"}, {name: "/etc/passwd", text: "x"}, {name: `C:\x.md`, text: "x"}, {name: `..\x.md`, text: "x"}, {name: "a/../../x.md", text: "x"},
		{name: "link.md", text: "/etc/passwd", mode: fs.ModeSymlink}, {name: "pipe.md", mode: fs.ModeNamedPipe},
		{name: "a.md", text: "first"}, {name: "a.md", text: "second"}, {name: "./a.md", text: "third"}, {name: "a.md/b.md", text: "below a file"},
		{name: "b\xff.md", text: "x"}, {name: strings.Repeat("d/", 70) + "x.md", text: "x"},
		{name: `win\b.md`, text: "fine"},
	}
	for name, data := range map[string][]byte{"zip": zipOf(t, entries...), "tar": tarOf(t, entries...)} {
		f, skipped, err := read(data, archive.Limits{})
		if err != nil {
			t.Fatal(name, err)
		}
		var got []string
		fs.WalkDir(f, ".", func(p string, d fs.DirEntry, err error) error {
			if !d.IsDir() {
				got = append(got, p)
			}
			return err
		})
		if want := []string{"a.md", "win/b.md"}; !slices.Equal(got, want) {
			t.Errorf("%s holds %q, want %q", name, got, want)
		}
		if text, err := fs.ReadFile(f, "a.md"); string(text) != "first" || err != nil {
			t.Errorf("%s: a.md is %q: %v", name, text, err)
		}
		if len(skipped) != len(entries)-2 {
			t.Errorf("%s: %d left out of %d:\n%s", name, len(skipped), len(entries), strings.Join(skipped, "\n"))
		}
	}
}

// TestLimits stops archives that unpack to more than a machine should hold.
func TestLimits(t *testing.T) {
	bomb := entry{name: "bomb.md", text: strings.Repeat("a", 24<<20)}
	var many []entry
	for i := range 2000 {
		many = append(many, entry{name: fmt.Sprintf("%d.md", i)})
	}
	for _, c := range []struct {
		name    string
		entries []entry
		limits  archive.Limits
		want    string
	}{
		{"ratio", []entry{bomb}, archive.Limits{}, "it unpacks to more than"},
		{"bytes", []entry{{name: "a.md", text: "12345"}, {name: "b.md", text: "67890"}}, archive.Limits{Bytes: 9}, "more than 9 bytes"},
		{"files", many, archive.Limits{Files: 1999}, "entries"},
		{"folders above files", []entry{{name: "a/b/c/d.md"}, {name: "e/f/g/h.md"}}, archive.Limits{Files: 7}, "more than 7 entries"},
		{"empty folders", []entry{{name: "a/b/c/d/"}, {name: "e/f/g/h/"}}, archive.Limits{Files: 7}, "more than 7 entries"},
		{"a file below a file", []entry{{name: "a/b.md"}, {name: "a/b.md/c"}, {name: "x/y/z"}}, archive.Limits{Files: 4}, "more than 4 entries"},
	} {
		for _, data := range [][]byte{zipOf(t, c.entries...), tarOf(t, c.entries...)} {
			if _, _, err := read(data, c.limits); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
	}
}

// TestLies holds a zip file to the sizes that it gives.
func TestLies(t *testing.T) {
	data := zipOf(t, entry{name: "a.md", text: strings.Repeat("a", 100_000)})
	i := bytes.Index(data, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(data[i+24:], 10) // uncompressed size, APPNOTE 4.3.12
	f, _, err := read(data, archive.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fs.ReadFile(f, "a.md"); err == nil {
		t.Error("more bytes than it says are taken")
	}
	// An entry that claims to be larger than all that the file could hold.
	binary.LittleEndian.PutUint32(data[i+24:], 1<<31)
	if _, _, err := read(data, archive.Limits{}); err == nil {
		t.Error("a size of 2 GiB is taken")
	}
}

// TestTarLies refuses an entry by the size that it declares, before its bytes are read: here they never come.
func TestTarLies(t *testing.T) {
	for _, c := range []struct {
		size int64
		want string
	}{
		{100, "its end is missing"}, // it is allowed, and is not there
		{101, "more than 100 bytes"},
		{1 << 40, "more than 100 bytes"},
	} {
		var out bytes.Buffer
		z := gzip.NewWriter(&out)
		w := tar.NewWriter(z)
		if err := w.WriteHeader(&tar.Header{Name: "a.md", Mode: 0o644, Size: c.size, Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		z.Close()
		if _, _, err := read(out.Bytes(), archive.Limits{Bytes: 100}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%d bytes: got %v, want %q", c.size, err, c.want)
		}
	}
}

// TestTarKinds says of each entry that is no file what it is.
func TestTarKinds(t *testing.T) {
	for kind, want := range map[byte]string{
		tar.TypeLink:    "x.md: it is a link",
		tar.TypeSymlink: "x.md: it is a symbolic link",
		tar.TypeFifo:    "x.md: it is a pipe",
		tar.TypeChar:    "x.md: it is a device",
		tar.TypeBlock:   "x.md: it is a device",
	} {
		var out bytes.Buffer
		z := gzip.NewWriter(&out)
		w := tar.NewWriter(z)
		if err := w.WriteHeader(&tar.Header{Name: "a.md", Mode: 0o644, Size: 1, Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		w.Write([]byte("a"))
		if err := w.WriteHeader(&tar.Header{Name: "x.md", Linkname: "a.md", Mode: 0o644, Typeflag: kind}); err != nil {
			t.Fatal(err)
		}
		w.Close()
		z.Close()
		f, skipped, err := read(out.Bytes(), archive.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(skipped, []string{want}) {
			t.Errorf("got %q, want %q", skipped, want)
		}
		if _, err := fs.Stat(f, "x.md"); err == nil {
			t.Errorf("%s: it is there", want)
		}
	}
}

// TestLimitsAreExact reads what just fits, in either form.
func TestLimitsAreExact(t *testing.T) {
	deep := func(n int) entry { return entry{name: strings.Repeat("d/", n) + "x.md", text: "x"} }
	for _, c := range []struct {
		name    string
		entries []entry
		limits  archive.Limits
		left    int // out
	}{
		{"bytes", []entry{{name: "a.md", text: "12345"}, {name: "b.md", text: "67890"}}, archive.Limits{Bytes: 10}, 0},
		{"files", []entry{{name: "a.md"}, {name: "b.md"}, {name: "c.md"}}, archive.Limits{Files: 3}, 0},
		{"files and the folders above them", []entry{{name: "a/b/c/d.md"}, {name: "e/f/g/h.md"}}, archive.Limits{Files: 8}, 0},
		{"64 folders", []entry{deep(64)}, archive.Limits{}, 0},
		{"65 folders", []entry{deep(65)}, archive.Limits{}, 1},
	} {
		for _, data := range [][]byte{zipOf(t, c.entries...), tarOf(t, c.entries...)} {
			if _, skipped, err := read(data, c.limits); err != nil || len(skipped) != c.left {
				t.Errorf("%s: %v %q", c.name, err, skipped)
			}
		}
	}
}

// TestDamaged gives an error for what is no archive, or not all of one.
func TestDamaged(t *testing.T) {
	for name, data := range map[string][]byte{
		"empty":    {},
		"text":     []byte("# A page\n"),
		"zip head": []byte("PK\x03\x04 and nothing else"),
		"zip cut":  zipOf(t, entry{name: "a.md", text: "x"})[:60],
		"tar cut":  tarOf(t, entry{name: "a.md", text: strings.Repeat("abcdefgh", 4000)})[:80],
	} {
		if _, _, err := read(data, archive.Limits{}); err == nil {
			t.Errorf("%s: no error", name)
		} else {
			t.Logf("%s: %v", name, err)
		}
	}
}

// TestTop ignores what is beside the one folder by accident.
func TestTop(t *testing.T) {
	for _, c := range []struct {
		names string
		want  string
	}{
		{"g/a.md g/b.md", "g"},
		{"g/a.md __MACOSX/g/._a.md .DS_Store", "g"},
		{"g/a.md b.md", "."},
		{"g/a.md h/b.md", "."},
		{"a.md", "."},
		{"", "."},
	} {
		var entries []entry
		for _, n := range strings.Fields(c.names) {
			entries = append(entries, entry{name: n})
		}
		f, _, err := read(zipOf(t, entries...), archive.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Top(); got != c.want {
			t.Errorf("%q: %q", c.names, got)
		}
	}
}

// FuzzArchive reads anything without a panic, and never more than the limit.
func FuzzArchive(f *testing.F) {
	f.Add(zipOf(f, entry{name: "g/a.md", text: "# A\n"}, entry{name: "../b", text: "b"}))
	f.Add(tarOf(f, entry{name: "g/a.md", text: "# A\n"}, entry{name: "l", text: "a", mode: fs.ModeSymlink}))
	f.Fuzz(func(t *testing.T, data []byte) {
		const most = 1 << 16
		fsys, _, err := read(data, archive.Limits{Bytes: most, Files: 100})
		if err != nil {
			return
		}
		total := 0
		fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				t.Fatal(err)
			}
			if !d.IsDir() {
				text, _ := fs.ReadFile(fsys, p)
				total += len(text)
			}
			return nil
		})
		if total > most {
			t.Errorf("%d bytes came out", total)
		}
	})
}
