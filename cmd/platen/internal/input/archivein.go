package input

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"platen/cmd/platen/internal/record"
	"platen/convert"
	"platen/convert/archive"
	"platen/convert/tree"
)

// ArchiveExts returns the extensions of the archives that can be read and written.
func ArchiveExts() []string { return []string{".zip", ".tar.gz", ".tgz"} }

// ArchiveExt returns the extension of a name that is an archive's, "" for any other.
func ArchiveExt(name string) string {
	lower := strings.ToLower(name)
	for _, ext := range ArchiveExts() {
		if strings.HasSuffix(lower, ext) {
			return ext
		}
	}
	return ""
}

// archiveInput opens an archive as a guide. Nothing is unpacked to the disk. f stays open as long as the guide is read.
func (p *Opener) archiveInput(ctx context.Context, arg string, f *os.File, info fs.FileInfo) (*Input, error) {
	var early convert.Findings
	skip := func(name, why string) {
		early.Add(tree.Diag{Path: ".", Severity: tree.Warning, Code: tree.ArchiveEntry, Msg: fmt.Sprintf("%q in the archive is left out: %s", name, why)})
	}
	var files *archive.FS
	var err error
	if ArchiveExt(arg) == ".zip" {
		files, err = archive.Zip(f, info.Size(), p.Opts.Archive, skip)
	} else {
		files, err = archive.TarGz(ctx, f, info.Size(), p.Opts.Archive, skip)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", arg, err)
	}
	top := files.Top()
	sub, err := fs.Sub(files, top)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", arg, err)
	}
	dir := arg
	if top != "." {
		dir = filepath.Join(arg, top)
	}
	name := filepath.Base(arg)
	read := record.NewFS(sub)
	return &Input{Dir: dir, Archived: true, Archive: arg, Read: read, Early: early.All(), Source: convert.Source{FS: read, Name: name[:len(name)-len(ArchiveExt(name))]}}, nil
}
