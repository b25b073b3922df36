package ledger

import (
	"fmt"
	"strings"

	"platen/convert/tree"
)

// maxReports is how many differences of a page are reported in words; the rest are counted.
const maxReports = 20

// compare compares what a page has to have with what its file has.
func (c *clerk) compare(p *tree.Page, file string, want, got *account) {
	d := &differ{c: c, page: p, file: file, want: want, got: got, lay: align(want.words, got.words)}
	d.compareWords()
	d.compareFacts()
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
	c.ids[file] = got.anchors
}

// A differ compares one page.
type differ struct {
	c         *clerk
	page      *tree.Page
	file      string
	want, got *account
	lay       *aligned
	counts    [kinds]Row
	wanted    []wanted
	reports   int
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
		if w := &d.want.words[i]; !w.may && w.isWord() {
			row.Source++
		}
	}
	for _, h := range d.lay.hunks {
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
		if !ws[i].may && ws[i].isWord() {
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
	for _, h := range d.lay.hunks {
		if at >= h.w1 && at <= h.w2 {
			lo, hi = min(lo, h.g1), max(hi, h.g2)
		}
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
	var open []*fact
	for i := range d.want.facts {
		f := &d.want.facts[i]
		d.counts[f.kind].Source++
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
	var lost []*fact
	for _, f := range open {
		if f.key == anyKey {
			if k := take(byKind[f.kind], f); k >= 0 {
				used[k] = true
				continue
			}
		}
		if f.may {
			d.counts[f.kind].Source--
			continue
		}
		lost = append(lost, f)
	}
	d.unmatched(lost, used)
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
	for p, file := range d.c.names.file {
		if p.Path == to {
			d.wanted = append(d.wanted, wanted{d.page, f.pos, file, id})
			break
		}
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
		if _, ok := d.got.anchors[id]; ok {
			continue
		}
		if _, ok := d.got.anchors[escapeSpaces(id)]; ok {
			continue
		}
		row.Lost++
		d.report(pos, "", tree.LedgerLost, fmt.Sprintf("%s lacks the anchor %q", d.file, id))
	}
}

// escapeSpaces encodes the white space of an id, which HTML's ids cannot hold. (HTML, 3.2.6)
func escapeSpaces(id string) string {
	if !strings.ContainsAny(id, " \t\n\f\r") {
		return id
	}
	return strings.NewReplacer(" ", "%20", "\t", "%09", "\n", "%0A", "\f", "%0C", "\r", "%0D").Replace(id)
}
