package source

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// maxFrontMatter is how many bytes front matter may have: it is parsed before any other limit is known to hold.
const maxFrontMatter = 64 << 10

// FrontMatter takes the metadata off the top of the page.
func FrontMatter(x *Text) {
	n, body, base := x.frontMatter(x.text)
	x.cut(n)
	if body != "" {
		x.home(body, base)
	}
}

// frontMatter reads the metadata and returns the offset of the text behind it, and the YAML that was read and its offset.
func (x *Text) frontMatter(text string) (next int, read string, base int) {
	fence, _, _ := strings.Cut(text, "\n")
	fence = strings.TrimRight(fence, " \t")
	if fence != "---" && fence != "+++" || len(text) < 2*len(fence) {
		return 0, "", 0
	}
	start := strings.IndexByte(text, '\n') + 1
	end := -1
	for at := start; at > 0 && at < len(text); {
		line, rest := text[at:], len(text)
		if i := strings.IndexByte(line, '\n'); i >= 0 {
			line, rest = line[:i], at+i+1
		}
		line = strings.TrimRight(line, " \t")
		if line == fence || fence == "---" && line == "..." {
			end, next = at, rest
			break
		}
		at = rest
	}
	if end < 0 {
		return 0, "", 0
	}
	body := text[start:end]
	if fence == "---" && !looksLikeYAML(body) {
		return 0, "", 0 // two thematic breaks
	}
	meta, err := parseMeta(fence, body)
	if err != nil {
		x.Report(1, tree.Warning, tree.BadMetadata, "front matter is left out: "+firstLine(err.Error()), "mend its syntax")
		return next, "", 0
	}
	x.Page.Meta = x.cleanMeta(meta)
	for _, key := range []string{"lang", "language"} {
		if s := x.Page.Meta.String(key); s != "" && x.Page.Lang == "" {
			if !isLanguage(s) {
				x.Report(1, tree.Warning, tree.BadMetadata, fmt.Sprintf("%s %q is no language tag", key, lex.Short(s)), `write a tag such as "en" or "pt-BR"`)
				continue
			}
			x.Page.Lang = s
		}
	}
	if fence == "---" {
		read, base = body, start
	}
	return next, read, base
}

// looksLikeYAML reports whether the first line that says something is a key or nothing is there.
func looksLikeYAML(body string) bool {
	for l := range strings.Lines(body) {
		l = strings.TrimSpace(l)
		if l == "" {
			// YAML front matter starts on the line after the fence; a blank line is a thematic break's.
			return false
		}
		if l[0] == '#' {
			continue
		}
		key, _, ok := strings.Cut(l, ":")
		return ok && key != "" && !strings.ContainsAny(key, "*[]()`<>") || l[0] == '{'
	}
	return false
}

func parseMeta(fence, body string) (meta map[string]any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("it cannot be read")
		}
	}()
	if len(body) > maxFrontMatter {
		return nil, fmt.Errorf("it has more than %d bytes", maxFrontMatter)
	}
	if fence == "+++" {
		err = toml.Unmarshal([]byte(body), &meta)
		return meta, err
	}
	// The library refuses documents that grow by their aliases.
	err = yaml.Unmarshal([]byte(body), &meta)
	return meta, err
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return strings.TrimPrefix(strings.TrimPrefix(s, "yaml: "), "toml: ")
}

// cleanMeta brings values to the types of tree.Meta.
func (x *Text) cleanMeta(m map[string]any) tree.Meta {
	out := make(tree.Meta, len(m))
	for k, v := range m {
		if v = x.metaValue(v, 0); v != nil {
			out[strings.ToLower(x.Clean(k))] = v
		}
	}
	return out
}

func (x *Text) metaValue(v any, depth int) any {
	if depth > 16 {
		return nil
	}
	switch v := v.(type) {
	case string:
		return x.Clean(v)
	case bool, int, float64, time.Time:
		return v
	case int64:
		return int(v)
	case uint64:
		return float64(v)
	case []any:
		out := make([]any, 0, len(v))
		for _, e := range v {
			if e = x.metaValue(e, depth+1); e != nil {
				out = append(out, e)
			}
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[x.Clean(k)] = x.metaValue(e, depth+1)
		}
		return out
	case map[any]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[x.Clean(fmt.Sprint(k))] = x.metaValue(e, depth+1)
		}
		return out
	case toml.LocalDate:
		return v.AsTime(time.UTC)
	case toml.LocalDateTime:
		return v.AsTime(time.UTC)
	case nil:
		return nil
	}
	return x.Clean(fmt.Sprint(v))
}

// isLanguage reports whether s has the form of a BCP 47 tag.
func isLanguage(s string) bool {
	parts := strings.Split(s, "-")
	for i, p := range parts {
		if p == "" || len(p) > 8 {
			return false
		}
		for _, b := range []byte(p) {
			if !lex.IsLetter(b) && (i == 0 || b < '0' || b > '9') {
				return false
			}
		}
	}
	return len(parts[0]) >= 2
}
