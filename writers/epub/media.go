package epub

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"strings"

	"platen/convert/tree"
)

// A medium is an image of the volume.
type medium struct {
	asset *tree.Asset // nil for one of the writer's or the user's own
	data  []byte      // of those
	name  string
	mime  string
	moves bool // it may be animated
	limit int  // pixels of its longer side; 0: it stays as it is
}

// extensions of the types of images that every reading system shows. (EPUB 3.3, 3.2)
var extensions = map[string]string{"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp", "image/svg+xml": ".svg"}

// imageType tells the type of an image by how it begins; "" when books cannot hold it.
func imageType(head []byte, svg bool) string {
	switch {
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return "image/png"
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return "image/jpeg"
	case bytes.HasPrefix(head, []byte("GIF8")):
		return "image/gif"
	case len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP":
		return "image/webp"
	case svg:
		return "image/svg+xml"
	}
	return ""
}

// collect names the images that the pages show, in the order in which they do.
func (v *volume) collect(report func(tree.Diag)) {
	outside, others := map[*tree.Asset]bool{}, map[*tree.Neighbour]bool{}
	for _, e := range v.entries {
		tree.InspectPage(e.page, func(n tree.Node) bool {
			switch n := n.(type) {
			case *tree.Image:
				v.addImage(n.Src.Asset, report)
				v.addImage(n.Dark.Asset, report)
			case *tree.Link:
				if g := n.To.Guide; g != nil && !others[g] {
					others[g] = true
					report(tree.Diag{Page: e.page, Pos: n.Pos, Severity: tree.Info, Code: tree.LinkOutside, Msg: fmt.Sprintf("the link to the guide %q is text in EPUB, which is a book of its own", g.Title)})
				}
				if a := n.To.Asset; a != nil && !outside[a] {
					outside[a] = true
					report(tree.Diag{Page: e.page, Pos: n.Pos, Severity: tree.Info, Code: tree.LinkOutside, Msg: fmt.Sprintf("the link to %q is text in EPUB, which holds pages and images", a.Path)})
				}
			}
			return true
		})
	}
}

func (v *volume) addImage(a *tree.Asset, report func(tree.Diag)) {
	if a == nil {
		return
	}
	if _, known := v.images[a]; known {
		return
	}
	v.images[a] = nil
	bad := func(why string) {
		report(tree.Diag{Path: a.Path, Severity: tree.Warning, Code: tree.ImageBad, Msg: "the image cannot stand in the book: " + why})
	}
	head, err := headOf(a)
	if err != nil {
		bad(err.Error())
		return
	}
	m := &medium{asset: a, mime: imageType(head, a.MIME == "image/svg+xml")}
	if m.mime == "" {
		bad("its type is " + a.MIME)
		return
	}
	m.moves = m.mime == "image/gif" || m.mime == "image/webp"
	if as, ok := v.shrinks(m.mime, head, a.W, a.H); ok {
		m.mime, m.moves, m.limit = as, false, v.w.ImageLimit
	}
	stem, ext := strings.TrimSuffix(a.Path, path.Ext(a.Path)), extensions[m.mime]
	if e := path.Ext(a.Path); strings.EqualFold(e, ".jpeg") && ext == ".jpg" {
		ext = ".jpeg"
	}
	m.name = v.free("media/"+stem, ext)
	v.images[a] = m
	v.media = append(v.media, m)
}

// headOf returns the first bytes of a file.
func headOf(a *tree.Asset) ([]byte, error) {
	r, err := a.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	head := make([]byte, headBytes)
	n, err := io.ReadFull(r, head)
	if err == io.ErrUnexpectedEOF || err == io.EOF {
		err = nil
	}
	return head[:n], err
}

// pack reads the image. Only drawings get smaller by deflating them.
func (m *medium) pack() (file, error) {
	data := m.data
	if m.asset != nil {
		r, err := m.asset.Open()
		if err != nil {
			return file{}, err
		}
		defer r.Close()
		if data, err = io.ReadAll(r); err != nil {
			return file{}, err
		}
	}
	if m.limit > 0 {
		small, err := shrink(data, m.mime, m.limit)
		switch {
		case err == nil:
			data = small
		case err != errKept && imageType(data, false) != m.mime:
			return file{}, err
		}
	}
	if m.mime == "image/svg+xml" {
		m.moves = holds(data, "<animate") || holds(data, "@keyframes")
		return packed(m.name, data), nil
	}
	return stored(m.name, data), nil
}

func holds(data []byte, s string) bool { return bytes.Contains(data, []byte(s)) }
