package lex

import (
	"strings"

	"golang.org/x/net/html"
)

// A Tag is a start or end tag as written.
type Tag struct {
	Name  string // lower case
	End   bool
	Attrs []tagAttr
	Raw   string
}

type tagAttr struct {
	Name, Value string // name in lower case, value with references resolved
	set         bool   // there is a value
}

// Get returns the value of an attribute.
func (t *Tag) Get(name string) (string, bool) {
	for i := range t.Attrs {
		if t.Attrs[i].Name == name {
			return t.Attrs[i].Value, true
		}
	}
	return "", false
}

// ReadTag reads a tag that was found: raw begins with "<" and ends with ">". Whatever stands between is read as browsers
// do; jsx says that expressions in braces may. ok is false when it is no tag.
func ReadTag(raw string, jsx bool) (t Tag, ok bool) {
	i := 1
	if i < len(raw) && raw[i] == '/' {
		t.End = true
		i++
	}
	start := i
	for i < len(raw) && raw[i] != '>' && raw[i] != '/' && !IsSpace(raw[i]) {
		i++
	}
	if i == start || !IsLetter(raw[start]) {
		return t, false
	}
	t.Raw = raw
	t.Name = strings.ToLower(raw[start:i])
	if t.End {
		return t, true
	}
	for {
		for i < len(raw) && (IsSpace(raw[i]) || raw[i] == '/') {
			i++
		}
		if i >= len(raw) || raw[i] == '>' {
			return t, true
		}
		var a tagAttr
		if raw[i] == '{' && jsx { // {...properties}
			if i = Braces(raw, i); i == 0 {
				return t, true
			}
			continue
		}
		start = i
		for i++; i < len(raw) && raw[i] != '=' && raw[i] != '>' && raw[i] != '/' && !IsSpace(raw[i]); i++ {
		}
		a.Name = strings.ToLower(raw[start:i])
		for i < len(raw) && IsSpace(raw[i]) {
			i++
		}
		if i < len(raw) && raw[i] == '=' {
			for i++; i < len(raw) && IsSpace(raw[i]); i++ {
			}
			a.set = true
			if end := 0; i < len(raw) && raw[i] == '{' && jsx {
				if end = Braces(raw, i); end == 0 {
					return t, true
				}
				a.Value, i = jsxValue(&a, raw[i:end]), end
			} else {
				a.Value, i = attrValue(raw, i)
			}
		}
		if a.Name == "classname" && jsx {
			a.Name = "class"
		}
		if _, twice := t.Get(a.Name); !twice && len(t.Attrs) < 100 {
			t.Attrs = append(t.Attrs, a)
		}
	}
}

// attrValue reads an attribute's value at i and returns it with the offset behind it.
func attrValue(raw string, i int) (string, int) {
	start := i
	if i < len(raw) && (raw[i] == '"' || raw[i] == '\'') {
		start++
		end := strings.IndexByte(raw[start:], raw[i])
		if end < 0 {
			return html.UnescapeString(strings.TrimSuffix(raw[start:], ">")), len(raw)
		}
		return html.UnescapeString(raw[start : start+end]), start + end + 1
	}
	for i < len(raw) && raw[i] != '>' && !IsSpace(raw[i]) {
		i++
	}
	return html.UnescapeString(raw[start:i]), i
}
