package ledger

import (
	"bytes"
	"encoding/xml"
	"path"
	"slices"
	"strings"
	"unicode"

	"platen/convert/tree"
	"platen/writers/internal/pages"
)

// ditaFiles knows which topic files are a page's, in the map's order, and which of its headings each topic is: their ids
// are not the headings'.
type ditaFiles struct {
	of     map[*tree.Page]*ditaFile
	root   map[*tree.Page]*tree.Heading // the heading that is the title of the page's first topic
	topics map[string]*tree.Heading     // by file#id
	left   map[*tree.Page]map[tree.Block]bool

	first    map[string]string // the id of a file's first topic
	inMap    map[*tree.Heading]bool
	tabs     map[*tree.Tab]bool // that are lines of the map
	mapIDs   map[*tree.Page][]string
	keys     map[string]string              // addresses of keys
	shorts   map[string]string              // abbreviations by their keys
	headings map[*tree.Page][]*tree.Heading // that are topics
}

// A ditaFile is a topic file of a page, and those below it.
type ditaFile struct {
	name  string // "" is a line of the map
	title string
	below []*ditaFile
}

// A mapRef is a topicref.
type mapRef struct {
	href  string
	title string // of one without a topic
	below []*mapRef
}

// readDITAFiles reads the map and the titles of all topics.
func (c *checker) readDITAFiles() {
	d := &ditaFiles{of: map[*tree.Page]*ditaFile{}, root: map[*tree.Page]*tree.Heading{}, topics: map[string]*tree.Heading{}, left: map[*tree.Page]map[tree.Block]bool{},
		first: map[string]string{}, inMap: map[*tree.Heading]bool{}, tabs: map[*tree.Tab]bool{}, mapIDs: map[*tree.Page][]string{}, keys: map[string]string{}, headings: map[*tree.Page][]*tree.Heading{}}
	c.names.dita = d
	var refs []*mapRef
	if !c.Book.Lone {
		c.homePage()
		refs = c.readMap(c.Book.Name+".ditamap", true)
	}
	for _, p := range c.Book.Pages {
		if !c.ContentsKept && p != c.Book.Index {
			d.left[p] = tree.ContentsLists(c.Book, p)
		}
		name := c.names.file[p]
		f := &ditaFile{name: name}
		if c.Book.Lone {
			refs = c.readMap(pages.Stem(name)+".ditamap", false)
		}
		c.belowPage(f, pages.Stem(p.Path), refs)
		d.of[p] = f
		c.topicTitles(p, f)
	}
}

// homePage gives a page that would be index.dita beside the map the name that it has there.
func (c *checker) homePage() {
	for p, name := range c.names.file {
		if !strings.EqualFold(name, "index.dita") {
			continue
		}
		for _, other := range []string{"home.dita", "home-2.dita", "home-3.dita"} {
			if c.names.page[other] == nil {
				delete(c.names.page, name)
				c.names.set(p, other)
				break
			}
		}
	}
}

// readMap returns the topicrefs of a map, with those of the maps that it refers to if whole; none when it cannot be read.
func (c *checker) readMap(name string, whole bool) []*mapRef {
	data, err := c.Read(name)
	if err != nil {
		return nil
	}
	root := &mapRef{}
	stack := []*mapRef{root}
	dir := path.Dir(name)
	var title *mapRef // whose title is read
	dec := xml.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := dec.Token()
		if err != nil {
			return root.below
		}
		switch tok := tok.(type) {
		case xml.CharData:
			if title != nil {
				title.title += string(tok)
			}
		case xml.StartElement:
			if title = nil; tok.Name.Local == "navtitle" && len(stack) > 2 {
				title = stack[len(stack)-2]
			}
			r := &mapRef{}
			if href := xmlAttr(tok, "href"); href != "" && xmlAttr(tok, "scope") == "" {
				file, _, _ := strings.Cut(href, "#")
				if r.href = path.Join(dir, unescape(file)); whole && strings.HasSuffix(file, ".ditamap") {
					r.below = c.readMap(r.href, false)
				}
				if key := xmlAttr(tok, "keys"); key != "" && tok.Name.Local == "glossref" {
					c.readAbbreviations(r.href)
				}
			} else if key := xmlAttr(tok, "keys"); key != "" && href != "" {
				c.names.dita.keys[key] = href
			}
			up := stack[len(stack)-1]
			up.below = append(up.below, r)
			stack = append(stack, r)
		case xml.EndElement:
			title = nil
			if len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
		}
	}
}

// readAbbreviations notes the short forms of a glossary of abbreviations under the ids of their entries, which are their
// keys.
func (c *checker) readAbbreviations(name string) {
	if len(c.names.dita.shorts) > 0 {
		return
	}
	c.names.dita.shorts = map[string]string{"": ""}
	data, err := c.Read(name)
	if err != nil {
		return
	}
	var doc struct {
		Entries []struct {
			ID    string `xml:"id,attr"`
			Short string `xml:"glossBody>glossAlt>glossAcronym"`
		} `xml:"glossentry"`
	}
	if xml.Unmarshal(data, &doc) == nil {
		for _, e := range doc.Entries {
			c.names.dita.shorts[e.ID] = e.Short
		}
	}
}

// belowPage finds the files of a page's topics: they are below it in the map and in a folder of its name, which is stem
// where the page's file has another name than its source.
func (c *checker) belowPage(f *ditaFile, stem string, refs []*mapRef) {
	inFolder := func(name string) bool {
		return strings.HasPrefix(name, pages.Stem(f.name)+"/") || strings.HasPrefix(name, stem+"/")
	}
	var add func(to *ditaFile, refs []*mapRef)
	add = func(to *ditaFile, refs []*mapRef) {
		for _, r := range refs {
			if inFolder(r.href) && c.names.page[r.href] == nil {
				sub := &ditaFile{name: r.href}
				to.below = append(to.below, sub)
				add(sub, r.below)
			} else if r.href == "" && r.title != "" {
				sub := &ditaFile{title: r.title}
				if add(sub, r.below); len(sub.below) > 0 {
					to.below = append(to.below, sub)
				}
			}
		}
	}
	var find func(refs []*mapRef) bool
	find = func(refs []*mapRef) bool {
		for _, r := range refs {
			if r.href == f.name {
				if add(f, r.below); len(f.below) > 0 {
					return true
				}
			}
			if find(r.below) {
				return true
			}
		}
		return false
	}
	find(refs)
}

// topicTitles matches the titles of a page's topics with its headings, in order.
func (c *checker) topicTitles(p *tree.Page, f *ditaFile) {
	var headings []*tree.Heading
	var tabs []*tree.Tab
	tree.InspectPage(p, func(n tree.Node) bool {
		switch n := n.(type) {
		case *tree.Heading:
			headings = append(headings, n)
		case *tree.Tab:
			tabs = append(tabs, n)
		}
		_, inline := n.(tree.Inline)
		return !inline
	})
	var topics []topicTitle
	ids := map[string]bool{}
	var walk func(f *ditaFile)
	walk = func(f *ditaFile) {
		if f.name == "" {
			topics = append(topics, topicTitle{title: f.title})
			for _, sub := range f.below {
				walk(sub)
			}
			return
		}
		data, err := c.Read(f.name)
		if err != nil {
			return
		}
		if f.name != c.names.file[p] {
			c.names.page[f.name] = p
		}
		for i, t := range titlesOf(data, ids) {
			if i == 0 {
				c.names.dita.first[f.name] = t.id
			}
			t.file = f.name
			topics = append(topics, t)
		}
		for _, sub := range f.below {
			walk(sub)
		}
	}
	walk(f)
	d := c.names.dita
	for _, t := range tabs { // that are topics or sections themselves
		if slices.ContainsFunc(t.Attr.IDs(), func(id string) bool { return ids[xmlName(id)] }) {
			d.tabs[t] = true
			d.mapIDs[p] = append(d.mapIDs[p], t.Attr.IDs()...) // its other ones lead to the topic as well
		}
	}
	for i, k := range pairTitles(topics, headings, titleOf(p)) {
		if k < 0 {
			if topics[i].file == "" {
				d.mapTab(p, tabs, topics[i].title)
			}
			continue
		}
		h := headings[k]
		if topics[i].file == "" {
			d.inMap[h] = true
		} else {
			d.topics[topics[i].file+"#"+topics[i].id] = h
		}
		d.headings[p] = append(d.headings[p], h)
		if i == 0 {
			d.root[p] = h
		}
	}
	if h := titleOf(p); h != nil && d.root[p] == nil {
		d.root[p] = h
	}
}

// mapTab notes the ids of a tab that is a line of the map.
func (d *ditaFiles) mapTab(p *tree.Page, tabs []*tree.Tab, title string) {
	for _, t := range tabs {
		if letters(tree.PlainText(t.Title)) == letters(title) && !d.tabs[t] {
			d.tabs[t] = true
			d.mapIDs[p] = append(d.mapIDs[p], t.Attr.IDs()...)
			return
		}
	}
}

// pairTitles returns the heading of each topic: the next one with the same words, else the one after that of the topic
// before; -1 for none.
func pairTitles(topics []topicTitle, headings []*tree.Heading, title *tree.Heading) []int {
	pairs := make([]int, len(topics))
	used := make([]bool, len(headings))
	count := map[string]int{} // headings less topics
	for _, h := range headings {
		count[letters(tree.PlainText(h.Inlines))]++
	}
	for _, t := range topics {
		count[letters(t.title)]--
	}
	last := -1
	for i, t := range topics {
		pairs[i] = -1
		words := letters(t.title)
		if i == 0 && title != nil && title.Generated && count[words] > 0 { // a title that nobody wrote gives way to one that is there
			title = nil
			for k, h := range headings {
				used[k] = h.Generated
			}
		}
		if k := slices.Index(headings, title); i == 0 && title != nil && k >= 0 && (!title.Generated || letters(tree.PlainText(title.Inlines)) == words) {
			used[k], pairs[0] = true, k
			last = k
			continue
		}
		if i == 0 && count[words] < 0 {
			continue // the page's title is no heading, but the same as one
		}
		fits := func(h *tree.Heading) bool { return letters(tree.PlainText(h.Inlines)) == words }
		for k, h := range headings {
			// one of the same words that stands before the last topic became something else, as a list of links does
			if !used[k] && fits(h) && (k > last || !slices.ContainsFunc(headings[last+1:], fits)) {
				used[k], pairs[i] = true, k
				last = k
				break
			}
		}
	}
	for i := range topics {
		next := 0
		if i > 0 && pairs[i-1] >= 0 {
			next = pairs[i-1] + 1
		}
		if pairs[i] < 0 && next < len(headings) && !used[next] && (i == 0 && count[letters(topics[i].title)] >= 0 || i > 0 && pairs[i-1] >= 0) {
			used[next], pairs[i] = true, next
		}
	}
	return pairs
}

// letters is a text without all that is no letter or digit.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

type topicTitle struct{ file, id, title string }

// topicNames are the elements that are topics.
var topicNames = map[string]bool{"topic": true, "concept": true, "task": true, "reference": true, "glossgroup": true, "glossentry": true}

// titlesOf returns the topics of a file in order, and adds the ids of topics and sections.
func titlesOf(data []byte, ids map[string]bool) []topicTitle {
	var out []topicTitle
	dec := xml.NewDecoder(bytes.NewReader(data))
	var title *strings.Builder
	depth, at := 0, 0
	for {
		tok, err := dec.Token()
		if err != nil {
			return out
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			depth++
			if topicNames[tok.Name.Local] || tok.Name.Local == "section" {
				ids[xmlAttr(tok, "id")] = true
			}
			switch {
			case topicNames[tok.Name.Local]:
				out = append(out, topicTitle{id: xmlAttr(tok, "id")})
			case (tok.Name.Local == "title" || tok.Name.Local == "glossterm") && title == nil && len(out) > 0 && out[len(out)-1].title == "":
				title, at = &strings.Builder{}, depth
			}
		case xml.CharData:
			if title != nil {
				title.Write(tok)
			}
		case xml.EndElement:
			if title != nil && depth == at {
				out[len(out)-1].title = title.String() + " "
				title = nil
			}
			depth--
		}
	}
}

// firstWords is the text of the first paragraph of a page.
func firstWords(p *tree.Page) string {
	for i, b := range p.Blocks {
		switch b := b.(type) {
		case *tree.Heading:
			if i > 0 && letters(tree.PlainText(b.Inlines)) != letters(tree.PlainText(p.Title)) { // another topic's
				return ""
			}
		case *tree.Paragraph:
			return tree.PlainText(b.Inlines)
		default:
			return ""
		}
	}
	return ""
}

// readDITAPage returns the account of all of a page's files. What stands in related links comes after the topics below,
// where the source has it.
func (c *checker) readDITAPage(p *tree.Page, f *ditaFile) (*account, error) {
	all := &account{anchors: map[string]tree.Pos{}}
	description := p.Meta.String("description")
	begins := description != "" && strings.HasPrefix(letters(firstWords(p)), letters(description))
	var read func(f *ditaFile) error
	read = func(f *ditaFile) error {
		if f.name == "" {
			all.space()
			all.add(f.title, 0)
			all.space()
			for _, sub := range f.below {
				if err := read(sub); err != nil {
					return err
				}
			}
			return nil
		}
		data, err := c.Read(f.name)
		if err != nil {
			return err
		}
		got, last, err := readDITA(c.names, f.name, data, description, begins)
		description = "" // of the page's first file
		if err != nil {
			return err
		}
		for id := range got.anchors {
			all.anchors[id] = 0
		}
		all.append(got)
		all.notes = append(all.notes, got.notes...)
		for _, sub := range f.below {
			if err := read(sub); err != nil {
				return err
			}
		}
		for _, a := range last {
			all.append(a)
		}
		return nil
	}
	if err := read(f); err != nil {
		return nil, err
	}
	for _, id := range c.names.dita.mapIDs[p] {
		all.anchors[xmlName(id)] = 0
	}
	for _, h := range c.names.dita.headings[p] {
		for _, id := range h.Attr.IDs() {
			if id != h.Attr.ID || id == h.Slug || c.names.dita.inMap[h] { // the author's own id is the topic's
				all.anchors[xmlName(id)] = 0
			}
		}
	}
	return all, nil
}

// target is targetKey with an anchor as DITA names it: "" for that of the page's own topic.
func (f *ditaFiles) target(to *tree.Target) string {
	switch {
	case to.Page != nil:
		n := to.Page.IDs[to.Anchor]
		if h, ok := n.(*tree.Heading); ok {
			if h == f.root[to.Page] || f.left[to.Page][h] {
				return pageKey(to.Page.Path, "")
			}
			return pageKey(to.Page.Path, xmlName(h.Attr.ID))
		}
		if n == nil {
			return pageKey(to.Page.Path, "")
		}
		return pageKey(to.Page.Path, xmlName(to.Anchor))
	case to.Peer != "" && to.Anchor != "":
		return peerKey(to.Peer, xmlName(to.Anchor))
	}
	return targetKey(to)
}
