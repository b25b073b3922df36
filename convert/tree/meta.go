package tree

import (
	"fmt"
	"strings"
	"time"
)

// Meta holds front matter and other metadata: string, bool, int, float64, time.Time, []any and
// map[string]any values under lower-case names.
type Meta map[string]any

// String returns the value as one line of text: scalars as written, lists joined with ", ",
// dates as YYYY-MM-DD; "" for anything else or when it is missing.
func (m Meta) String(name string) string { return metaText(m[name]) }

func metaText(v any) string {
	switch v := v.(type) {
	case nil, map[string]any:
		return ""
	case string:
		return strings.Join(strings.Fields(v), " ")
	case time.Time:
		return v.Format("2006-01-02")
	case []any:
		var s []string
		for _, e := range v {
			if t := metaText(e); t != "" {
				s = append(s, t)
			}
		}
		return strings.Join(s, ", ")
	}
	return fmt.Sprint(v)
}

// Strings returns the value as a list: a scalar is a list of one.
func (m Meta) Strings(name string) []string {
	l, ok := m[name].([]any)
	if !ok {
		if s := m.String(name); s != "" {
			return []string{s}
		}
		return nil
	}
	var out []string
	for _, e := range l {
		if t := metaText(e); t != "" {
			out = append(out, t)
		}
	}
	return out
}
