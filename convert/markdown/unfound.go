package markdown

import (
	"strings"

	"github.com/yuin/goldmark/parser"

	"platen/convert/tree"
)

// notFound is what the generator of AWS guides puts in place of an image's missing description.
const notFound = "[Image NOT FOUND]"

// unfoundKey is where it stands whether a page has such words.
var unfoundKey = parser.NewContextKey()

// dropUnfound drops them.
func dropUnfound(c *conv, in []tree.Inline) []tree.Inline {
	has, known := c.pc.Get(unfoundKey).(bool)
	if !known {
		has = strings.Contains(c.text, strings.Trim(notFound, "[]"))
		c.pc.Set(unfoundKey, has)
	}
	if has {
		unfound(in)
	}
	return in
}

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
