package tree

// Inlines.
type (
	// Text is words as read: no markup, no line ends.
	Text struct {
		Pos
		S string
	}
	// Emph is emphasis.
	Emph struct {
		Pos
		Inlines []Inline
	}
	// Strong is strong emphasis.
	Strong struct {
		Pos
		Inlines []Inline
	}
	// Strike is struck-out text.
	Strike struct {
		Pos
		Inlines []Inline
	}
	// Sub is subscript.
	Sub struct {
		Pos
		Inlines []Inline
	}
	// Sup is superscript.
	Sup struct {
		Pos
		Inlines []Inline
	}
	// Code: Role is "" (code), "kbd", "samp" or "var".
	Code struct {
		Pos
		Role string
		S    string
	}
	// Link: Inlines hold no other Link.
	Link struct {
		Pos
		Attr    *Attr
		To      Target
		Title   string
		Shows   string // "video", "audio" or "frame": what it leads to is shown in the page of the source; "" for a link
		Inlines []Inline
	}
	// Image: Alt is plain text; empty Alt with Decorative set is decoration, without it is missing.
	Image struct {
		Pos
		Attr       *Attr // width and height as Keys, as written
		Src        Target
		Dark       Target // the same image for dark screens; no Raw when there is none
		Title      string
		Alt        string
		Decorative bool // the author wrote alt=""
	}
	// Break is a line end: Hard breaks the line, soft is a space.
	Break struct {
		Pos
		Hard bool
	}
	// Math is an inline formula.
	Math struct {
		Pos
		TeX   string
		Drawn *Formula // nil: it is shown as TeX
	}
	// NoteRef is a reference to a footnote; Note is never nil.
	NoteRef struct {
		Pos
		Note *Footnote
		N    int // which reference to Note this is, from 1
	}
	// Anchor is a place with a name: <a name>, <span id></span>.
	Anchor struct {
		Pos
		ID string
	}
	// Span is an inline container known by its attributes: an abbreviation is a Span with a title key.
	Span struct {
		Pos
		Attr    *Attr
		Inlines []Inline
	}
	// InlineElement is an HTML inline element without a node of its own. Name is lower case.
	InlineElement struct {
		Pos
		Name    string
		Attr    *Attr
		Inlines []Inline
	}
	// RawInline is HTML kept as written; the reader makes it only where raw HTML is allowed.
	// Inlines is the same content as nodes, for writers of other formats.
	RawInline struct {
		Pos
		HTML    string
		Inlines []Inline
	}
)

func (*Text) inline()          {}
func (*Emph) inline()          {}
func (*Strong) inline()        {}
func (*Strike) inline()        {}
func (*Sub) inline()           {}
func (*Sup) inline()           {}
func (*Code) inline()          {}
func (*Link) inline()          {}
func (*Image) inline()         {}
func (*Break) inline()         {}
func (*Math) inline()          {}
func (*NoteRef) inline()       {}
func (*Anchor) inline()        {}
func (*Span) inline()          {}
func (*InlineElement) inline() {}
func (*RawInline) inline()     {}
