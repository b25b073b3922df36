package ledger

import (
	"strconv"
	"strings"

	"platen/convert/tree"
)

// targetKey says where a link leads, in the same words for all formats.
func targetKey(t *tree.Target) string {
	switch {
	case t.Page != nil:
		return pageKey(t.Page.Path, t.Anchor)
	case t.Asset != nil:
		return "file " + t.Asset.Path
	case t.Peer != "":
		return peerKey(t.Peer, t.Anchor)
	}
	return urlKey(t.URL)
}

func pageKey(path, anchor string) string {
	if anchor == "" {
		return "page " + path
	}
	return "page " + path + "#" + anchor
}

// peerKey is for a page that another run converts; its extension is the format's.
func peerKey(path, anchor string) string {
	if i := strings.LastIndexByte(path, '.'); i > strings.LastIndexByte(path, '/') {
		path = path[:i]
	}
	if anchor != "" {
		anchor = "#" + anchor
	}
	return "peer " + path + anchor
}

func urlKey(u string) string { return "address " + unescape(u) }

// unescape decodes what is percent-encoded; formats differ in what they encode.
func unescape(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b = append(b, byte(n))
				i += 2
				continue
			}
		}
		b = append(b, s[i])
	}
	return string(b)
}
