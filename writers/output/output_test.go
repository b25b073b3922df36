package output

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// an output is what all outputs here are to a writer.
type anOutput interface {
	Create(name string) (io.WriteCloser, error)
}

// fill writes files, and drops one that is begun.
func fill(t *testing.T, out anOutput, names ...string) {
	t.Helper()
	for _, name := range names {
		w, err := out.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, "of "+name); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	w, err := out.Create("dropped.html")
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, "half")
	abort(w)
}

// TestStores writes into memory and archives: whole files under safe names, each once, and what is dropped is not there.
func TestStores(t *testing.T) {
	at := time.Date(2020, 2, 3, 4, 5, 6, 0, time.UTC)
	names := []string{"b.html", "sub/a.html", "long.txt"}
	want := map[string]string{"html/b.html": "of b.html", "html/sub/a.html": "of sub/a.html", "html/long.txt": "of long.txt"}
	mem := Memory()
	fill(t, mem.At("html"), names...)
	got := map[string]string{}
	for name, data := range mem.Files() {
		got[name] = string(data)
	}
	if !maps.Equal(got, want) {
		t.Errorf("in memory is %q", got)
	}
	var refused []string
	again := mem.At("html")
	again.Refused = func(r *Refusal) { refused = append(refused, fmt.Sprint(r.Name, " ", r.Clash)) }
	fill(t, again, "b.html", "../x", "new\n.html")
	if !slices.Equal(refused, []string{"b.html true", "../x false", "dropped.html true"}) || mem.Files()["html/new%0A.html"] == nil {
		t.Errorf("refused are %q", refused)
	}
	if _, err := mem.At("html").Create("b.html"); err == nil {
		t.Error("a name is taken twice")
	}

	for _, order := range []bool{false, true} {
		var zipped, tarred bytes.Buffer
		z, tr := Zip(&zipped), TarGz(&tarred)
		for _, a := range []*Archive{z, tr} {
			a.SetTime(at)
			list := slices.Clone(names)
			if order {
				slices.Reverse(list)
			}
			fill(t, a.At("html"), list...)
			if err := a.Finish(t.Context()); err != nil {
				t.Fatal(err)
			}
			if a.Len() != 3 {
				t.Errorf("%d files", a.Len())
			}
		}
		if got := unzip(t, zipped.Bytes(), at); !maps.Equal(got, want) {
			t.Errorf("the zip file holds %q", got)
		}
		if got := untar(t, tarred.Bytes(), at); !maps.Equal(got, want) {
			t.Errorf("the tar file holds %q", got)
		}
	}
}

func unzip(t *testing.T, data []byte, at time.Time) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	last := ""
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil || !f.Modified.Equal(at) || f.Name < last {
			t.Errorf("%s: %v, of %v", f.Name, err, f.Modified)
		}
		files[f.Name], last = string(text), f.Name
	}
	return files
}

func untar(t *testing.T, data []byte, at time.Time) map[string]string {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	last := ""
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil || !h.ModTime.Equal(at) || h.Name < last || h.Size != int64(len(text)) || h.Linkname != "" {
			t.Errorf("%+v: %v", h, err)
		}
		files[h.Name], last = string(text), h.Name
	}
}

// TestOne hands the main file on when it is whole, and further files to what takes them.
func TestOne(t *testing.T) {
	var out strings.Builder
	one := One(&out, ".html")
	w, err := one.Create("page.html")
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, "whole")
	if out.Len() > 0 {
		t.Error("half a file is there")
	}
	w.Close()
	fill(t, one, "page.css", "sub/page.html", "other.html")
	if out.String() != "whole" {
		t.Errorf("%q", out.String())
	}
	mem := Memory()
	one.Beside = mem.At("")
	fill(t, one, "page.css", "other.html")
	if len(mem.Files()) != 2 {
		t.Errorf("beside it are %q", mem.Files())
	}
}
