package markdown

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/pages"
)

// front prints the page's metadata.
func (p *printer) front() {
	if !p.f.front || len(p.pg.Meta) == 0 {
		return
	}
	p.line("---")
	for _, name := range slices.Sorted(maps.Keys(p.pg.Meta)) {
		p.value(yamlText(name), p.pg.Meta[name], "")
	}
	p.line("---")
}

// value prints a name and its value, as YAML.
func (p *printer) value(name string, v any, indent string) {
	switch v := v.(type) {
	case []any:
		if len(v) == 0 {
			p.line(indent + name + ": []")
			return
		}
		p.line(indent + name + ":")
		for _, e := range v {
			p.line(indent + "  - " + flow(e))
		}
	case map[string]any:
		if len(v) == 0 {
			p.line(indent + name + ": {}")
			return
		}
		p.line(indent + name + ":")
		for _, k := range slices.Sorted(maps.Keys(v)) {
			p.value(yamlText(k), v[k], indent+"  ")
		}
	default:
		p.line(indent + name + ": " + flow(v))
	}
}

// flow is a value on one line.
func flow(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return yamlText(v)
	case time.Time:
		if v.Hour() == 0 && v.Minute() == 0 && v.Second() == 0 && v.Nanosecond() == 0 {
			return v.Format("2006-01-02")
		}
		return v.Format(time.RFC3339Nano)
	case float64:
		s := strconv.FormatFloat(v, 'g', -1, 64)
		if !strings.ContainsAny(s, ".eIN") {
			s += ".0"
		}
		return s
	case []any:
		var parts []string
		for _, e := range v {
			parts = append(parts, flow(e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, yamlText(k)+": "+flow(v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return fmt.Sprint(v)
}

// yamlText is a string as YAML: plain where that is read as the same string, else between quotes.
func yamlText(s string) string {
	plain := s != "" && isLetter(s[0]) && s[len(s)-1] != ' ' && s[len(s)-1] != ':'
	for i := 0; i < len(s) && plain; i++ {
		c := s[i]
		plain = c >= ' ' && c != 0x7f && !strings.ContainsRune("[]{},\"'`|&*!%@", rune(c)) && !(c == ':' && i+1 < len(s) && s[i+1] == ' ') && !(c == '#' && s[i-1] == ' ')
	}
	switch strings.ToLower(s) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null":
		plain = false
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// contentsFile is the name of the contents list, as mdBook and others read it.
const contentsFile = "SUMMARY.md"

// contents writes the contents list of a guide. One whose contents stand in a page of it has none.
func (j *job) contents(out writers.Output, names map[string]*tree.Page, report func(tree.Diag)) error {
	b := j.book
	if b.Lone || len(b.Nav) == 0 || b.Index != nil || names[contentsFile] != nil {
		return nil
	}
	p := &printer{}
	ok := pages.Try(nil, "the contents list could not be made", report, func() {
		*p = printer{job: j, pg: &tree.Page{Path: contentsFile}}
		p.line("# Summary")
		p.navigation(b.Nav, 0, false)
	})
	if !ok {
		return nil
	}
	return pages.Put(out, contentsFile, p.buf)
}

// navigation prints lines of the contents. numbered says that the line before is one of a list.
func (p *printer) navigation(items []*tree.NavItem, depth int, listed bool) {
	for _, it := range items {
		title := p.inlines(it.Title, place{line: true, item: true})
		link := "[" + p.inlines(it.Title, place{line: true, item: true, label: true}) + "](" + destination(p.address(&it.To), "") + ")"
		if it.To.Dead() && it.To.Raw == "" {
			link = title
			if it.Kind != tree.NavPart {
				link = "[" + title + "]()"
			}
		}
		switch {
		case it.Kind == tree.NavSeparator:
			p.blank()
			p.line("---")
			listed = false
			continue
		case it.Kind == tree.NavPart && depth == 0:
			p.blank()
			p.line("# " + title)
			p.navigation(it.Items, 0, false)
			listed = false
			continue
		case (it.Kind == tree.NavFront || it.Kind == tree.NavBack) && depth == 0:
			p.blank()
			p.line(link)
			listed = false
			continue
		case depth == 0 && !listed:
			p.blank()
		}
		listed = true
		p.line(strings.Repeat("  ", depth) + "- " + link)
		p.navigation(it.Items, depth+1, true)
	}
}
