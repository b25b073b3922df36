package pages

import (
	"context"
	"fmt"
	"io"
	"path"
	"strings"

	"platen/convert/tree"
	"platen/writers"
)

// File is the name of a page's output: the path of its source with the extension ext; stdin is the name, without one, of
// the page that came from standard input.
func File(p *tree.Page, stdin, ext string) string {
	if p.Path == "-" {
		return stdin + ext
	}
	return Stem(p.Path) + ext
}

// Documents calls write for each file of a format that has one for a guide, and one for each lone page. file is the name that
// was asked for, "" for none: then it is the guide's, or the page's path, with the extension ext.
func Documents(b *tree.Book, file, ext string, write func(name string, of []*tree.Page) error) error {
	if !b.Lone {
		if file == "" {
			file = b.Name + ext
		}
		return write(file, b.Pages)
	}
	for _, p := range b.Pages {
		name := file
		if name == "" || len(b.Pages) > 1 {
			name = File(p, b.Name, ext)
		}
		if err := write(name, []*tree.Page{p}); err != nil {
			return err
		}
	}
	return nil
}

// Stem is a file's name without its extension.
func Stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// Relative is the path to, seen from the folder dir; both are seen from the output folder.
func Relative(dir, to string) string {
	if dir == "." || dir == "" {
		return to
	}
	from, parts := strings.Split(dir, "/"), strings.Split(to, "/")
	i := 0
	for i < len(from) && i < len(parts)-1 && from[i] == parts[i] {
		i++
	}
	return strings.Repeat("../", len(from)-i) + strings.Join(parts[i:], "/")
}

// Put writes a file.
func Put(out writers.Output, name string, data []byte) error {
	return Write(out, name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// Write writes a file as write does it. When that fails there is none.
func Write(out writers.Output, name string, write func(io.Writer) error) error {
	f, err := out.Create(name)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := write(f); err != nil {
		writers.Abort(f)
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// CopyAssets writes files of the source under their own names. What cannot be read is reported and left out.
func CopyAssets(ctx context.Context, out writers.Output, assets []*tree.Asset, report func(tree.Diag)) error {
	for _, a := range assets {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := writers.CopyAsset(out, a, report); err != nil {
			return err
		}
	}
	return nil
}
