package site

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"platen/convert/internal/js"
	"platen/convert/internal/name"
	"platen/convert/tree"
)

// A Setting is what a project says in the words of a project file of platen's own.
type Setting struct {
	Key    string   // "html.accent": a key below the section html
	Values []string // one, or those of a list
	List   bool
}

// A Migration is what the files of a project come to in a project file of platen's own. What platen reads from the
// project's files at each run, as the contents, is not among the settings.
type Migration struct {
	*Site
	Output   string // folder that the other program writes its pages to, relative to the project's; "" for what is usual
	Settings []Setting
	Left     []Unused // in the order of their lines
}

// Migrate reads the project in a source root. What is wrong in its files is reported.
func Migrate(fsys fs.FS, report func(tree.Diag)) *Migration {
	s := Find(fsys, report)
	m := &migration{Migration: &Migration{Site: s}, known: map[string]bool{}, base: path.Dir(s.File)}
	m.p = &project{Site: s, fs: fsys, root: fsys, at: ".", report: func(tree.Diag) {}} // it was reported by Find
	if s.File == "" {
		return m.Migration
	}
	for _, key := range [...]string{"title", "lang", "author", "description"} {
		m.set("metadata."+key, s.Meta.String(key))
	}
	m.set("html.base-url", s.Web.URL)
	m.set("html.edit-url", s.Web.EditURL)
	m.file("html.logo", s.Web.Logo)
	m.file("html.icon", s.Web.Icon)
	m.Left = slices.Clone(s.Web.Unused)
	if read := map[string]func(*migration){
		"mkdocs": mkdocsSettings, "mdbook": mdbookSettings, "docusaurus": docusaurusSettings, "vitepress": vitepressSettings,
		"jekyll": jekyllSettings, "hugo": hugoSettings, "docfx": docfxSettings, "sphinx": sphinxSettings,
	}[s.Kind]; read != nil {
		read(m)
	}
	m.rest()
	return m.Migration
}

// A migration is a Migration while it is made.
type migration struct {
	*Migration
	p     *project
	base  string // the folder of the project file
	v     values
	text  string
	known map[string]bool // keys of the file, at its top, that are taken over or left
}

// load reads a file of settings: YAML, TOML, JSON or JavaScript.
func (m *migration) load(file string) {
	text, _ := m.p.read(file)
	m.text = string(text)
	switch path.Ext(file) {
	case ".js", ".ts", ".mjs", ".mts", ".cjs":
		m.v, _ = plain(m.p.eval(file)).(map[string]any)
	default:
		m.v, _ = m.p.settings(file)
	}
	if m.v == nil {
		m.v = values{}
	}
}

// plain makes of a literal what settings in YAML are.
func plain(l *js.Literal) any {
	switch {
	case l == nil || l.Kind == js.Unknown:
		return nil
	case l.Kind == js.Object:
		out := map[string]any{}
		for i, f := range l.Fields {
			out[f] = plain(l.Items[i])
		}
		return out
	case l.Kind == js.List:
		out := []any{}
		for _, it := range l.Items {
			out = append(out, plain(it))
		}
		return out
	case l.Kind == js.Word && (l.Text == "true" || l.Text == "false"):
		return l.Text == "true"
	}
	return l.Text
}

// set adds a setting, unless it is empty or there already.
func (m *migration) set(key, value string) {
	if value == "" || slices.ContainsFunc(m.Settings, func(s Setting) bool { return s.Key == key }) {
		return
	}
	m.Settings = append(m.Settings, Setting{Key: key, Values: []string{value}})
}

// add adds a value to a setting that is a list.
func (m *migration) add(key, value string) {
	i := slices.IndexFunc(m.Settings, func(s Setting) bool { return s.Key == key })
	if i < 0 {
		m.Settings = append(m.Settings, Setting{Key: key, List: true})
		i = len(m.Settings) - 1
	}
	if s := &m.Settings[i]; !slices.Contains(s.Values, value) {
		s.Values = append(s.Values, value)
	}
}

// file adds a setting that names a file of the project: one below the pages, beside the project file, or in a folder of
// files for the site's top.
func (m *migration) file(key, file string) {
	if file == "" || strings.Contains(file, "://") {
		return
	}
	file = strings.TrimLeft(file, "/")
	for _, dir := range append([]string{m.Dir, m.base}, m.Web.Static...) {
		for _, at := range [...]string{path.Join(dir, file), path.Join(m.Dir, dir, file)} {
			if m.p.present(at) != "" {
				m.set(key, at)
				return
			}
		}
	}
}

// leave notes what is not taken over, once for each key.
func (m *migration) leave(key, hint string) {
	first, _, _ := strings.Cut(key, ".")
	m.known[first] = true
	if !slices.ContainsFunc(m.Left, func(u Unused) bool { return u.Key == key }) {
		m.Left = append(m.Left, Unused{m.line(key), key, hint})
	}
}

// taken notes that what was to be left is taken over.
func (m *migration) taken(keys ...string) {
	m.Left = slices.DeleteFunc(m.Left, func(u Unused) bool { return slices.Contains(keys, u.Key) })
}

// knows notes keys that are taken over, or mean nothing elsewhere.
func (m *migration) knows(keys ...string) {
	for _, k := range keys {
		m.known[k] = true
	}
}

// when leaves the keys that there are.
func (m *migration) when(v values, prefix, hint string, keys ...string) {
	for _, k := range keys {
		if x := v.lookup(k); x != nil && x != false && x != "" {
			m.leave(prefix+k, hint)
		}
	}
}

// line is where a key stands in the file, 0 when it is not found.
func (m *migration) line(key string) int {
	last := key[strings.LastIndexByte(key, '.')+1:]
	re, err := regexp.Compile(`(?m)^[ \t\[\-"']*(?:[\w-]+\.)*` + regexp.QuoteMeta(last) + `["']?[ \t]*[:=\]\n]`)
	if err != nil {
		return 0
	}
	if at := re.FindStringIndex(m.text); at != nil {
		return strings.Count(m.text[:at[0]], "\n") + 1
	}
	return 0
}

// rest leaves the keys at the file's top that nobody knew. Jekyll's are values that pages may show, and are read.
func (m *migration) rest() {
	if m.Kind == "jekyll" {
		clear(m.v)
	}
	for _, k := range slices.Sorted(maps.Keys(m.v)) {
		left := slices.ContainsFunc(m.Left, func(u Unused) bool { return u.Key == k || strings.HasPrefix(u.Key, k+".") })
		if x := m.v[k]; !m.known[k] && !left && x != nil && x != false && x != "" {
			m.leave(k, "")
		}
	}
	slices.SortFunc(m.Left, func(a, b Unused) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Key, b.Key)) })
}

// link adds a link of the bar at the top, once for each address. An address without a host is a page of the guide when there is one.
func (m *migration) link(key, label, to string) {
	if label == "" || to == "" || strings.Contains(label, "=") || strings.Contains(label, "<") {
		return
	}
	if u, err := url.Parse(to); err == nil && u.Host != "" {
		if !slices.ContainsFunc(m.Settings, func(s Setting) bool {
			return slices.ContainsFunc(s.Values, func(v string) bool {
				return strings.HasSuffix(strings.TrimRight(v, "/"), "="+strings.TrimRight(to, "/"))
			})
		}) {
			m.add("html.header-link", label+"="+to)
		}
		return
	}
	at := strings.TrimSuffix(strings.Trim(to, "/"), ".html")
	for _, try := range [...]string{at, strings.TrimPrefix(at, "docs/"), strings.TrimPrefix(at, "docs")} {
		for _, file := range [...]string{try, try + ".md", try + ".mdx", path.Join(try, "index.md"), path.Join(try, "_index.md"), path.Join(try, "README.md")} {
			if name.IsPage(file) && m.p.present(path.Join(m.Dir, file)) != "" {
				m.add("html.header-link", label+"="+pageFile(file, m.has("html.pretty-urls")))
				return
			}
		}
	}
	m.leave(key, fmt.Sprintf("%q leads to %s, which is no page of the guide", label, to))
}

// pageFile is the address of a page from the site's top.
func pageFile(page string, pretty bool) string {
	dir, stem := path.Dir(page), name.Stem(path.Base(page))
	switch {
	case name.IsIndex(stem) || stem == "_index":
		return path.Join(dir, "index.html")
	case pretty:
		return path.Join(dir, stem, "index.html")
	}
	return path.Join(dir, stem+".html")
}

func (m *migration) has(key string) bool {
	return slices.ContainsFunc(m.Settings, func(s Setting) bool { return s.Key == key })
}

// maps is a list of settings below a key; nil for none.
func (v values) maps(key string) (out []values) {
	list, _ := v.lookup(key).([]any)
	for _, x := range list {
		if one, ok := x.(map[string]any); ok {
			out = append(out, one)
		}
	}
	return out
}

// hostLabel names a link by the host that it leads to: "GitHub", "example.com".
func hostLabel(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	host := strings.TrimPrefix(u.Hostname(), "www.")
	known := map[string]string{"github.com": "GitHub", "gitlab.com": "GitLab", "codeberg.org": "Codeberg", "bitbucket.org": "Bitbucket", "x.com": "X", "twitter.com": "Twitter",
		"discord.gg": "Discord", "discord.com": "Discord", "linkedin.com": "LinkedIn", "youtube.com": "YouTube", "pypi.org": "PyPI", "stackoverflow.com": "Stack Overflow", "hub.docker.com": "Docker Hub"}
	return cmp.Or(known[host], host)
}
