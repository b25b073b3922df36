package convert

import (
	"strconv"
	"strings"

	"platen/convert/tree"
)

// Figures, tables, listings and equations have numbers in guides that refer to them by number: MyST's {numref}, Quarto's @fig-name.
// The reader marks such a reference with "%s" in the words of the link, where the number is to stand.

// kinds of what is numbered.
const (
	figureKind = iota
	tableKind
	listingKind
	equationKind
	numberedKinds
)

// kindWords are what references and captions call them, by language.
var kindWords = map[string][numberedKinds]string{
	"en": {"Figure", "Table", "Listing", "Equation"},
	"de": {"Abbildung", "Tabelle", "Listing", "Gleichung"},
	"fr": {"Figure", "Tableau", "Code source", "Équation"},
	"es": {"Figura", "Tabla", "Listado", "Ecuación"},
	"it": {"Figura", "Tabella", "Listato", "Equazione"},
	"nl": {"Figuur", "Tabel", "Codefragment", "Vergelijking"},
	"pt": {"Figura", "Tabela", "Listagem", "Equação"},
	"pl": {"Rysunek", "Tabela", "Listing", "Równanie"},
	"ru": {"Рисунок", "Таблица", "Листинг", "Уравнение"},
	"ja": {"図", "表", "リスト", "式"},
	"zh": {"图", "表", "列表", "公式"},
	"ko": {"그림", "표", "목록", "수식"},
}

// wordsOf are the words of a page's language.
func wordsOf(b *tree.Book, p *tree.Page) [numberedKinds]string {
	lang, _, _ := strings.Cut(strings.ToLower(b.Lang(p)), "-")
	if w, ok := kindWords[lang]; ok {
		return w
	}
	return kindWords["en"]
}

// numberReferences gives references by number their words, and the captions of all that can be referred to so their
// numbers, counted through the book. A book without such references is left as it is.
func numberReferences(b *tree.Book, eq equations) {
	type reference struct {
		page *tree.Page
		link *tree.Link
		text *tree.Text
	}
	var refs []reference
	for _, p := range b.Pages {
		for n := range tree.Preorder(p) {
			if l, ok := n.(*tree.Link); ok && len(l.Inlines) == 1 && strings.HasPrefix(l.To.Raw, "#") {
				if t, ok := l.Inlines[0].(*tree.Text); ok && (strings.Contains(t.S, "%s") || strings.Contains(t.S, "{number}")) {
					refs = append(refs, reference{p, l, t})
				}
			}
		}
	}
	if refs == nil {
		return
	}
	numbers := numberCaptions(b)
	for _, r := range refs {
		to := &r.link.To
		var node tree.Node
		if to.Page != nil {
			node = to.Page.IDs[to.Anchor]
		}
		n, ok := numbers[node]
		number := strconv.Itoa(n.number)
		if e, is := eq[equationKey{to.Page, to.Anchor}]; is && to.Page != nil {
			n, number, ok = captionNumber{kind: equationKind}, e.number, true
		}
		if !ok {
			switch words := wordsAt(to); {
			case r.text.S != "%s": // words that the author chose
				r.text.S = strings.TrimSpace(strings.NewReplacer("%s", "", "{number}", "", "{name}", tree.PlainText(words)).Replace(r.text.S))
			case words != nil:
				r.link.Inlines = words
			default:
				r.text.S = strings.TrimPrefix(to.Raw, "#")
			}
			continue
		}
		if r.text.S == "%s" {
			r.text.S = wordsOf(b, r.page)[n.kind] + " " + number
			continue
		}
		r.text.S = strings.NewReplacer("%s", number, "{number}", number, "{name}", n.caption).Replace(r.text.S)
	}
}

// wordsAt are the words of what a target leads to, nil when it leads to no page.
func wordsAt(t *tree.Target) []tree.Inline {
	if t.Page == nil {
		return nil
	}
	return targetWords(t)
}

// A captionNumber is the number of a node, and its caption without it.
type captionNumber struct {
	kind, number int
	caption      string
}

// numberCaptions puts the numbers before the captions of figures, tables and code.
func numberCaptions(b *tree.Book) map[tree.Node]captionNumber {
	out := map[tree.Node]captionNumber{}
	var count [numberedKinds]int
	for _, p := range b.Pages {
		words := wordsOf(b, p)
		next := func(n tree.Node, kind int, caption string) string {
			count[kind]++
			out[n] = captionNumber{kind, count[kind], caption}
			return words[kind] + " " + strconv.Itoa(count[kind]) + ": "
		}
		inside := map[tree.Node]bool{}
		for n := range tree.Preorder(p) {
			if inside[n] {
				continue
			}
			switch n := n.(type) {
			case *tree.Figure:
				if caption := captionOf(n.Caption); caption != nil {
					kind := figureKind
					if len(n.Blocks) == 1 {
						inside[n.Blocks[0]] = true
						switch n.Blocks[0].(type) {
						case *tree.Table:
							kind = tableKind
						case *tree.CodeBlock:
							kind = listingKind
						}
					}
					number(caption, next(n, kind, tree.PlainText(caption.Inlines)))
				}
			case *tree.Table:
				if caption := captionOf(n.Caption); caption != nil {
					number(caption, next(n, tableKind, tree.PlainText(caption.Inlines)))
				}
			case *tree.CodeBlock:
				if n.Title != "" && n.Attr != nil && n.Attr.ID != "" {
					n.Title = next(n, listingKind, n.Title) + n.Title
				}
			}
		}
	}
	return out
}

// captionOf is the paragraph that a caption begins with, nil when it begins otherwise.
func captionOf(blocks []tree.Block) *tree.Paragraph {
	if len(blocks) == 0 {
		return nil
	}
	p, _ := blocks[0].(*tree.Paragraph)
	return p
}

// number puts a number before a caption's words.
func number(p *tree.Paragraph, s string) {
	p.Inlines = append([]tree.Inline{&tree.Text{Pos: p.Pos, S: s}}, p.Inlines...)
}
