package project

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"

	"platen/cmd/platen/internal/options"
	"platen/cmd/platen/internal/report"
)

// changedSince returns the folders of the guides that changes since a revision concern: those that hold a changed file,
// and those that include, show or link to one. When the project file, or a file that it names, has changed, it is all.
func (g *File) changedSince(ctx context.Context, revision string, all []Guide) (map[string]bool, error) {
	files, err := gitChanges(ctx, g.dir, revision)
	if err != nil {
		return nil, err
	}
	concerned := map[string]bool{}
	everything := func() map[string]bool {
		for _, e := range all {
			concerned[e.Dir] = true
		}
		return concerned
	}
	changed := map[string]bool{} // absolute, files and pages without their extensions
	own := real(report.Absolute(g.Path))
	named := g.named()
	for _, f := range files {
		if f == own || named[f] {
			return everything(), nil
		}
		changed[f] = true
		changed[strings.TrimSuffix(f, filepath.Ext(f))] = true
		for _, e := range all {
			if report.Within(f, real(e.Dir)) {
				concerned[e.Dir] = true
			}
		}
	}
	if len(changed) == 0 {
		return concerned, nil
	}
	g.spread(changed)
	root := real(g.Root())
	for _, e := range all {
		if !concerned[e.Dir] {
			concerned[e.Dir] = g.mentions(real(e.Dir), root, changed)
		}
	}
	return concerned, nil
}

// spread adds files that no guide holds, and that include one that has changed, to those that have changed.
func (g *File) spread(changed map[string]bool) {
	if g.root == "" {
		return // nothing outside of the guides is read
	}
	root := real(g.root)
	inGuide := map[string]bool{}
	for _, dir := range g.All() {
		inGuide[real(dir)] = true
	}
	for again := true; again; {
		again = false
		walkShared(root, inGuide, func(file string) {
			if !changed[file] && mentionsAny(file, root, changed) {
				changed[file], again = true, true
			}
		})
	}
}

// walkShared calls visit for each page in a folder and below it that is in no guide.
func walkShared(root string, guides map[string]bool, visit func(file string)) {
	filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case d.IsDir() && (guides[p] || p != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules")):
			return fs.SkipDir
		case d.Type().IsRegular() && (strings.HasSuffix(p, ".md") || strings.HasSuffix(p, ".mdx") || strings.HasSuffix(p, ".txt")):
			visit(p)
		}
		return nil
	})
}

// named are the files that the project file names: style sheets, themes, logos.
func (g *File) named() map[string]bool {
	files := map[string]bool{}
	add := func(s section) {
		for _, set := range s.settings {
			if !set.def.Files || set.def.Name == "output" {
				continue
			}
			for _, v := range set.values {
				files[real(report.Absolute(v.Value))] = true
			}
		}
	}
	add(g.top)
	for _, s := range g.formats {
		add(s)
	}
	for _, e := range g.guides {
		add(e.section)
		for _, s := range e.formats {
			add(s)
		}
	}
	return files
}

// mentions reports whether a page of a guide has an address out of the guide that leads to a file of these.
func (g *File) mentions(dir, root string, changed map[string]bool) (found bool) {
	walkPages(dir, func(p string, d fs.DirEntry) {
		found = found || mentionsAny(filepath.Join(dir, filepath.FromSlash(p)), root, changed)
	})
	return found
}

// maxMentions is how many bytes of a page are looked through.
const maxMentions = 32 << 20

// mentionsAny reports whether a file has an address, from its own folder, from its own name as a folder, or from the
// root, that leads to one of these.
func mentionsAny(file, root string, changed map[string]bool) bool {
	info, err := os.Stat(file)
	if err != nil || info.Size() > maxMentions {
		return false
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return false
	}
	for _, word := range addresses(text) {
		if plain, err := url.PathUnescape(word); err == nil {
			word = plain
		}
		word = strings.TrimRight(path.Clean(word), "/")
		bases := []string{filepath.Dir(file), strings.TrimSuffix(file, filepath.Ext(file))}
		if strings.HasPrefix(word, "/") {
			bases = []string{root}
		}
		for _, base := range bases {
			at := filepath.Join(base, filepath.FromSlash(word))
			for _, try := range []string{at, strings.TrimSuffix(at, filepath.Ext(at)), filepath.Join(at, "index"), filepath.Join(at, "README")} {
				if changed[try] {
					return true
				}
			}
		}
	}
	return false
}

// addresses returns what in a text may be an address with folders: words with a slash in them, without what is behind
// # or ?.
func addresses(text []byte) (list []string) {
	for len(text) > 0 {
		i := bytes.IndexByte(text, '/')
		if i < 0 {
			return list
		}
		start, end := i, i
		for start > 0 && !ends(text[start-1]) {
			start--
		}
		for end < len(text) && !ends(text[end]) {
			end++
		}
		list = append(list, string(text[start:end]))
		text = text[end:]
	}
	return list
}

// ends reports whether a byte stands around an address.
func ends(c byte) bool {
	return c <= ' ' || strings.IndexByte(`"'()<>[]{}|#?:=,`+"`", c) >= 0
}

// gitChanges returns the files that differ from a revision in the working tree, and those that git does not know, as
// absolute paths without links. Nothing that a repository's settings name is run.
func gitChanges(ctx context.Context, dir, revision string) ([]string, error) {
	git := func(args ...string) ([]byte, error) {
		cmd := exec.CommandContext(ctx, "git", append([]string{"-C", dir, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.DevNull}, args...)...)
		cmd.Env = append(os.Environ(), "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
		out, err := cmd.Output()
		var failed *exec.ExitError
		switch {
		case errors.As(err, &failed):
			line, _, _ := strings.Cut(strings.TrimSpace(string(failed.Stderr)), "\n")
			return nil, options.Wrong("--changed-since %s: git says: %s", revision, strings.TrimPrefix(line, "fatal: "))
		case err != nil:
			return nil, options.Wrong("--changed-since asks git, and it cannot be run: %v", options.Cause(err))
		}
		return out, nil
	}
	top, err := git("rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	commit, err := git("rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return nil, options.WrongHint("a clone with the whole history knows it: fetch-depth: 0", "--changed-since: git knows no revision %q", revision)
	}
	diff, err := git("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", strings.TrimSpace(string(commit)), "--")
	if err != nil {
		return nil, err
	}
	fresh, err := git("ls-files", "-z", "--others", "--exclude-standard", "--full-name", ":/")
	if err != nil {
		return nil, err
	}
	var files []string
	base := real(filepath.FromSlash(strings.TrimRight(string(top), "\r\n")))
	for name := range strings.SplitSeq(string(diff)+string(fresh), "\x00") {
		if name != "" {
			files = append(files, filepath.Join(base, filepath.FromSlash(name)))
		}
	}
	return files, nil
}

// real is a path without symbolic links, or as it is.
func real(p string) string {
	if to, err := filepath.EvalSymlinks(p); err == nil {
		return to
	}
	return p
}
