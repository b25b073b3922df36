package options

import (
	"bytes"
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
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"platen/convert"
	"platen/convert/tree"
	"platen/writers/html"
)

// A brand is what the flags say about who publishes a site.
type brand struct {
	PrettyURLs   bool
	Static       []string // folders
	Icon         string   // file
	Accent       string
	Links        []string // LABEL=URL
	Footer       string   // Markdown
	Announcement string   // Markdown
	EditURL      string
	Head         string   // file
	Versions     string   // address
	Mermaid      string   // file
	Embed        []string // hosts
	Feed         bool
	PartTabs     bool
	Dates        string // file
	Tags         bool
	Markdown     bool
}

// brandFlags returns the flags of a site's look and of what goes with it.
func brandFlags() []Flag {
	return []Flag{
		toggle("pretty-urls", "", GroupLook, "Put each page of a guide into a folder of its own, setup/index.html, for addresses that end in a slash. [html]",
			func(o *Options) *bool { return &o.Brand.PrettyURLs }),
		{Name: "static", By: ByTrusted, Many: true, Arg: "DIR", Files: true, Group: GroupLook,
			Doc: "Copy what is in this folder beside the pages of a guide, as it is. May be repeated. [html]",
			set: func(o *Options, v string) error { o.Brand.Static = append(o.Brand.Static, v); return nil }},
		{Name: "icon", Arg: "FILE", Files: true, Group: GroupLook, Def: "favicon.svg, .png or .ico at the guide's top",
			Doc: "Image that browsers show for the site. [html]",
			set: func(o *Options, v string) error { o.Brand.Icon = v; return nil }},
		{Name: "accent", Arg: "COLOR[,DARK]", Group: GroupLook, Def: "#0b57a4,#79b4ff",
			Doc: "Colour of links and marks, #rrggbb, and that of the dark scheme. One that is hard to read on the page is refused. [html]",
			set: func(o *Options, v string) error {
				_, err := html.ParseAccent(v)
				o.Brand.Accent = v
				return err
			}},
		{Name: "header-link", Many: true, Arg: "LABEL=URL", Group: GroupLook,
			Doc: "Link in the bar at the top. May be repeated. [html]",
			set: func(o *Options, v string) error {
				if _, err := headerLink(v); err != nil {
					return err
				}
				o.Brand.Links = append(o.Brand.Links, v)
				return nil
			}},
		{Name: "footer", Arg: "TEXT", Group: GroupLook, Def: "version, date and copyright",
			Doc: "What stands at the end of each page of a guide, in Markdown. [html]",
			set: func(o *Options, v string) error { o.Brand.Footer = v; return nil }},
		{Name: "announcement", Arg: "TEXT", Group: GroupLook,
			Doc: "What stands above the bar at the top of each page, in Markdown. [html]",
			set: func(o *Options, v string) error { o.Brand.Announcement = v; return nil }},
		{Name: "edit-url", Arg: "URL", Group: GroupLook,
			Doc: "Where a page's source can be changed, with {path} for its file: https://example.com/edit/main/{path}. [html]",
			set: func(o *Options, v string) error {
				if !webAddress(strings.ReplaceAll(v, "{path}", "x")) || !strings.Contains(v, "{path}") {
					return fmt.Errorf("%q is no address like https://example.com/edit/main/{path}", v)
				}
				o.Brand.EditURL = v
				return nil
			}},
		{Name: "versions", By: ByTrusted, Arg: "URL", Group: GroupLook,
			Doc: "Where a list of the guide's versions is, as mike writes it; readers of a server choose among them. [html]",
			set: func(o *Options, v string) error {
				if u, err := url.Parse(v); err != nil || u.Scheme != "" && !webAddress(v) || v == "" {
					return fmt.Errorf("%q is no address like /versions.json", v)
				}
				o.Brand.Versions = v
				return nil
			}},
		{Name: "head", By: ByTrusted, Arg: "FILE", Files: true, Group: GroupLook,
			Doc: "Put this HTML into the head of each page as it is, scripts included: analytics, fonts. [html]",
			set: func(o *Options, v string) error { o.Brand.Head = v; return nil }},
		{Name: "mermaid", By: ByTrusted, Arg: "FILE.js", Files: true, Group: GroupLook,
			Doc: "Copy this script, mermaid.min.js of the package mermaid, into the pages of a guide that have Mermaid fences, so that browsers draw them. [html]",
			set: func(o *Options, v string) error { o.Brand.Mermaid = v; return nil }},
		{Name: "embed", By: ByTrusted, Many: true, Arg: "HOST", Group: GroupLook,
			Doc: "Show pages of this host in frames where the source has an iframe: www.youtube-nocookie.com. Others are links. May be repeated. [html]",
			set: func(o *Options, v string) error {
				host := strings.ToLower(v)
				if u, err := url.Parse("https://" + host + "/"); err != nil || u.Host != host || host == "" || strings.ContainsAny(host, "*@/ ") {
					return fmt.Errorf("%q is no host like www.youtube-nocookie.com", v)
				}
				o.Brand.Embed = append(o.Brand.Embed, host)
				return nil
			}},
		toggle("part-tabs", "", GroupLook, "Show the parts of the contents in a row below the bar of a guide's pages, and at the side the part that the page is in. [html]",
			func(o *Options) *bool { return &o.Brand.PartTabs }),
		{Name: "dates", Arg: "FILE", Files: true, Group: GroupLook,
			Doc: "Take the days of last changes from this file, the output of git log --format=%cs --name-only; what front matter says counts more. [html]",
			set: func(o *Options, v string) error { o.Brand.Dates = v; return nil }},
		toggle("feed", "", GroupLook, "Write feed.xml, an RSS feed of the pages that have a date, with --base-url. [html]", func(o *Options) *bool { return &o.Brand.Feed }),
		toggle("tags", "", GroupLook, "Write tags.html, a list of the pages by the tags in their front matter, and show them below each page. [html]", func(o *Options) *bool { return &o.Brand.Tags }),
		toggle("llms-full", "", GroupLook, "Write each page as Markdown beside it as well, and llms-full.txt with all of them, for programs that read the guide. [html]",
			func(o *Options) *bool { return &o.Brand.Markdown }),
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

// A BrandFiles is the content of the files that a brand names.
type BrandFiles struct {
	icon   []byte
	head   []byte
	script []byte // of Mermaid
	dates  map[string]string
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
func attachBrand(o *Options, note func(name string)) (a BrandFiles, err error) {
	b := &o.Brand
	if b.Icon != "" {
		if a.icon, err = readFile(o, note, b.Icon); err != nil {
			return a, err
		}
	}
	if b.Head != "" {
		if a.head, err = readFile(o, note, b.Head); err != nil {
			return a, err
		}
	}
	if b.Dates != "" {
		data, err := readFile(o, note, b.Dates)
		if err != nil {
			return a, err
		}
		if a.dates = changeDates(data); len(a.dates) == 0 {
			return a, WrongHint("git log --format=%cs --name-only > dates.txt writes one", "--dates %s: there are no days and files in it", b.Dates)
		}
	}
	if b.Mermaid != "" {
		if a.script, err = readFile(o, note, b.Mermaid); err != nil {
			return a, err
		}
		if why := notMermaid(b.Mermaid, a.script); why != "" {
			return a, WrongHint("the package mermaid has it as dist/mermaid.min.js", "--mermaid %s: %s", b.Mermaid, why)
		}
	}
	for _, dir := range b.Static {
		files, err := readStatic(dir, note)
		if err != nil {
			return a, err
		}
		a.static = append(a.static, files...)
	}
	return a, nil
}

// notMermaid says why a file is not the script of Mermaid that a page can load; "" when it may be.
func notMermaid(name string, data []byte) string {
	switch text := bytes.TrimSpace(data); {
	case strings.EqualFold(filepath.Ext(name), ".mjs"):
		return "it is a module, which pages on a disk cannot load"
	case !utf8.Valid(data) || len(text) == 0 || text[0] == '<':
		return "it is no script"
	case !bytes.Contains(bytes.ToLower(text), []byte("mermaid")):
		return "it does not name Mermaid"
	}
	return ""
}

// maxStatic is how many files --static takes.
const maxStatic = 100_000

// readStatic lists the files of a folder. What leads out of it, and the folder of a version control system, is left out.
func readStatic(dir string, note func(name string)) ([]staticFile, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, Wrong("--static: %v", NotThere(dir, err))
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
			return Wrong("--static %s: more than %d files", dir, maxStatic)
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		note(file)
		out = append(out, staticFile{name, file, info.Size(), hex.EncodeToString(h.Sum(nil))})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("--static %s: %w", dir, Cause(err))
	}
	return out, nil
}

// Parts are the contents that go into the outputs, for the key of a run.
func (a *BrandFiles) Parts() [][]byte {
	parts := [][]byte{a.icon, a.head, a.script}
	for _, f := range a.static {
		parts = append(parts, []byte(f.name), []byte(f.sum))
	}
	return parts
}

// brandFor makes what the HTML writer takes. What the flags say was checked when they were read.
func (s *Settings) brandFor() html.Brand {
	b := &s.Brand
	w := html.Brand{EditURL: b.EditURL, Versions: b.Versions, Head: string(s.Branded.head), Mermaid: s.Branded.script,
		Footer: convert.Inlines(b.Footer), Announcement: convert.Inlines(b.Announcement)}
	w.Accent, _ = html.ParseAccent(b.Accent)
	if s.Logo != "" {
		w.Logo = html.File{Name: filepath.Base(s.Logo), Data: s.LogoFile}
	}
	if b.Icon != "" {
		w.Icon = html.File{Name: filepath.Base(b.Icon), Data: s.Branded.icon}
	}
	for _, v := range b.Links {
		l, _ := headerLink(v)
		w.Links = append(w.Links, l)
	}
	for _, f := range s.Branded.static {
		w.Static = append(w.Static, &tree.Asset{Path: f.name, MIME: mimeOf(f.name), Size: f.size, Open: func() (io.ReadCloser, error) { return os.Open(f.file) }})
	}
	slices.SortStableFunc(w.Static, func(x, y *tree.Asset) int { return strings.Compare(x.Path, y.Path) })
	return w
}

// changeDates reads days and below each the files that changed then, as git log --format=%cs --name-only prints them. The
// last day of a file counts.
func changeDates(data []byte) map[string]string {
	out := map[string]string{}
	day := ""
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\r\n")
		if len(line) >= 10 && (len(line) == 10 || line[10] == 'T' || line[10] == ' ') {
			if _, err := time.Parse(time.DateOnly, line[:10]); err == nil {
				day = line[:10]
				continue
			}
		}
		if name, err := strconv.Unquote(line); err == nil { // what is not ASCII, as git prints it
			line = name
		}
		if line != "" && day > out[line] {
			out[line] = day
		}
	}
	return out
}

func mimeOf(name string) string {
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}
