package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// pack makes an archive of a folder: pack guide.zip DIR [ENTRY ...]. Further entries are NAME=TEXT, or
// NAME->TARGET for a symbolic link; their names may be ones that no folder can hold.
func pack(ts *testscript.TestScript, neg bool, args []string) {
	var names, texts []string
	dir := ts.MkAbs(args[1])
	ts.Check(filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(filepath.Dir(dir), p)
		names, texts = append(names, filepath.ToSlash(rel)), append(texts, string(data))
		return err
	}))
	for _, e := range args[2:] {
		name, text, ok := strings.Cut(e, "->")
		if ok {
			names, texts = append(names, name), append(texts, "->"+text)
			continue
		}
		name, text, _ = strings.Cut(e, "=")
		names, texts = append(names, name), append(texts, text)
	}
	var out bytes.Buffer
	if strings.HasSuffix(args[0], ".zip") {
		z := zip.NewWriter(&out)
		for i, name := range names {
			h := &zip.FileHeader{Name: name, Method: zip.Deflate}
			text, link := strings.CutPrefix(texts[i], "->")
			if link {
				h.SetMode(fs.ModeSymlink | 0o777)
			}
			w, err := z.CreateHeader(h)
			ts.Check(err)
			io.WriteString(w, text)
		}
		ts.Check(z.Close())
	} else {
		z := gzip.NewWriter(&out)
		t := tar.NewWriter(z)
		for i, name := range names {
			h := &tar.Header{Name: name, Mode: 0o644, Size: int64(len(texts[i])), Typeflag: tar.TypeReg}
			text, link := strings.CutPrefix(texts[i], "->")
			if link {
				h.Typeflag, h.Linkname, h.Size, text = tar.TypeSymlink, text, 0, ""
			}
			ts.Check(t.WriteHeader(h))
			io.WriteString(t, text)
		}
		ts.Check(t.Close())
		ts.Check(z.Close())
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out.Bytes(), 0o666))
}

// unpack writes what an archive that platen made holds into a folder, and expects its entries to be sorted
// files with one time: unpack site.zip DIR.
func unpack(ts *testscript.TestScript, neg bool, args []string) {
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	var names []string
	times := map[int64]bool{}
	put := func(name string, r io.Reader) {
		names = append(names, name)
		to := filepath.Join(ts.MkAbs(args[1]), filepath.FromSlash(name))
		ts.Check(os.MkdirAll(filepath.Dir(to), 0o777))
		text, err := io.ReadAll(r)
		ts.Check(err)
		ts.Check(os.WriteFile(to, text, 0o666))
	}
	if strings.HasSuffix(args[0], ".zip") {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		ts.Check(err)
		for _, f := range z.File {
			r, err := f.Open()
			ts.Check(err)
			put(f.Name, r)
			times[f.Modified.Unix()] = true
		}
	} else {
		z, err := gzip.NewReader(bytes.NewReader(data))
		ts.Check(err)
		t := tar.NewReader(z)
		for {
			h, err := t.Next()
			if err == io.EOF {
				break
			}
			ts.Check(err)
			put(h.Name, t)
			times[h.ModTime.Unix()] = true
		}
	}
	if !slices.IsSorted(names) || len(times) != 1 {
		ts.Fatalf("the entries %q have the times %v", names, times)
	}
}
