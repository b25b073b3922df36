package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers/html"
)

// A brand is what the flags say about who publishes a site.
type brand struct {
	prettyURLs   bool
	static       []string // folders
	icon         string   // file
	accent       string
	links        []string // LABEL=URL
	footer       string   // Markdown
	announcement string   // Markdown
	editURL      string
	head         string // file
	versions     string // address
}

// brandFlags returns the flags of a site's look and of what goes with it.
func brandFlags() []flagDef {
	return []flagDef{
		toggle("pretty-urls", "", groupLook, "Put each page of a guide into a folder of its own, setup/index.html, for addresses that end in a slash. [html]",
			func(o *options) *bool { return &o.brand.prettyURLs }),
		{name: "static", by: byTrusted, many: true, arg: "DIR", files: true, group: groupLook,
			doc: "Copy what is in this folder beside the pages of a guide, as it is. May be repeated. [html]",
			set: func(o *options, v string) error { o.brand.static = append(o.brand.static, v); return nil }},
		{name: "icon", arg: "FILE", files: true, group: groupLook, def: "favicon.svg, .png or .ico at the guide's top",
			doc: "Image that browsers show for the site. [html]",
			set: func(o *options, v string) error { o.brand.icon = v; return nil }},
		{name: "accent", arg: "COLOR[,DARK]", group: groupLook, def: "#0b57a4,#79b4ff",
			doc: "Colour of links and marks, #rrggbb, and that of the dark scheme. One that is hard to read on the page is refused. [html]",
			set: func(o *options, v string) error {
				_, err := html.ParseAccent(v)
				o.brand.accent = v
				return err
			}},
		{name: "header-link", many: true, arg: "LABEL=URL", group: groupLook,
			doc: "Link in the bar at the top. May be repeated. [html]",
			set: func(o *options, v string) error {
				if _, err := headerLink(v); err != nil {
					return err
				}
				o.brand.links = append(o.brand.links, v)
				return nil
			}},
		{name: "footer", arg: "TEXT", group: groupLook, def: "version, date and copyright",
			doc: "What stands at the end of each page of a guide, in Markdown. [html]",
			set: func(o *options, v string) error { o.brand.footer = v; return nil }},
		{name: "announcement", arg: "TEXT", group: groupLook,
			doc: "What stands above the bar at the top of each page, in Markdown. [html]",
			set: func(o *options, v string) error { o.brand.announcement = v; return nil }},
		{name: "edit-url", arg: "URL", group: groupLook,
			doc: "Where a page's source can be changed, with {path} for its file: https://example.com/edit/main/{path}. [html]",
			set: func(o *options, v string) error {
				if !webAddress(strings.ReplaceAll(v, "{path}", "x")) || !strings.Contains(v, "{path}") {
					return fmt.Errorf("%q is no address like https://example.com/edit/main/{path}", v)
				}
				o.brand.editURL = v
				return nil
			}},
		{name: "versions", by: byTrusted, arg: "URL", group: groupLook,
			doc: "Where a list of the guide's versions is, as mike writes it; readers of a server choose among them. [html]",
			set: func(o *options, v string) error {
				if u, err := url.Parse(v); err != nil || u.Scheme != "" && !webAddress(v) || v == "" {
					return fmt.Errorf("%q is no address like /versions.json", v)
				}
				o.brand.versions = v
				return nil
			}},
		{name: "head", by: byTrusted, arg: "FILE", files: true, group: groupLook,
			doc: "Put this HTML into the head of each page as it is, scripts included: analytics, fonts. [html]",
			set: func(o *options, v string) error { o.brand.head = v; return nil }},
	}
}

// webAddress reports whether s is an address of the web.
func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// headerLink reads LABEL=URL.
func headerLink(v string) (html.Link, error) {
	label, to, ok := strings.Cut(v, "=")
	u, err := url.Parse(to)
	if !ok || strings.TrimSpace(label) == "" || to == "" || err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
		return html.Link{}, fmt.Errorf("%q is not LABEL=URL", v)
	}
	return html.Link{Label: strings.TrimSpace(label), URL: to}, nil
}

// A branding is the content of the files that a brand names.
type branding struct {
	icon   []byte
	head   []byte
	static []staticFile
}

// A staticFile is a file of --static.
type staticFile struct {
	name string // in the output, slash-separated
	file string
	size int64
	sum  string // of its bytes
}

// attachBrand reads the files that a brand names.
func (c *command) attachBrand(o *options) (a branding, err error) {
	b := &o.brand
	if b.icon != "" {
		if a.icon, err = c.readFile(o, b.icon); err != nil {
			return a, err
		}
	}
	if b.head != "" {
		if a.head, err = c.readFile(o, b.head); err != nil {
			return a, err
		}
	}
	for _, dir := range b.static {
		files, err := c.readStatic(dir)
		if err != nil {
			return a, err
		}
		a.static = append(a.static, files...)
	}
	return a, nil
}

// maxStatic is how many files --static takes.
const maxStatic = 100_000

// readStatic lists the files of a folder. What leads out of it, and the folder of a version control system, is left out.
func (c *command) readStatic(dir string) ([]staticFile, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, wrong("--static: %v", notThere(dir, err))
	}
	defer root.Close()
	var out []staticFile
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == ".platen-tmp" || d.Name() == "node_modules"):
			return fs.SkipDir
		case d.IsDir() || d.Name() == ".DS_Store":
			return nil
		}
		f, err := root.Open(filepath.FromSlash(name))
		if err != nil {
			return nil // a link that leads out, or nowhere
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil || !info.Mode().IsRegular() {
			return err
		}
		h := sha256.New()
		if _, err := io.Copy(h, f); err != nil {
			return err
		}
		if len(out) == maxStatic {
			return wrong("--static %s: more than %d files", dir, maxStatic)
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		c.guard.add(func() []string { return []string{file} })
		c.attached.add(file)
		out = append(out, staticFile{name, file, info.Size(), hex.EncodeToString(h.Sum(nil))})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("--static %s: %w", dir, cause(err))
	}
	return out, nil
}

// parts are the contents that go into the outputs, for the key of a run.
func (a *branding) parts() [][]byte {
	parts := [][]byte{a.icon, a.head}
	for _, f := range a.static {
		parts = append(parts, []byte(f.name), []byte(f.sum))
	}
	return parts
}

// brandFor makes what the HTML writer takes. What the flags say was checked when they were read.
func (s *settings) brandFor() html.Brand {
	b := &s.brand
	w := html.Brand{EditURL: b.editURL, Versions: b.versions, Head: string(s.branded.head),
		Footer: convert.Inlines(b.footer), Announcement: convert.Inlines(b.announcement)}
	w.Accent, _ = html.ParseAccent(b.accent)
	if s.logo != "" {
		w.Logo = html.File{Name: filepath.Base(s.logo), Data: s.logoFile}
	}
	if b.icon != "" {
		w.Icon = html.File{Name: filepath.Base(b.icon), Data: s.branded.icon}
	}
	for _, v := range b.links {
		l, _ := headerLink(v)
		w.Links = append(w.Links, l)
	}
	for _, f := range s.branded.static {
		w.Static = append(w.Static, &tree.Asset{Path: f.name, MIME: mimeOf(f.name), Size: f.size, Open: func() (io.ReadCloser, error) { return os.Open(f.file) }})
	}
	slices.SortStableFunc(w.Static, func(x, y *tree.Asset) int { return strings.Compare(x.Path, y.Path) })
	return w
}

func mimeOf(name string) string {
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}
