package source

import (
	"math"
	"net/url"
	"strconv"
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// inline replaces the forms of DocFX that stand within a line: images and words between :::, includes, references
// to an API.
func (d *docFX) inline(l string) string {
	if !strings.Contains(l, ":::") && !strings.Contains(l, "[!") && !strings.Contains(l, "<xref:") {
		return l
	}
	var b strings.Builder
	for i := 0; i < len(l); {
		n, s := 0, ""
		switch rest := l[i:]; {
		case rest[0] == '`': // code stays
			ticks := lex.Run([]byte(rest), '`')
			n = ticks
			if end := strings.Index(rest[ticks:], rest[:ticks]); end >= 0 {
				n = end + 2*ticks
			}
			s = rest[:n]
		case strings.HasPrefix(rest, ":::"):
			n, s = colonInline(rest)
		case strings.HasPrefix(rest, "[!"):
			n, s = d.inlineInclude(rest)
		case strings.HasPrefix(rest, "<xref:"):
			n, s = apiName(rest)
		}
		if n == 0 {
			n, s = 1, l[i:i+1]
		}
		b.WriteString(s)
		i += n
	}
	return b.String()
}

// colonInline reads `:::image source="…":::` or `:::no-loc text="…":::` and returns its length and what it stands for.
func colonInline(s string) (int, string) {
	end := strings.Index(s[3:], ":::")
	if end < 0 {
		return 0, ""
	}
	name, args, _ := strings.Cut(strings.TrimSpace(s[3:3+end]), " ")
	switch n := end + 6; name {
	case "image":
		src := colonAttr(args, "source")
		if src == "" || strings.ContainsAny(src, "<>\n") {
			return 0, ""
		}
		if colonAttr(args, "type") == "icon" && colonAttr(args, "alt-text") == "" { // decoration
			return n, `<img src="` + strings.ReplaceAll(src, `"`, "%22") + `" alt="">`
		}
		image := "![" + escapeLabel(colonAttr(args, "alt-text")) + "](<" + src + ">)"
		if box := colonAttr(args, "lightbox"); box != "" && box != src && !strings.ContainsAny(box, "<>\n") {
			image = "[" + image + "](<" + box + ">)"
		}
		return n, image
	case "no-loc":
		if text := colonAttr(args, "text"); text != "" {
			return n, text
		}
	}
	return 0, ""
}

// escapeLabel makes plain words the text of a link or an image.
func escapeLabel(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("[]\\*_`<&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// inlineInclude reads an include in a line and returns its length and the file's words.
func (d *docFX) inlineInclude(s string) (int, string) {
	inside, rest, ok := bangForm(s)
	name, target := bangTarget(inside)
	if !ok || target == "" || !strings.EqualFold(name, "include") {
		return 0, ""
	}
	part, err := d.x.open(d.file(target), d.f)
	if err != nil {
		return 0, ""
	}
	text := strings.TrimSpace(part.text[frontMatterEnd(part.text):])
	if strings.Contains(text, "\n\n") || strings.Contains(text, "[!") {
		return 0, ""
	}
	return len(s) - len(rest), strings.Join(strings.Fields(text), " ")
}

// apiName reads `<xref:System.String.Format%2A?displayProperty=name>` and returns its length and the name as code.
func apiName(s string) (int, string) {
	s = s[:min(len(s), maxForm)]
	end := strings.IndexByte(s, '>')
	if end < 0 || strings.ContainsAny(s[:end], " \n`") {
		return 0, ""
	}
	name, _, _ := strings.Cut(s[len("<xref:"):end], "?")
	if u, err := url.PathUnescape(name); err == nil {
		name = u
	}
	if name == "" {
		return 0, ""
	}
	return end + 1, "`" + name + "`"
}

// codeFile adds code from a file: all of it, the lines between marks with an id, or a range such as "2-4,8-".
func (d *docFX) codeFile(name, lang, id, lines, lead string, at tree.Pos) bool {
	f, err := d.x.open(d.file(name), d.f)
	if err != nil {
		d.x.failed(at, name, err)
		d.x.emit(lead+standIn("", name)+"\n", at)
		return true
	}
	fence := strings.Repeat("`", max(3, longestRun(f.text, '`')+1))
	d.x.emit("\n"+lead+fence+classWord(strings.TrimSuffix(lang, "-interactive"))+"\n", at)
	offset, inside := 0, id == ""
	wanted := wantedLines(lines)
	for n, l := range f.lines() {
		at := f.base + tree.Pos(offset)
		offset += len(l)
		mark, start := codeMark(l, id)
		if mark {
			inside = start
			continue
		}
		if inside && (wanted == nil || tree.InLines(wanted, n+1)) {
			d.x.line(lead, strings.TrimRight(l, "\r\n")+"\n", at)
		}
	}
	d.x.emit(lead+fence+"\n\n", at)
	return true
}

// codeMark reports whether a line of code marks where the lines with an id start or end: "// <id>", "#region id".
func codeMark(l, id string) (mark, start bool) {
	if id == "" {
		return false, false
	}
	lower, id := strings.ToLower(strings.TrimSpace(l)), strings.ToLower(id)
	switch {
	case strings.Contains(lower, "<"+id+">"), strings.HasSuffix(lower, "#region "+id):
		return true, true
	case strings.Contains(lower, "</"+id+">"), strings.Contains(lower, "#endregion"):
		return true, false
	}
	return false, false
}

// wantedLines are the ranges of "1-3,7,9-", nil for all lines.
func wantedLines(s string) [][2]int {
	if s == "" {
		return nil
	}
	out := [][2]int{}
	for r := range strings.SplitSeq(s, ",") {
		first, last, isRange := strings.Cut(strings.TrimSpace(r), "-")
		from, _ := strconv.Atoi(first)
		to := from
		if isRange {
			if to, _ = strconv.Atoi(last); last == "" {
				to = math.MaxInt32
			}
		}
		if from <= to && to > 0 {
			out = append(out, [2]int{max(1, from), to})
		}
	}
	return lex.JoinRanges(out)
}

// longestRun is the length of the longest run of a byte in s.
func longestRun(s string, c byte) int {
	most, n := 0, 0
	for i := range len(s) {
		if s[i] != c {
			n = 0
		} else if n++; n > most {
			most = n
		}
	}
	return most
}
