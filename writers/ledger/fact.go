package ledger

import "platen/convert/tree"

// A Kind is what is counted.
type Kind int8

// What is counted. Words come first; the rest are facts at a place among the words.
const (
	Words     Kind = iota
	Links          // that lead out of the book, to a file of it, or into it
	Targets        // links into the book whose anchor is there
	Items          // list items, by depth
	Cells          // table cells, by span
	CodeLines      // lines of code, byte for byte but for spaces at their ends
	Images         // by alternative text
	Notes          // admonitions
	Footnotes      // references and notes
	Anchors        // ids and their aliases
	kinds
)

func (k Kind) String() string {
	return [...]string{"words", "links", "internal targets", "list items", "table cells", "code lines", "images", "notes", "footnotes", "anchors"}[k]
}

// one names a single thing of the kind.
func (k Kind) one() string {
	return [...]string{"word", "link", "link target", "list item", "table cell", "line of code", "image", "note", "footnote", "anchor"}[k]
}

// A fact is something other than a word.
type fact struct {
	kind Kind
	key  string   // what has to be the same: an address, a depth, a line
	at   int      // how many words come before it
	pos  tree.Pos // in the source; 0 in an output
	may  bool     // an output may lack it
}

// any as a key equals every other: what stands there is the writer's choice.
const anyKey = "\x00"

// An account is what a page has, in the source or in an output.
type account struct {
	cutter
	facts   []fact
	anchors map[string]tree.Pos
}

func (a *account) fact(kind Kind, key string, pos tree.Pos) {
	a.facts = append(a.facts, fact{kind: kind, key: key, at: a.count(), pos: pos})
}
