package html

import (
	"context"
	"encoding/base64"
	"io"
	"strings"

	"platen/convert/tree"
	"platen/writers"
)

// copyAssets copies the book's files beside the pages, or prepares its images to stand in them.
func (s *site) copyAssets(ctx context.Context, out writers.Output, report func(tree.Diag)) error {
	copied := s.book.Assets
	if s.w.EmbedAssets {
		if err := s.embedAssets(ctx, report); err != nil {
			return err
		}
		copied = s.linkedAssets()
	}
	taken := map[string]bool{}
	for _, e := range s.entries {
		taken[strings.ToLower(e.out)] = true
	}
	for _, a := range copied {
		if err := ctx.Err(); err != nil {
			return err
		}
		if taken[strings.ToLower(a.Path)] {
			report(tree.Diag{Path: a.Path, Severity: tree.Error, Code: tree.Clash, Msg: "a page's output has the name of this file", Hint: "rename one of them"})
			continue
		}
		if err := writers.CopyAsset(out, a, report); err != nil {
			return err
		}
	}
	return nil
}

// linkedAssets returns the files that links lead to. They cannot stand in a page as images do.
func (s *site) linkedAssets() []*tree.Asset {
	linked := map[*tree.Asset]bool{}
	for _, e := range s.entries {
		tree.InspectPage(e.page, func(n tree.Node) bool {
			if l, ok := n.(*tree.Link); ok && l.To.Asset != nil {
				linked[l.To.Asset] = true
			}
			return true
		})
	}
	var out []*tree.Asset
	for _, a := range s.book.Assets {
		if linked[a] {
			out = append(out, a)
		}
	}
	return out
}

// embedAssets makes the data: addresses of the images.
func (s *site) embedAssets(ctx context.Context, report func(tree.Diag)) error {
	s.images = map[*tree.Asset]string{}
	for _, a := range s.book.Assets {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !strings.HasPrefix(a.MIME, "image/") {
			continue
		}
		u, problem := dataURL(a)
		if problem != "" {
			report(tree.Diag{Path: a.Path, Severity: tree.Warning, Code: tree.ImageBad, Msg: "the image cannot stand in the page: " + problem})
			continue
		}
		s.images[a] = u
	}
	return nil
}

// dataURL returns the image as an address that holds it, or what forbids that.
func dataURL(a *tree.Asset) (url, problem string) {
	switch a.MIME {
	case "image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml":
	default:
		return "", "its type is " + a.MIME
	}
	r, err := a.Open()
	if err != nil {
		return "", err.Error()
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return "", err.Error()
	}
	return "data:" + a.MIME + ";base64," + base64.StdEncoding.EncodeToString(data), ""
}
