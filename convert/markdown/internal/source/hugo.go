package source

import (
	"fmt"
	"path"
	"strings"

	"platen/convert/tree"
)

// Hugo does what shortcodes ask for that stand in addresses and words: ref and relref, param, comments, and the shortcodes
// that are shown with {{</* … */>}}.
func Hugo(x *Text) {
	if strings.Contains(x.text, "{{<") || strings.Contains(x.text, "{{%") || strings.Contains(x.text, "{{/*") {
		t := &template{x: x, first: "{", tag: hugoTag}
		x.rewrite(t.fill)
	}
}

// maxTag is how long a tag can be, in bytes.
const maxTag = 2000

// readHugo reads the shortcode that s begins with: its words and its length, 0 when there is none.
func readHugo(s string) (body string, size int) {
	stop := ""
	switch {
	case strings.HasPrefix(s, "{{<"):
		stop = ">}}"
	case strings.HasPrefix(s, "{{%"):
		stop = "%}}"
	default:
		return "", 0
	}
	n := strings.Index(s[3:min(len(s), maxTag)], stop)
	if n < 0 {
		return "", 0
	}
	return strings.TrimSpace(s[3 : 3+n]), n + 6
}

func hugoTag(t *template, s string, at tree.Pos) int {
	if strings.HasPrefix(s, "{{/*") {
		if t.code {
			return 0
		}
		_, all := t.between("*/", s, 4, "*/}}", func(string) int { return 4 })
		return all
	}
	body, size := readHugo(s)
	if size == 0 {
		return 0
	}
	if shown, ok := strings.CutPrefix(body, "/*"); ok && strings.HasSuffix(shown, "*/") {
		t.literal(s[:3]+strings.TrimSuffix(shown, "*/")+s[size-3:size], at)
		return size
	}
	word, rest, _ := strings.Cut(body, " ")
	switch word {
	case "ref", "relref":
		if to := hugoArg(rest, "path"); to != "" {
			t.x.emit(address(t.x.hugoPath(to)), at)
			return size
		}
	case "param":
		name := hugoArg(rest, "name")
		v, ok := t.x.variable(name)
		if !ok {
			v, ok = t.x.cascade(name)
		}
		if !ok && !t.code && t.inAddress() {
			v, ok = strings.ReplaceAll(s[:size], " ", "%20"), true // the link stays one
		}
		if ok {
			t.x.emit(v, at)
			return size
		}
	case "readfile":
		return t.readFile(rest, s, size, at)
	case "comment":
		_, all := t.between(word, s, size, "{{", func(s string) int {
			body, n := readHugo(s)
			if end, ok := strings.CutPrefix(body, "/"); ok && strings.TrimSpace(end) == word {
				return n
			}
			return 0
		})
		return all
	}
	return 0
}

// inAddress reports whether what comes next stands in the address of a link or of a definition.
func (t *template) inAddress() bool {
	s := t.x.out.String()
	s = s[strings.LastIndexByte(s, '\n')+1:]
	word := s[strings.LastIndexByte(s, ' ')+1:]
	return strings.Contains(word, "](") || strings.HasPrefix(strings.TrimLeft(s, " "), "[") && strings.HasSuffix(strings.TrimSuffix(s, word), "]: ")
}

// cascade is what the front matter of a section gives all pages below it: the nearest section's wins.
func (x *Text) cascade(name string) (string, bool) {
	for dir := path.Dir(x.Page.Path); x.Read != nil; dir = path.Dir(dir) {
		x.count(0)
		if raw, err := x.Read(path.Join(dir, "_index.md")); err == nil {
			text := strings.TrimPrefix(strings.ReplaceAll(string(raw), "\r\n", "\n"), "\ufeff")
			if end := frontMatterEnd(text); end > 0 {
				meta, _ := parseMeta("---", text[4:end-4])
				given, _ := meta["cascade"].(map[string]any)
				if inner, ok := given["params"].(map[string]any); ok && given[name] == nil {
					given = inner
				}
				switch v := given[name].(type) {
				case string:
					return x.Clean(v), true
				case int, int64, float64, bool:
					return fmt.Sprint(v), true
				}
			}
		}
		if dir == "." || dir == "/" {
			break
		}
	}
	return "", false
}

// hugoArg is the first argument of a shortcode, or the one of a name.
func hugoArg(s, name string) string {
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, name); ok {
		if rest, ok = strings.CutPrefix(strings.TrimLeft(rest, " "), "="); ok {
			s = strings.TrimLeft(rest, " ")
		}
	}
	if v, _ := quoted(s); v != "" {
		return v
	}
	s = strings.Trim(s, "`")
	word, _, _ := strings.Cut(s, " ")
	return strings.Trim(word, `"'`)
}

// hugoPath is the address that a reference means: a path from the page's folder, else from the top of the pages.
func (x *Text) hugoPath(ref string) string {
	to, anchor, ok := strings.Cut(ref, "#")
	if ok {
		anchor = "#" + anchor
	}
	if to == "" || to[0] == '/' || strings.Contains(to, "://") || x.Read == nil || x.thereIs(path.Join(path.Dir(x.Page.Path), to)) {
		return ref
	}
	if top := x.Settings.PagesFolder; x.thereIs(path.Join(top, to)) {
		return "/" + to + anchor
	}
	return ref
}

// thereIs reports whether a page or a file of a name can be read, relative to the source root.
func (x *Text) thereIs(name string) bool {
	name = strings.TrimSuffix(name, "/")
	if name == ".." || strings.HasPrefix(name, "../") {
		return false
	}
	for _, end := range [...]string{"", ".md", "/index.md", "/_index.md"} {
		if end == "" && path.Ext(name) == "" {
			continue
		}
		x.count(0)
		if _, err := x.Read(name + end); err == nil {
			return true
		}
	}
	return false
}

// variable is what a name of the page's front matter or of the project's settings stands for: "version", "site.title".
func (x *Text) variable(name string) (string, bool) {
	if name == "" {
		return "", false
	}
	if v, ok := x.Settings.Given[name]; ok {
		return x.Clean(v), true
	}
	own := strings.TrimPrefix(name, "page.")
	if v, ok := x.Page.Meta[own]; ok && !strings.HasPrefix(name, "site.") {
		switch v := v.(type) {
		case string:
			return x.Clean(v), true
		case int, int64, float64, bool:
			return fmt.Sprint(v), true
		}
	}
	v, ok := x.Settings.Variables[strings.ToLower(name)]
	return x.Clean(v), ok
}
