package ext

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"platen/convert/markdown/internal/build"
	"platen/convert/markdown/internal/lex"
	"platen/convert/markdown/internal/limit"
	"platen/convert/markdown/internal/source"
	"platen/convert/tree"
)

var Shortcodes = build.Extension{
	Name: "shortcodes", Doc: "Shortcodes of Hugo: {{< note >}} … {{< /note >}}",
	Source:  source.Hugo,
	Parsers: func(p *build.Parsers) { shortcodesOf(p).hugo = true },
	Seen: build.Sign{Starts: "{", Look: func(s *build.Sight) {
		if s.Starts("{{<", "{{%") && aloneInLine(s.Line) {
			s.Found()
		}
	}},
}

var Liquid = build.Extension{
	Name: "liquid", Doc: "Tags of Jekyll: {% note %} … {% endnote %}",
	Source:  source.Liquid,
	Parsers: func(p *build.Parsers) { shortcodesOf(p).liquid = true },
	Seen: build.Sign{Starts: "{", Look: func(s *build.Sight) {
		if s.Starts("{%") && aloneInLine(s.Line) {
			s.Found()
		}
	}},
}

// A siteTag is a tag of Hugo, {{< name args >}} or {{% name args %}}, or of Jekyll, {% name args %}, as read.
type siteTag struct {
	liquid bool
	end    bool // {{< /name >}}, {% endname %}
	void   bool // {{< name />}}
	name   string
	args   []string
	keys   []tree.Key
	size   int
}

// readShortcode reads the tag that line begins with.
func readShortcode(line []byte) (s siteTag, ok bool) {
	var stop string
	switch {
	case bytes.HasPrefix(line, []byte("{{<")):
		stop = ">}}"
	case bytes.HasPrefix(line, []byte("{{%")):
		stop = "%}}"
	case bytes.HasPrefix(line, []byte("{%")):
		stop, s.liquid = "%}", true
	default:
		return s, false
	}
	at := len(stop)
	line = line[:min(len(line), lex.MaxAttrs)]
	n := bytes.Index(line[at:], []byte(stop))
	if n < 0 || bytes.IndexByte(line[:at+n], '\n') >= 0 {
		return s, false
	}
	s.size = at + n + len(stop)
	body := strings.TrimSpace(strings.Trim(strings.TrimSpace(string(line[at:at+n])), "-"))
	if rest, is := strings.CutPrefix(body, "/"); is && !s.liquid {
		body, s.end = strings.TrimSpace(rest), true
	}
	if rest, is := strings.CutSuffix(body, "/"); is && !s.liquid && !s.end {
		body, s.void = rest, true
	}
	i := 0
	for i < len(body) && (lex.IsNameByte(body[i]) || body[i] == '/' || body[i] == '.') {
		i++
	}
	s.name = body[:i]
	if s.liquid {
		if rest, is := strings.CutPrefix(s.name, "end"); is && rest != "" {
			s.name, s.end = rest, true
		}
	}
	s.readArgs(body[i:])
	return s, s.name != "" && lex.IsLetter(s.name[0])
}

// readArgs reads words, "words in quotes" and key="value".
func (s *siteTag) readArgs(body string) {
	for {
		body = strings.TrimLeft(body, " \t,")
		if body == "" {
			return
		}
		i := 0
		for i < len(body) && (lex.IsNameByte(body[i]) || body[i] == '.') {
			i++
		}
		key := ""
		if i > 0 && i < len(body) && (body[i] == '=' || body[i] == ':') && i+1 < len(body) {
			key = strings.ToLower(body[:i])
			body = strings.TrimLeft(body[i+1:], " ")
		}
		value, n := metaValue(body)
		if n == 0 {
			return
		}
		if body[0] == '`' {
			if end := strings.IndexByte(body[1:], '`'); end >= 0 {
				value, n = body[1:1+end], end+2
			}
		}
		if key != "" {
			s.keys = append(s.keys, tree.Key{Name: key, Value: value})
		} else {
			s.args = append(s.args, value)
		}
		body = body[n:]
	}
}

// closes returns the tags that end the one read.
func (s *siteTag) closes() []string {
	if s.liquid {
		return []string{"{% end" + s.name + " %}", "{%- end" + s.name + " -%}", "{% end" + s.name + " -%}", "{%- end" + s.name + " %}", "{%end" + s.name + "%}"}
	}
	return []string{"{{< /" + s.name + " >}}", "{{% /" + s.name + " %}}", "{{</ " + s.name + " >}}", "{{%/ " + s.name + " %}}", "{{</" + s.name + ">}}"}
}

// A shortcodeBlock is a shortcode on lines of its own, with what stands up to its end.
type shortcodeBlock struct {
	build.Region
	args []string
	keys []tree.Key
}

// shortcodes says which ones are read.
type shortcodes struct{ hugo, liquid bool }

// shortcodesOf is what the extensions for shortcodes set up together.
func shortcodesOf(p *build.Parsers) *shortcodes {
	return build.Shared(p, func() *shortcodes {
		s := &shortcodes{}
		p.Block(84, shortcodeParser{build.Starts{Bytes: "{", Interrupts: true}, s})
		p.Inline(349, shortcodeInlineParser{s})
		return s
	})
}

// shortcodeParser reads shortcodes that stand on a line of their own.
type shortcodeParser struct {
	build.Starts
	on *shortcodes
}

func (p shortcodeParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding > 0 {
		return nil, parser.NoChildren
	}
	s, ok := readShortcode(line[at:])
	if !ok || s.liquid && !p.on.liquid || !s.liquid && !p.on.hugo {
		return nil, parser.NoChildren
	}
	src := reader.Source()
	n := &shortcodeBlock{build.Region{Name: s.name, Start: segment.Start + at, Stop: segment.Start + at + s.size}, s.args, s.keys}
	rest := lex.TrimLine(line, at+s.size)
	if s.end {
		if len(rest) > 0 {
			return nil, parser.NoChildren
		}
		reader.AdvanceToEOL()
		return build.NewStray(string(line[at : at+s.size])), parser.NoChildren
	}
	to, mark := -1, ""
	if !s.void {
		for _, m := range s.closes() {
			if i := limit.Find(pc, src, m, n.Stop); i >= 0 && (to < 0 || i < to) {
				to, mark = i, m
			}
		}
	}
	if s.liquid && to >= 0 && opensAgain(s.name, src, n.Stop, to, pc) {
		to = -1 // it stands alone, and the end is that of another one
	}
	switch {
	case to < 0 || build.OpenRegions(pc) >= build.MaxRegions:
		if len(rest) > 0 {
			return nil, parser.NoChildren
		}
		n.Void = true
		reader.AdvanceToEOL()
		return n, parser.NoChildren
	case s.name == "highlight" || s.name == "code" && !beginsWithFence(src[n.Stop:to]) || s.name == "mermaid":
		n.Void, n.Closed = true, true
		n.SetBody(n.Stop, to)
		reader.Advance(at + to + len(mark) - n.Start)
		reader.AdvanceToEOL()
		return n, parser.NoChildren
	case len(rest) > 0 && to < segment.Stop:
		if !bytes.HasSuffix(rest, []byte(mark)) {
			return nil, parser.NoChildren
		}
		n.Void, n.Closed = true, true
		n.SetTitle(src, n.Stop, to)
		reader.AdvanceToEOL()
		return n, parser.NoChildren
	case len(rest) > 0:
		reader.Advance(at + s.size)
		return n, parser.HasChildren
	}
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// opensAgain reports whether another tag of a kind that may stand alone begins in src[from:to] (GitBook).
func opensAgain(name string, src []byte, from, to int, pc parser.Context) bool {
	switch name {
	case "embed", "file":
		i := limit.Find(pc, src, "{% "+name+" ", from)
		return i >= 0 && i < to
	}
	return false
}

// beginsWithFence reports whether a code fence is the first of a text.
func beginsWithFence(s []byte) bool {
	s = bytes.TrimLeft(s[:min(len(s), 200)], " \t\n")
	return bytes.HasPrefix(s, []byte("```")) || bytes.HasPrefix(s, []byte("~~~"))
}

func (shortcodeParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	return build.ContinueRegion(build.RegionOf(node), shortcodeCloser, reader, pc)
}

// shortcodeCloser finds the region that a line with an end tag closes; words before the tag belong in it.
func shortcodeCloser(line []byte, pc parser.Context) *build.Region {
	line = bytes.Trim(line, " \t\r\n")
	i := bytes.LastIndex(line, []byte("{%"))
	if k := bytes.LastIndex(line, []byte("{{")); k > i || i > 0 && line[i-1] == '{' {
		i = max(k, i-1)
	}
	if i < 0 {
		return nil
	}
	s, ok := readShortcode(line[i:])
	if !ok || !s.end || s.size != len(line)-i {
		return nil
	}
	for _, b := range slices.Backward(pc.OpenedBlocks()) {
		n, ok := b.Node.(*shortcodeBlock)
		if !ok || n.Name != s.name {
			continue
		}
		if i > 0 {
			n.Ending = true
			return nil
		}
		return &n.Region
	}
	return nil
}

// key is a named argument, "" when it is not there.
func (n *shortcodeBlock) key(names ...string) string {
	for _, name := range names {
		for _, k := range n.keys {
			if k.Name == name {
				return k.Value
			}
		}
	}
	return ""
}

// arg is a positional argument, from 0.
func (n *shortcodeBlock) arg(i int) string {
	if i < len(n.args) {
		return n.args[i]
	}
	return ""
}

// aloneInLine reports whether a line is a shortcode and nothing else.
func aloneInLine(line []byte) bool {
	s, ok := readShortcode(line)
	return ok && len(bytes.TrimSpace(line[s.size:])) == 0
}

// shortcodeInlineParser reads shortcodes in a line, which stay text.
type shortcodeInlineParser struct{ on *shortcodes }

func (shortcodeInlineParser) Trigger() []byte { return []byte{'{'} }

func (p shortcodeInlineParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	s, ok := readShortcode(line)
	if !ok || segment.Padding > 0 || s.liquid && !p.on.liquid || !s.liquid && !p.on.hugo {
		return nil
	}
	block.Advance(s.size)
	n := &shortcodeInline{start: segment.Start, stop: segment.Start + s.size}
	n.SetPos(segment.Start)
	return n
}

var kindShortcode = ast.NewNodeKind("Shortcode")

// A shortcodeInline is a shortcode in a line: source[start:stop].
type shortcodeInline struct {
	ast.BaseInline
	start, stop int
}

func (n *shortcodeInline) Kind() ast.NodeKind { return kindShortcode }

func (n *shortcodeInline) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// Build keeps it as text.
func (n *shortcodeInline) Build(b *build.Builder) {
	s := b.Page.Text[n.start:n.stop]
	b.Page.Report(b.Page.Pos(n.start), tree.Warning, tree.Shortcode, lex.Short(s)+" is kept as text", "")
	b.AsWritten(s, n.start)
}
