package markdown

import (
	"strings"

	"platen/convert/tree"
)

// Readers of GitHub and of MkDocs' Material theme see one of two images that stand beside each other, by the colours
// that they have chosen: "a.png#gh-light-mode-only" and "b.png#gh-dark-mode-only", "#only-light" and "#only-dark".
// Outputs on paper and in text are light, so that one stays.

// lightImages takes images for dark screens out of a paragraph that has one for light screens too.
func lightImages(in []tree.Inline) []tree.Inline {
	dark, light := false, false
	for _, n := range in {
		switch themeOf(n) {
		case "dark":
			dark = true
		case "light":
			light = true
		}
	}
	if !dark || !light {
		return in
	}
	out := in[:0]
	for _, n := range in {
		if themeOf(n) == "dark" {
			continue
		}
		if _, ok := n.(*tree.Break); ok {
			if k := len(out); k == 0 || isBreakNode(out[k-1]) {
				continue
			}
		}
		out = append(out, n)
	}
	return trim(out)
}

func isBreakNode(n tree.Inline) bool {
	_, ok := n.(*tree.Break)
	return ok
}

// themeOf is the kind of screen that an image, or a link around one, is for: "dark", "light", "" for both.
func themeOf(n tree.Inline) string {
	switch n := n.(type) {
	case *tree.Link:
		if len(n.Inlines) == 1 {
			return themeOf(n.Inlines[0])
		}
	case *tree.Image:
		_, fragment, _ := strings.Cut(n.Src.Raw, "#")
		switch fragment {
		case "only-dark", "gh-dark-mode-only":
			return "dark"
		case "only-light", "gh-light-mode-only":
			return "light"
		}
	}
	return ""
}
