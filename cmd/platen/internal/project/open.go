package project

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/writers/html"
)

// readNamed reads the project file that the user names, or the one in the folder that he names.
func readNamed(file string) (*File, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, options.Wrong("%v", options.NotThere(file, err))
	}
	if info.IsDir() {
		file = filepath.Join(file, configName)
		if _, err = os.Stat(file); err != nil {
			return nil, options.Wrong("%v", options.NotThere(file, err))
		}
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, options.Wrong("%s: %v", file, options.Cause(err))
	}
	defer f.Close()
	_, err = statInside(file)
	return parseConfig(file, f, options.ByProject, err != nil)
}

// readFound reads a project file that was found, which may set what by may. A link in its place that leads out of
// its folder is not followed: nothing of a foreign file gets into a message.
func readFound(file string, by options.Setter) (*File, error) {
	info, err := statInside(file)
	if err != nil {
		return nil, options.Wrong("%s is a link that cannot be followed inside of its folder, and is not read", report.ShownPath(file))
	}
	if !info.Mode().IsRegular() {
		return nil, options.Wrong("%s is no regular file", report.ShownPath(file))
	}
	root, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return nil, options.Wrong("%s: %v", report.ShownPath(file), options.Cause(err))
	}
	defer root.Close()
	f, err := root.Open(filepath.Base(file))
	if err != nil {
		return nil, options.Wrong("%s: %v", report.ShownPath(file), options.Cause(err))
	}
	defer f.Close()
	return parseConfig(file, f, by, false)
}

// statInside looks a file up in its folder; a link in its place may not lead out of it.
func statInside(file string) (os.FileInfo, error) {
	root, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.Stat(filepath.Base(file))
}

// maxFound is how many bytes a file may have that a project file names which was only found.
const maxFound = 64 << 20

// readInside returns the content of a file inside the folder of the project file, nil for a folder. It is opened once,
// so that what was looked at is what is used.
func (g *File) readInside(local string) ([]byte, error) {
	missing := fmt.Errorf("no such file inside the folder of %s", configName)
	root, err := os.OpenRoot(g.dir)
	if err != nil || !filepath.IsLocal(local) {
		return nil, missing
	}
	defer root.Close()
	info, err := root.Stat(local)
	switch {
	case err != nil:
		return nil, missing
	case info.IsDir():
		return nil, nil
	case !info.Mode().IsRegular():
		return nil, errors.New("it is no regular file")
	}
	f, err := root.Open(local)
	if err != nil {
		return nil, options.Cause(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFound+1))
	if err == nil && len(data) > maxFound {
		err = fmt.Errorf("the file has more than %d bytes", maxFound)
	}
	return data, err
}

// loads says what a style sheet of a project file that was only found would have readers load; "" for nothing.
func (g *File) loads(def *options.Flag, file string) string {
	if g.by == options.ByFound && def.Name == "css" && html.LoadsFiles(string(g.found[file])) {
		return file + " may load files from elsewhere"
	}
	return ""
}
