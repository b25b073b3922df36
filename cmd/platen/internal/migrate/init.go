package migrate

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
	"platen/convert"
	"platen/convert/tree"
)

// How far below a folder guides are looked for, and how many files are looked at.
const (
	maxInitDepth = 4
	maxInitFiles = 200_000
)

// A found guide is a folder of pages.
type found struct {
	dir   string // from the folder that was named, slash-separated; "." for itself
	pages int
	tool  string // file of the other program's project that it is; "" for none
}

// Init does what platen init says, and returns the exit code: it writes a project file for the guides that are in a folder,
// and never over one that is there.
func Init(stdout, stderr io.Writer, o *options.Options, args []string) int {
	dir := "."
	if len(args) > 1 {
		return report.Fault(stderr, options.Wrong("init takes one folder"))
	}
	if len(args) == 1 {
		dir = args[0]
	}
	name := filepath.Join(dir, fileName)
	if _, err := os.Lstat(name); err == nil && !o.DryRun {
		return report.Fault(stderr, options.WrongHint("platen build makes what it says", "%s is there already, and stays as it is", name))
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return report.Fault(stderr, options.NotThere(dir, err))
	}
	defer root.Close()
	guides := findGuides(root.FS())
	if len(guides) == 0 {
		return report.Fault(stderr, options.WrongHint("a guide is a folder with Markdown pages, such as docs/index.md", "there is no guide in %s, nor up to %d folders below it", dir, maxInitDepth))
	}
	if len(guides) == 1 && guides[0].dir == "." && guides[0].tool != "" {
		if o.Force {
			return report.Fault(stderr, options.Wrong("init replaces nothing"))
		}
		return Command(stdout, stderr, o, []string{dir})
	}
	text := initFile(root.FS(), guides, filepath.Base(absolute(dir)))
	if o.DryRun {
		stdout.Write(text)
		return report.ExitOK
	}
	if err := writeNew(name, text); err != nil {
		fmt.Fprintln(stderr, "platen:", report.Printable(report.NotWritten(name, err).Msg))
		return report.ExitFailed
	}
	if !o.Quiet {
		for _, g := range guides {
			line := fmt.Sprintf("platen: guide %s: %s", filepath.Join(dir, filepath.FromSlash(g.dir)), report.Count(g.pages, "page"))
			if g.tool != "" {
				line += ", of " + g.tool
			}
			fmt.Fprintln(stderr, report.Printable(line))
		}
		fmt.Fprintln(stderr, report.Printable(fmt.Sprintf("platen: %s written; platen build %s makes what it says", name, name)))
	}
	return report.ExitOK
}

// writeNew writes a file that is not there.
func writeNew(name string, text []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}

// findGuides returns the folders of pages that stand for themselves, sorted: none lies in another one.
func findGuides(f fs.FS) (list []found) {
	left := maxInitFiles
	var look func(dir string, depth int)
	look = func(dir string, depth int) {
		entries, err := fs.ReadDir(f, dir)
		if left -= len(entries); err != nil || left < 0 {
			return
		}
		if tool, is := isGuide(f, dir, entries); is {
			if n := countPages(f, dir, &left); n > 0 {
				list = append(list, found{dir, n, tool})
				return
			}
		}
		for _, e := range entries {
			if e.IsDir() && depth < maxInitDepth && !aside(e.Name()) {
				look(path.Join(dir, e.Name()), depth+1)
			}
		}
	}
	look(".", 0)
	return list
}

// isGuide reports whether a folder is a guide: that of a project which platen knows, or one with a page that is about more
// than the repository.
func isGuide(f fs.FS, dir string, entries []fs.DirEntry) (tool string, is bool) {
	sub, err := fs.Sub(f, dir)
	if err != nil {
		return "", false
	}
	if p := convert.ReadProject(sub, func(tree.Diag) {}); p.File != "" && (p.Dir == "." || !strings.Contains(p.Dir, "..")) {
		return p.File, true
	}
	for _, e := range entries {
		name := strings.ToLower(strings.TrimSuffix(e.Name(), path.Ext(e.Name())))
		switch {
		case !e.Type().IsRegular() || !convert.IsPage(e.Name()):
		case name == "readme":
			if slices.Contains(docNames(), strings.ToLower(path.Base(dir))) {
				return "", true
			}
		case !slices.Contains(paperNames(), name):
			return "", true
		}
	}
	return "", false
}

// docNames are what folders of documentation are called, whose README is their first page.
func docNames() []string {
	return []string{"docs", "doc", "documentation", "guide", "guides", "manual", "handbook", "book", "wiki"}
}

// paperNames are pages that a repository has beside its code.
func paperNames() []string {
	return []string{"readme", "changelog", "changes", "contributing", "license", "licence", "security", "code_of_conduct", "code-of-conduct", "authors", "maintainers", "governance", "support", "history", "notice", "agents", "claude", "todo"}
}

// aside reports whether a folder holds no guides of its own: tools' folders, what others wrote, what was made.
func aside(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || slices.Contains([]string{"node_modules", "vendor", "third_party", "testdata", "target", "dist", "build", "out", "public", "site", "venv"}, name)
}

// countPages returns how many pages are in a folder.
func countPages(f fs.FS, dir string, left *int) (n int) {
	fs.WalkDir(f, dir, func(p string, d fs.DirEntry, err error) error {
		*left--
		switch {
		case err != nil:
			return nil
		case *left < 0:
			return fs.SkipAll
		case d.IsDir() && p != dir && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules"):
			return fs.SkipDir
		case d.Type().IsRegular() && convert.IsPage(p):
			n++
		}
		return nil
	})
	return n
}

// initFile returns the text of a project file for guides in a folder of this name.
func initFile(f fs.FS, guides []found, folder string) []byte {
	var b bytes.Buffer
	b.WriteString("# What platen build makes. Keys are the long names of flags: platen --help.\n")
	switch {
	case guides[0].dir == ".":
		fmt.Fprintf(&b, "output: %s\n", scalar("../"+folder+"-site/"))
	default:
		fmt.Fprintf(&b, "output: %s # it belongs into .gitignore\n", scalar(freeName(f, guides)+"/"))
	}
	b.WriteString("to: [html, pdf]\n#base-url: https://example.com/docs/ # where the site will be\n")
	if len(guides) == 1 {
		fmt.Fprintf(&b, "guides:\n  - %s\n", scalar(guides[0].dir))
		return b.Bytes()
	}
	fmt.Fprintf(&b, "root: %s # the guides are one set: they may link to each other and share files below it\nguides:\n", scalar(rootOf(guides)))
	for _, g := range guides {
		fmt.Fprintf(&b, "  - %s\n", scalar(g.dir))
	}
	return b.Bytes()
}

// freeName is a folder for outputs that is not there and holds no guide.
func freeName(f fs.FS, guides []found) string {
	for _, name := range []string{"site", "public", "out", "docs-site"} {
		_, err := fs.Stat(f, name)
		if errors.Is(err, fs.ErrNotExist) && !slices.ContainsFunc(guides, func(g found) bool { return strings.HasPrefix(g.dir+"/", name+"/") }) {
			return name
		}
	}
	return "platen-out"
}

// rootOf is the folder that all guides lie in.
func rootOf(guides []found) string {
	root := path.Dir(guides[0].dir)
	for _, g := range guides {
		for root != "." && !strings.HasPrefix(g.dir, root+"/") {
			root = path.Dir(root)
		}
	}
	return root
}
