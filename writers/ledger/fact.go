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
	Formulas       // by their TeX; in text they are words
	Anchors        // ids and their aliases
	kinds
)

func (k Kind) String() string {
	return [...]string{"words", "links", "internal targets", "list items", "table cells", "code lines", "images", "notes", "footnotes", "formulas", "anchors"}[k]
}

// one names a single thing of the kind.
func (k Kind) one() string {
	return [...]string{"word", "link", "link target", "list item", "table cell", "line of code", "image", "note", "footnote", "formula", "anchor"}[k]
}

// A fact is something other than a word.
type fact struct {
	kind  Kind
	key   string   // what has to be the same: an address, a depth, a line
	at    int      // how many words come before it
	pos   tree.Pos // in the source; 0 in an output
	may   bool     // an output may lack it
	free  bool     // it may stand elsewhere in the output
	own   bool     // the writer's, and not counted
	by    bool     // it is there when the words from at to end are: in text
	end   int
	index int // of a line of code in its block
}

// elsewhere is the place of what an output lists apart from the text: the links of DITA's titles.
const elsewhere = -1

// any as a key equals every other: what stands there is the writer's choice.
const anyKey = "\x00"

// An account is what a page has, in the source or in an output.
type account struct {
	cutter
	facts   []fact
	anchors map[string]tree.Pos
	notes   []*account // footnotes, where they are apart
	lines   []string   // of a text
}

// append adds another account behind what is there.
func (a *account) append(b *account) {
	a.space()
	b.space()
	n := len(a.words)
	a.words = append(a.words, b.words...)
	for _, f := range b.facts {
		if f.at != elsewhere {
			f.at += n
		}
		a.facts = append(a.facts, f)
	}
}

func (a *account) fact(kind Kind, key string, pos tree.Pos) {
	a.facts = append(a.facts, fact{kind: kind, key: key, at: a.here(), pos: pos})
}
