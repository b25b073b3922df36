package build

import (
	"path"
	"strings"

	"platen/convert/markdown/internal/lex"
	"platen/convert/tree"
)

// media adds a link to what <video>, <audio>, <iframe>, <object>, <embed> and their <source> show: no output can hold
// it, and it is never lost. It returns false when the element names nothing.
func (b *Builder) media(t *lex.Tag, p tree.Pos) bool {
	src := ""
	for _, name := range [...]string{"src", "data", "data-src"} {
		if src, _ = t.Get(name); strings.TrimSpace(src) != "" {
			break
		}
	}
	if src = strings.TrimSpace(src); src == "" {
		return false
	}
	c := b.Page
	label := ""
	for _, name := range [...]string{"title", "aria-label", "alt"} {
		if label, _ = t.Get(name); strings.TrimSpace(label) != "" {
			break
		}
	}
	if label = strings.Join(strings.Fields(label), " "); label == "" {
		label = mediaName(src)
	}
	c.diags = append(c.diags, tree.Diag{Page: c.Tree, Pos: p, End: p + tree.Pos(len(t.Raw)), Severity: tree.Info, Code: tree.HTMLCleaned,
		Msg: "<" + t.Name + "> is shown as a link to " + lex.Short(src), Hint: "--allow-html keeps raw HTML as it is"})
	if !b.BlankBefore() && len(b.Top().inlines) > 0 {
		b.Text(" ", 0)
	}
	text := []tree.Inline{&tree.Text{Pos: p, S: c.Clean(label)}}
	if b.open(anchorElement) != nil || c.inLink > 0 {
		b.Add(text[0])
		return true
	}
	b.Add(&tree.Link{Pos: p, To: tree.Target{Raw: src}, Shows: b.shows(t), Inlines: text})
	return true
}

// shows is the kind of what an element shows: that of the element around a <source>.
func (b *Builder) shows(t *lex.Tag) string {
	name := t.Name
	for i := len(b.stack) - 1; i >= 0 && name == "source"; i-- {
		if f := b.stack[i].Tag.Name; f == "video" || f == "audio" {
			name = f
		}
	}
	switch name {
	case "video", "audio":
		return name
	case "iframe":
		return "frame"
	}
	return ""
}

// Media returns an image, or a link to what no image is: a video or a sound, which many write as images.
func (c *Page) Media(im *tree.Image) tree.Inline {
	plain, _, _ := strings.Cut(im.Src.Raw, "?")
	plain, _, _ = strings.Cut(plain, "#")
	shows := ""
	switch strings.ToLower(path.Ext(plain)) {
	case ".mp4", ".webm", ".ogv", ".mov", ".m4v":
		shows = "video"
	case ".mp3", ".ogg", ".oga", ".wav", ".m4a", ".flac", ".opus", ".aac", ".weba":
		shows = "audio"
	}
	if shows == "" || c.inLink > 0 {
		return im
	}
	label := im.Alt
	if strings.TrimSpace(label) == "" {
		label = c.Clean(mediaName(im.Src.Raw))
	}
	return &tree.Link{Pos: im.Pos, Attr: im.Attr, To: im.Src, Title: im.Title, Shows: shows, Inlines: []tree.Inline{&tree.Text{Pos: im.Pos, S: label}}}
}

// mediaName is what a link to a file says: its name, or the whole address when it has none.
func mediaName(src string) string {
	plain, _, _ := strings.Cut(src, "?")
	if plain, _, _ = strings.Cut(plain, "#"); path.Ext(plain) != "" && !strings.HasSuffix(plain, "/") && strings.Count(plain, "/") != 2 {
		return path.Base(plain)
	}
	return src
}

// darkSource is the first address of a <source> for dark screens, "" for others.
func darkSource(t *lex.Tag) string {
	media, _ := t.Get("media")
	if media = strings.ReplaceAll(strings.ToLower(media), " ", ""); !strings.Contains(media, "prefers-color-scheme:dark") {
		return ""
	}
	set, _ := t.Get("srcset")
	first, _, _ := strings.Cut(strings.TrimSpace(set), ",")
	if address := strings.Fields(first); len(address) > 0 {
		return address[0]
	}
	return ""
}

// picture is the innermost open <picture>, nil for none.
func (b *Builder) picture() *Frame {
	for i := len(b.stack) - 1; i >= 0; i-- {
		if f := b.stack[i]; f.Kind == Transparent && f.Tag.Name == "picture" {
			return f
		}
	}
	return nil
}
