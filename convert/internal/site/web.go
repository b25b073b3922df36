package site

import (
	"cmp"
	"net/url"
	"path"
	"strings"

	"platen/convert/internal/name"
)

// A Web is what a project's files say about the web site that another program makes of the guide.
type Web struct {
	URL       string   // where it is, "https://example.com/docs/"
	EditURL   string   // of a page's source, {path} standing for its path from the pages' folder
	Logo      string   // image, relative to the pages' folder or to one of Static
	Icon      string   // the same
	Styles    []string // style sheets, the same
	Copyright string   // a line of HTML or Markdown
	Folders   bool     // the addresses of pages end in a slash
	Static    []string // folders, relative to the pages' folder, whose files stand at the site's top
	Unused    []Unused // settings that are not taken over
}

// An Unused is a setting that platen has no use for.
type Unused struct {
	Line int // in the project file; 0 when it is not known
	Key  string
	Hint string // what does the same
}

// leave notes a setting that is not taken over.
func (w *Web) leave(line int, key, hint string) { w.Unused = append(w.Unused, Unused{line, key, hint}) }

// up is the way from the pages' folder to the source root, "../".
func (p *project) up() string {
	if p.Dir == "." {
		return ""
	}
	if outer := strings.Count(p.Dir, "../"); outer > 0 { // beside the project's folder
		return strings.Repeat("../", strings.Count(path.Join(p.at, p.Dir), "/")+1) + p.at + "/"
	}
	return strings.Repeat("../", strings.Count(p.Dir, "/")+1)
}

// webAddress joins an address and a base path, "https://example.com" and "/docs/"; "" when they make no address.
func webAddress(address, base string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	u.RawQuery, u.Fragment = "", ""
	return strings.TrimRight(u.String(), "/") + "/" + strings.TrimLeft(cmp.Or(base, "/"), "/")
}

// editAddress puts {path} behind the address of a folder of sources.
func editAddress(folder string) string {
	if u, err := url.Parse(folder); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return strings.TrimRight(folder, "/") + "/{path}"
}

// FormerFile is the file at a former address: "old.md", "/old.html", "old/"; "" when it can be none. With folders, old.md
// had the address old/.
func FormerFile(old string, folders bool) string {
	if strings.ContainsAny(old, "#?\\:*") {
		return ""
	}
	slash := strings.HasSuffix(old, "/")
	at := strings.TrimPrefix(path.Clean("/"+strings.TrimLeft(old, "/")), "/")
	switch ext := path.Ext(at); {
	case at == "":
		return ""
	case slash:
		return at + "/index.html"
	case name.IsPage(at) && folders && name.Stem(path.Base(at)) != "index":
		return name.Stem(at) + "/index.html"
	case name.IsPage(at):
		return name.Stem(at) + ".html"
	case ext == ".html" || ext == ".htm":
		return at
	}
	return at + "/index.html"
}
