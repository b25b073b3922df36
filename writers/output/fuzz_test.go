package output

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzManifest has any bytes as the list of what was written: nothing that was not written is removed by them.
func FuzzManifest(f *testing.F) {
	sum, _, _ := Sum(strings.NewReader("mine"))
	for _, s := range []string{manifestForm + "\ntext " + sum + " mine.txt\nhtml " + sum + " sub/mine.html\nfolder sub\n", manifestForm + "\ntext x ../mine\ntext x /etc/passwd\nfolder ..\n", "", manifestForm, manifestForm + "\n\x00 \xff \n  \n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, list []byte) {
		dir := t.TempDir()
		for _, name := range []string{"mine.txt", "sub/mine.html", "empty/x/y"} {
			if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), []byte("mine"), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, ManifestName), list, 0o666); err != nil {
			t.Fatal(err)
		}
		d, err := Dir(dir, Options{Known: OpenKnown(t.TempDir())})
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		if _, err := d.Tidy([]string{"text", "html", "..", ""}, true, true); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"mine.txt", "sub/mine.html", "empty/x/y"} {
			if data, err := os.ReadFile(filepath.Join(dir, name)); string(data) != "mine" {
				t.Errorf("%s: %q, %v", name, data, err)
			}
		}
	})
}

// FuzzKnown has any bytes as the list of the user's cache folder: they are read, and more is noted behind them.
func FuzzKnown(f *testing.F) {
	for _, s := range []string{"", "Cb_8cKLTdDTxCezDFCEE\n", "Cb_8cKLTdDTxCezDFCEE\nCb_8", "\n\n\x00\xff", strings.Repeat("x", 3*lineSize) + "\n"} {
		f.Add([]byte(s), []byte(s))
	}
	f.Fuzz(func(t *testing.T, list, older []byte) {
		dir := t.TempDir()
		k := OpenKnown(dir)
		k.note(placeDigest("first"))
		k.Close()
		for name, data := range map[string][]byte{knownFile: list, olderFile: older} {
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		k = OpenKnown(dir)
		k.has(placeDigest("x"))
		d := placeDigest("new")
		k.note(d)
		if err := k.Close(); err != nil {
			t.Fatal(err)
		}
		if k = OpenKnown(dir); !k.has(d) {
			t.Error("what was noted is not known")
		}
		k.Close()
	})
}
