package ledger

import (
	"fmt"
	"strings"

	"platen/convert/tree"
)

// maxReports is how many differences of a page are reported in words; the rest are counted.
const maxReports = 20

// compare compares what a page has to have with what its file has.
func (c *checker) compare(p *tree.Page, file string, want, got *account) {
	d := &differ{c: c, page: p, file: file, want: want, got: got, lay: align(want.words, got.words)}
	d.compareFacts()
	d.compareWords()
	d.compareAnchors()
	if n := d.reports - maxReports; n > 0 {
		c.report(tree.Diag{Page: p, Severity: tree.Error, Code: tree.LedgerLost, Msg: fmt.Sprintf("%s: %d more differences between the page and %s", c.Format, n, file)})
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for k := range d.counts {
		c.counts[k].Source += d.counts[k].Source
		c.counts[k].Lost += d.counts[k].Lost
		c.counts[k].Extra += d.counts[k].Extra
	}
	c.wanted = append(c.wanted, d.wanted...)
	c.ids[p] = got.anchors
}

// A differ compares one page.
type differ struct {
	c         *checker
	page      *tree.Page
	file      string
	want, got *account
	lay       *aligned
	counts    [kinds]Row
	wanted    []wanted
	reports   int

	block     *fact // the first line of a block of code in text that has words
	blockLine int
}

func (d *differ) report(pos tree.Pos, text string, code tree.DiagCode, msg string) {
	if d.reports++; d.reports > maxReports {
		return
	}
	var end tree.Pos
	if start, stop, ok := d.page.Find(pos, text); ok && text != "" {
		pos, end = start, stop
	}
	d.c.report(tree.Diag{Page: d.page, Pos: pos, End: end, Severity: tree.Error, Code: code, Msg: d.c.Format + ": " + msg})
}

func (d *differ) compareWords() {
	row := &d.counts[Words]
	for i := range d.want.words {
		if w := &d.want.words[i]; w.counts() {
			row.Source++
		}
	}
	for _, h := range d.lay.hunks {
		if h.w1 == h.w2 && h.g1 == h.g2 {
			continue
		}
		lost, extra := d.want.words[h.w1:h.w2], d.got.words[h.g1:h.g2]
		row.Lost += count(lost)
		row.Extra += count(extra)
		if len(lost) > 0 && len(extra) > 0 {
			d.report(lost[0].pos, lost[0].s, tree.LedgerLost, fmt.Sprintf("%s has %s in place of %s%s", d.file, quote(extra), quote(lost), d.after(h.w1)))
		} else if len(lost) > 0 {
			d.report(lost[0].pos, lost[0].s, tree.LedgerLost, fmt.Sprintf("%s lacks %s%s", d.file, quote(lost), d.after(h.w1)))
		} else {
			d.report(d.posOf(h.w1), "", tree.LedgerExtra, fmt.Sprintf("%s has %s, which the source has not here%s", d.file, quote(extra), d.after(h.w1)))
		}
	}
}

// count counts words; signs alone are counted as one.
func count(ws []word) int {
	n := 0
	for i := range ws {
		if ws[i].counts() {
			n++
		}
	}
	if n == 0 && len(ws) > 0 {
		return 1
	}
	return n
}

// quote shows the first words.
func quote(ws []word) string {
	var b strings.Builder
	for i, w := range ws {
		if i == 8 {
			b.WriteString(" …")
			break
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.s)
	}
	s := fmt.Sprintf("“%s”", b.String())
	if len(ws) > 8 {
		s += fmt.Sprintf(" (%d words and signs)", len(ws))
	}
	return s
}

// after says which words come before.
func (d *differ) after(w int) string {
	if w == 0 {
		return ", at the page's start"
	}
	from := max(0, w-3)
	return ", after " + quote(d.want.words[from:w])
}

// posOf is the position of word w of the source, or of the nearest before it.
func (d *differ) posOf(w int) tree.Pos {
	for i := min(w, len(d.want.words)-1); i >= 0; i-- {
		if p := d.want.words[i].pos; p > 0 {
			return p
		}
	}
	return 1
}

// span returns between which words of the output the fact has to be.
func (d *differ) span(at int) (lo, hi int) {
	lo = d.lay.place(at)
	hi = lo
	if at > 0 { // the word before may be in several pieces
		lo = min(lo, d.lay.place(at-1)+1)
	}
	for _, h := range d.lay.hunks {
		if at >= h.w1 && at <= h.w2 {
			lo, hi = min(lo, h.g1), max(hi, h.g2)
		}
	}
	for lo > 0 && lo <= len(d.got.words) && d.got.words[lo-1].may {
		lo--
	}
	for i := at - 1; i >= 0 && d.want.words[i].may; i-- { // the writer's own words may stand on either side
		lo = min(lo, d.lay.place(i))
	}
	return lo, hi
}

func (d *differ) compareFacts() {
	type slot struct {
		kind Kind
		key  string
	}
	have := map[slot][]int{} // by kind and key: places of facts not yet found
	byKind := [kinds][]int{} // indexes
	used := make([]bool, len(d.got.facts))
	for i, f := range d.got.facts {
		have[slot{f.kind, f.key}] = append(have[slot{f.kind, f.key}], i)
		byKind[f.kind] = append(byKind[f.kind], i)
	}
	take := func(list []int, f *fact) int {
		lo, hi := d.span(f.at)
		for _, i := range list {
			if at := d.got.facts[i].at; at > hi {
				break
			} else if at >= lo && !used[i] {
				return i
			}
		}
		return -1
	}
	var lost []*fact
	for _, facts := range d.needed(&lost) {
		var open []*fact
		for _, f := range facts {
			if !f.own {
				d.counts[f.kind].Source++
			}
			s := slot{f.kind, f.key}
			k := take(have[s], f)
			if k < 0 {
				open = append(open, f)
				continue
			}
			used[k] = true
			list := have[s]
			for len(list) > 0 && used[list[0]] {
				list = list[1:]
			}
			have[s] = list
			d.found(f)
		}
		for _, f := range open {
			if k := d.second(f, byKind[f.kind], used, take); k >= 0 {
				used[k] = true
				d.found(f)
				continue
			}
			switch {
			case f.own:
			case f.may:
				d.counts[f.kind].Source--
			case f.kind == Images && d.shownAsWords(f):
			default:
				lost = append(lost, f)
			}
		}
	}
	d.unmatched(lost, used)
}

// needed returns the facts that have to be there, then those that may be. Those that words show are looked for now.
func (d *differ) needed(lost *[]*fact) [2][]*fact {
	var out [2][]*fact
	for i := range d.want.facts {
		switch f := &d.want.facts[i]; {
		case f.by:
			d.byWords(f, lost)
		case f.may, f.own:
			out[1] = append(out[1], f)
		default:
			out[0] = append(out[0], f)
		}
	}
	return out
}

// byWords looks for a fact that is there when its words are.
func (d *differ) byWords(f *fact, lost *[]*fact) {
	d.counts[f.kind].Source++
	for _, h := range d.lay.hunks {
		if h.w1 < f.end && h.w2 > f.at {
			*lost = append(*lost, f)
			return
		}
	}
	g := d.lay.place(f.at)
	if f.at == f.end || g >= len(d.got.words) {
		return
	}
	w := &d.got.words[g]
	switch f.kind {
	case Items: // nothing but markers and labels are before it in its line
		if !w.head && (g == 0 || f.at == 0 || d.got.words[g-1].line != w.line || !d.want.words[f.at-1].own) {
			*lost = append(*lost, f)
		}
	case CodeLines:
		if w.line > 0 && (!isLineOf(codeLine(d.got.lines[w.line-1]), f.key) || !d.inBlock(f, int(w.line))) {
			*lost = append(*lost, f)
		}
	}
}

// isLineOf reports whether a line of text is one of code, indented or behind the marks of the quotations it stands in.
func isLineOf(line, code string) bool {
	code = strings.TrimLeft(code, " ")
	for {
		line = strings.TrimLeft(line, " ")
		if line == code {
			return true
		}
		rest, quoted := strings.CutPrefix(line, ">")
		if !quoted || rest != "" && rest[0] != ' ' {
			return false
		}
		line = rest
	}
}

// inBlock reports whether a line of code is as far below the first one of its block as it has to be.
func (d *differ) inBlock(f *fact, line int) bool {
	if d.block == nil || f.index <= d.block.index || f.pos != d.block.pos {
		d.block, d.blockLine = f, line
	}
	return line-d.blockLine == f.index-d.block.index
}

// second looks for a fact that may be otherwise than the source has it.
func (d *differ) second(f *fact, list []int, used []bool, take func([]int, *fact) int) int {
	if f.key == anyKey {
		return take(list, f)
	}
	if f.kind == CodeLines && d.c.form.codeInk {
		return d.wrapped(f, list, used)
	}
	for _, i := range list {
		g := &d.got.facts[i]
		if used[i] {
			continue
		}
		lo, hi := d.span(f.at)
		here := g.at >= lo && g.at <= hi
		switch {
		case f.free && g.key == f.key && (g.at == elsewhere || f.kind == Footnotes),
			here && f.kind == Items && d.c.form.anyDepth && len(g.key) >= len(f.key) && g.key > f.key,
			here && numbered(f.key, g.key):
			return i
		}
	}
	return -1
}

// wrapped looks for a line of code that is drawn as several, and returns the last of them.
func (d *differ) wrapped(f *fact, list []int, used []bool) int {
	lo, hi := d.span(f.at)
	for k, i := range list {
		if g := &d.got.facts[i]; used[i] || g.at < lo || g.at > hi {
			continue
		}
		rest := f.key
		for n := k; n < len(list) && !used[list[n]]; n++ {
			var ok bool
			if rest, ok = strings.CutPrefix(rest, d.got.facts[list[n]].key); !ok {
				break
			}
			if rest == "" {
				for _, j := range list[k:n] {
					used[j] = true
				}
				return list[n]
			}
		}
	}
	return -1
}

// numbered reports whether an output has made an id unique by a number behind it.
func numbered(key, got string) bool {
	rest, ok := strings.CutPrefix(got, key+"-")
	return ok && strings.Contains(key, "#") && rest != "" && strings.Trim(rest, "0123456789") == ""
}

// shownAsWords reports whether the words that are extra at an image's place are its alternative text, in brackets or
// not, and takes them from the difference: an image that cannot be shown is there by its words.
func (d *differ) shownAsWords(f *fact) bool {
	for i := range d.lay.hunks {
		h := &d.lay.hunks[i]
		if h.w1 > f.at || f.at > h.w2 || h.g1 == h.g2 {
			continue
		}
		g := h.g1
		bracket := d.got.words[g].s == "["
		if bracket {
			g++
		}
		if f.key == anyKey {
			for n := 0; bracket && g < h.g2 && n < 50 && d.got.words[g].s != "]"; n++ {
				g++
			}
		} else {
			for _, s := range strings.Split(f.key, " ") {
				if g >= h.g2 || d.got.words[g].s != s {
					return false
				}
				g++
			}
		}
		if bracket && g < h.g2 && d.got.words[g].s == "]" {
			g++
		}
		h.g1 = g
		return true
	}
	return false
}

// found notes a link into the book.
func (d *differ) found(f *fact) {
	if f.kind != Links {
		return
	}
	to, ok := strings.CutPrefix(f.key, "page ")
	if !ok {
		return
	}
	to, id, _ := strings.Cut(to, "#")
	if p := d.c.names.path[to]; p != nil {
		d.wanted = append(d.wanted, wanted{d.page, p, f.pos, id})
	}
}

// unmatched reports what is lost and what is extra; a lost and an extra thing at one place are one difference.
func (d *differ) unmatched(lost []*fact, used []bool) {
	var extra []*fact
	for i := range used {
		if !used[i] {
			extra = append(extra, &d.got.facts[i])
		}
	}
	for _, f := range lost {
		d.counts[f.kind].Lost++
		msg := fmt.Sprintf("%s lacks the %s %s", d.file, f.kind.one(), shown(f))
		for i, e := range extra {
			if e != nil && e.kind == f.kind && e.at == d.lay.place(f.at) {
				msg = fmt.Sprintf("%s has the %s %s in place of %s", d.file, f.kind.one(), shown(e), shown(f))
				d.counts[f.kind].Extra++
				extra[i] = nil
				break
			}
		}
		d.report(f.pos, "", tree.LedgerLost, msg+d.after(f.at))
	}
	for _, e := range extra {
		if e == nil {
			continue
		}
		d.counts[e.kind].Extra++
		w := d.back(e.at)
		d.report(d.posOf(w), "", tree.LedgerExtra, fmt.Sprintf("%s has a %s %s that the source has not here%s", d.file, e.kind.one(), shown(e), d.after(w)))
	}
}

// back returns which word of the source lies beside word g of the output.
func (d *differ) back(g int) int {
	w := g
	for _, s := range d.lay.steps {
		if s.w+s.shift > g {
			break
		}
		w = g - s.shift
	}
	return max(0, min(w, len(d.want.words)))
}

func shown(f *fact) string {
	if f.key == anyKey || f.key == "" {
		return "here"
	}
	return fmt.Sprintf("%q", f.key)
}

func (d *differ) compareAnchors() {
	row := &d.counts[Anchors]
	for id, pos := range d.want.anchors {
		row.Source++
		if d.c.hasID(d.got.anchors, id) {
			continue
		}
		row.Lost++
		d.report(pos, "", tree.LedgerLost, fmt.Sprintf("%s lacks the anchor %q", d.file, id))
	}
}

// hasID reports whether an id of the source is among those of an output, as its format writes it.
func (c *checker) hasID(ids map[string]tree.Pos, id string) bool {
	if c.Format == "dita" {
		id = xmlName(id)
	}
	for _, s := range []string{id, escapeSpaces(id), id + "-2", id + "-3"} {
		if _, ok := ids[s]; ok {
			return true
		}
	}
	return false
}

// escapeSpaces encodes the white space of an id, which HTML's ids cannot hold. (HTML, 3.2.6)
func escapeSpaces(id string) string {
	if !strings.ContainsAny(id, " \t\n\f\r") {
		return id
	}
	return strings.NewReplacer(" ", "%20", "\t", "%09", "\n", "%0A", "\f", "%0C", "\r", "%0D").Replace(id)
}
