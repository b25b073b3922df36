package markdown

import (
	"strings"

	"platen/convert/tree"
)

// notFound is what the generator of AWS guides puts in place of an image's missing description.
const notFound = "[Image NOT FOUND]"

// unfound drops such words. An image beside words of its own says nothing then.
func unfound(in []tree.Inline) {
	for _, n := range in {
		im, ok := n.(*tree.Image)
		if !ok {
			unfound(tree.Inlines(n))
			continue
		}
		if im.Alt != notFound {
			continue
		}
		im.Alt = ""
		im.Decorative = strings.TrimSpace(tree.PlainText(in)) != ""
	}
}
