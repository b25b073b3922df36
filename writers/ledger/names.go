package ledger

import (
	"path"
	"strconv"
	"strings"

	"platen/convert/tree"
	"platen/writers/internal/pages"
)

func itoa(n int) string { return strconv.Itoa(n) }

// names knows which file is which page's.
type names struct {
	page   map[string]*tree.Page
	file   map[*tree.Page]string
	path   map[string]*tree.Page
	assets map[string]bool
	prefix map[string]*tree.Page // by what begins the ids of a page, in one file
	dita   *ditaFiles
	lone   bool
}

// newNames names the outputs of a file a page: the page's path with the format's extension.
func newNames(b *tree.Book, format, ext string) *names {
	n := &names{page: map[string]*tree.Page{}, file: map[*tree.Page]string{}, path: map[string]*tree.Page{}, assets: map[string]bool{}, lone: b.Lone}
	for _, a := range b.Assets {
		n.assets[a.Path] = true
	}
	folders := map[string]bool{} // that have an index page
	for _, p := range b.Pages {
		if dir, file := path.Split(p.Path); strings.EqualFold(pages.Stem(file), "index") {
			folders[dir] = true
		}
	}
	for _, p := range b.Pages {
		name := pages.Stem(p.Path) + ext
		dir, file := path.Split(p.Path)
		switch {
		case p.Path == "-" && format == "html":
			name = "index" + ext
		case format == "dita" && p == b.Index:
			name = path.Join(path.Dir(p.Path), "frontmatter.dita")
		case p.Path == "-" && format == "dita":
			name = b.Name + ext
		case p.Path == "-":
			name = "stdin" + ext
		case format == "html" && (strings.EqualFold(pages.Stem(file), "readme") || pages.Stem(file) == "_index") && !folders[dir] && !b.Lone:
			name = dir + "index" + ext
		}
		n.set(p, name)
	}
	return n
}

func (n *names) set(p *tree.Page, file string) {
	n.file[p] = file
	n.path[p.Path] = p
	if n.page[file] == nil {
		n.page[file] = p
	}
}

// hasScheme reports whether an address begins with a scheme. (RFC 3986, 3.1)
func hasScheme(u string) bool {
	for i := range len(u) {
		switch c := u[i] | 0x20; {
		case c >= 'a' && c <= 'z':
		case u[i] == ':':
			return i > 0
		case i > 0 && (u[i] >= '0' && u[i] <= '9' || u[i] == '+' || u[i] == '-' || u[i] == '.'):
		default:
			return false
		}
	}
	return false
}
