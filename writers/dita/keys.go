package dita

import (
	"path"
	"strings"

	"platen/convert/tree"
	"platen/writers/internal/pages"
)

// keys are the names under which the map of a guide knows topics and outside addresses. (DITA 1.3, 2.3.4)
type keys struct {
	topics map[*file]string
	urls   map[string]string // outside addresses that more links lead to than Writer.Keys
	order  []string          // these addresses, as the guide has them

	peers     map[string]string // topics and maps of other guides of the set, by peerOf
	peerOrder []tree.Target     // as the guide has them

	abbreviations map[abbreviation]string
	shorts        []abbreviation // in the order of the guide
}

// maxKey is how long a key may be, in bytes.
const maxKey = 80

// newKeys names the files of all topics, and the addresses that have enough links. It is nil without Writer.Keys and for
// pages alone, whose map nobody has.
func newKeys(w *Writer, b *tree.Book, plans []*plan) *keys {
	if w.Keys <= 0 || b.Lone {
		return nil
	}
	k := &keys{topics: map[*file]string{}, urls: map[string]string{}}
	taken := pages.Names{}
	for _, name := range []string{"product", "version"} { // of the guide
		taken.Take(name, "")
	}
	count := map[string]int{}
	for _, pl := range plans {
		if pl == nil {
			continue
		}
		for _, f := range pl.files {
			k.topics[f] = taken.Take(shorten(keyName(strings.TrimSuffix(f.path, ".dita")), maxKey), "")
		}
		for _, u := range pl.outside {
			if count[u]++; count[u] == w.Keys+1 {
				k.order = append(k.order, u)
			}
		}
		pl.outside = nil
	}
	for _, u := range k.order {
		k.urls[u] = taken.Take("link-"+shorten(keyName(withoutScheme(u)), maxKey), "")
	}
	k.addPeers(plans, taken)
	k.addAbbreviations(plans, taken)
	return k
}

// addPeers names what links lead to in other guides of the set: "admin.setup" is the topic setup of the guide admin.
func (k *keys) addPeers(plans []*plan, taken pages.Names) {
	k.peers = map[string]string{}
	for _, pl := range plans {
		if pl == nil {
			continue
		}
		for _, t := range pl.peers {
			of := peerOf(&t)
			if k.peers[of] != "" {
				continue
			}
			name := t.Guide.Name
			if !t.Front {
				name += "." + pages.Stem(t.Peer)
			}
			k.peers[of] = taken.Take(shorten(keyName(name), maxKey), "")
			k.peerOrder = append(k.peerOrder, t)
		}
		pl.peers = nil
	}
}

// peerOf tells what a target means in which guide of the set, without its anchor.
func peerOf(t *tree.Target) string {
	if t.Front {
		return t.Guide.Up
	}
	return t.Guide.Up + "\x00" + t.Peer
}

// peer is the key of a topic or map of another guide. One place in a topic has none: a link to it has its address.
func (k *keys) peer(t *tree.Target) string {
	if k == nil || t.Guide == nil || t.Anchor != "" {
		return ""
	}
	return k.peers[peerOf(t)]
}

func withoutScheme(u string) string {
	_, rest, ok := strings.Cut(u, "://")
	if !ok {
		return u
	}
	return strings.Trim(strings.TrimPrefix(rest, "www."), "/")
}

// keyName makes a key of a path or an address: what cannot stand in one, and what is no letter, is a hyphen.
func keyName(s string) string {
	var b strings.Builder
	for _, r := range ncName(strings.Map(func(r rune) rune {
		switch {
		case asciiLetter(r), r >= '0' && r <= '9', r == '.', r == '-', r == '_', r >= 0x80:
			return r
		}
		return '-'
	}, s)) {
		if r != '-' || !strings.HasSuffix(b.String(), "-") {
			b.WriteRune(r)
		}
	}
	return strings.Trim(b.String(), "-.")
}

// topic is the key of a file, "" when there are no keys.
func (k *keys) topic(f *file) string {
	if k == nil {
		return ""
	}
	return k.topics[f]
}

// outside is the key of an address, "" when it has none.
func (k *keys) outside(t *tree.Target) string {
	if k == nil || !isOutside(t) {
		return ""
	}
	return k.urls[t.URL]
}

func isOutside(t *tree.Target) bool {
	return t.Page == nil && t.Asset == nil && t.Guide == nil && t.Peer == "" && t.URL != ""
}

// keyMap returns the map with the definitions of keys that are no topics: the product and the version of the guide, and
// outside addresses, topics of other guides, abbreviations. It is nil when there are none.
func (w *Writer) keyMap(g *guide) []byte {
	m := &mapWriter{w: w, guide: g, at: &file{dir: "."}}
	m.doctype("map", w.publicID("Map"), "map.dtd")
	m.open("map", "xml:lang", g.book.Lang(nil))
	m.element("title", g.book.Title())
	from := len(m.buf)
	meta := g.book.Meta
	version := meta.String("version")
	if list := productsOf(meta, inBookmeta); len(list) == 1 {
		m.word("product", list[0].name)
		version = list[0].version
	}
	m.word("version", version)
	for _, u := range g.keys.order {
		m.empty("keydef", "keys", g.keys.urls[u], "href", escapeURL(u), "scope", "external", "format", urlFormat(u))
	}
	for i := range g.keys.peerOrder {
		t := &g.keys.peerOrder[i]
		if t.Front {
			m.empty("keydef", "keys", g.keys.peers[peerOf(t)], "href", escapePath(t.Guide.Way("dita", "", t.Guide.Name+".ditamap")), "scope", "peer", "format", "ditamap")
			continue
		}
		m.empty("keydef", "keys", g.keys.peers[peerOf(t)], "href", escapePath(t.Guide.Way("dita", "", pages.Stem(t.Peer)+".dita")), "scope", "peer", "format", "dita")
	}
	for _, a := range g.keys.shorts {
		key := g.keys.abbreviations[a]
		m.empty("glossref", "keys", key, "href", escapePath(abbreviationsName(g.book))+"#"+key)
	}
	if len(m.buf) == from {
		return nil
	}
	m.close("map")
	return append(m.buf, '\n')
}

// word defines a key that stands for a word: <keyword keyref="product"/>.
func (m *mapWriter) word(key, word string) {
	if word == "" {
		return
	}
	m.open("keydef", "keys", key)
	m.open("topicmeta")
	m.open("keywords")
	m.element("keyword", word)
	m.close("keywords")
	m.close("topicmeta")
	m.close("keydef")
}

// keyMapName is the file of the keyMap.
func keyMapName(b *tree.Book) string { return path.Base(b.Name) + "-keys.ditamap" }
