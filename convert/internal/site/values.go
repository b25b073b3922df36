package site

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"
)

// values are the settings of a YAML, TOML or JSON file.
type values map[string]any

// settings reads a file of settings; ok is false when it is not there.
func (p *project) settings(file string) (v values, ok bool) {
	text, ok := p.read(file)
	if !ok {
		return nil, false
	}
	v = values{}
	var err error
	if path.Ext(file) == ".toml" {
		err = toml.Unmarshal(text, (*map[string]any)(&v))
	} else {
		err = yaml.Unmarshal(text, (*map[string]any)(&v))
	}
	if err != nil {
		p.report(badFile(file, 0, "the file cannot be read: "+strings.TrimPrefix(err.Error(), "yaml: ")))
	}
	return v, true
}

// firstSettings reads the first of some files that is there.
func (p *project) firstSettings(files ...string) (file string, v values) {
	if file = p.present(files...); file != "" {
		v, _ = p.settings(file)
	}
	return file, v
}

// lookup returns the value of a key whatever its case is, nil for none.
func (v values) lookup(key string) any {
	if x, ok := v[key]; ok {
		return x
	}
	for k, x := range v {
		if strings.EqualFold(k, key) {
			return x
		}
	}
	return nil
}

// in returns the settings below some keys; never nil.
func (v values) in(keys ...string) values {
	for _, k := range keys {
		m, ok := v.lookup(k).(map[string]any)
		if !ok {
			return values{}
		}
		v = m
	}
	return v
}

// str is a setting as text, "" when it is none.
func (v values) str(key string) string {
	switch x := v.lookup(key).(type) {
	case string:
		return x
	case int, int64, float64, bool:
		return fmt.Sprint(x)
	}
	return ""
}

// list is a setting that is a list of texts, or one.
func (v values) list(key string) []string {
	switch x := v.lookup(key).(type) {
	case string:
		return []string{x}
	case []any:
		var out []string
		for _, e := range x {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// first is the first of some settings that is there.
func (v values) first(keys ...string) string {
	for _, k := range keys {
		if s := v.str(k); s != "" {
			return s
		}
	}
	return ""
}

// maxVariables is how many values of a project's settings templates can name.
const maxVariables = 10_000

// variables adds the values of settings, by their names in lower case behind a prefix: "site.author.name".
func variables(out map[string]string, prefix string, v any) {
	m, ok := v.(map[string]any)
	if !ok {
		if s := (values{"v": v}).str("v"); v == "" || s != "" && len(out) < maxVariables {
			out[strings.TrimSuffix(prefix, ".")] = s
		}
		return
	}
	if strings.Count(prefix, ".") > maxDepth {
		return
	}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		variables(out, prefix+strings.ToLower(k)+".", m[k])
	}
}
