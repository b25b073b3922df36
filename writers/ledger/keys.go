package ledger

import (
	"path"
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

// abroadKey says where a link into another guide of the set leads, from the top of the outputs; "" where it is words alone.
func (t *expectation) abroadKey(to *tree.Target) string {
	stem := to.Peer[:len(to.Peer)-len(path.Ext(to.Peer))]
	fragment := ""
	if to.Anchor != "" {
		fragment = "#" + to.Anchor
	}
	switch t.job.Format {
	case "html":
		if to.Index {
			stem = path.Join(path.Dir(stem), "index")
		}
		return urlKey(to.Guide.Way("html", t.page.Path, stem+".html") + fragment)
	case "dita":
		switch {
		case to.Front:
			return peerKey(path.Clean(to.Guide.Way("dita", "", to.Guide.Name+".ditamap")), "")
		case to.Anchor != "":
			fragment = xmlName(to.Anchor)
		}
		return peerKey(path.Clean(to.Guide.Way("dita", "", stem+".dita")), fragment)
	case "pdf":
		file := to.Guide.Name + ".pdf"
		at := to.Guide.Address("pdf", file)
		if at == "" {
			at = to.Guide.Way("pdf", "", file)
		}
		if to.Front {
			return urlKey(at)
		}
		return urlKey(at + "#nameddest=" + to.Peer + fragment)
	}
	return ""
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
