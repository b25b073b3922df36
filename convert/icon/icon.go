// Package icon has drawings and signs of the icons that documentation uses most, by the names that themes have for them:
// Material Design Icons, Octicons, Font Awesome, Lucide and Simple Icons.
//
//	i, ok := icon.Find("octicons-arrow-right-24")
//	// i.Sign is "→", i.Path draws an arrow, i.Label is "arrow right"
//
// The drawings are those of Material Design Icons. A sign is a character where readers take it for the same as the drawing, as
// they do "→" and "✓", and else the name: "heart". Trade marks are words.
package icon

import (
	_ "embed"
	"strings"
)

// An Icon is one drawing, sign or word.
type Icon struct {
	Sign  string // what stands for it in text, never empty: a character, a word, or its name in words
	Label string // its name in words, never empty
	Path  string // the data of a path of SVG in a box of Size by Size; "" for words
}

// Size is the width and the height of the box that paths are drawn in.
const Size = 24

// list has a line for each name, in their order: the name, then "=" with the name of the icon that it is drawn as, or the sign
// and the path, each behind a tab.
//
//go:embed icons.txt
var list string

// Find returns the icon of a name as themes and style sheets write it: "material-check", "octicons-check-16",
// "fontawesome-solid-check", "fa-check". It may be called from many goroutines.
func Find(name string) (Icon, bool) {
	name = bare(name)
	rest, ok := find(name)
	if to, is := strings.CutPrefix(rest, "="); is {
		name = to
		rest, ok = find(name)
	}
	if !ok {
		return Icon{}, false
	}
	i := Icon{Label: strings.TrimSuffix(strings.ReplaceAll(name, "-", " "), " outline")}
	if i.Sign, i.Path, _ = strings.Cut(rest, "\t"); i.Path == "" {
		i.Label = i.Sign
	}
	if i.Sign == "" {
		i.Sign = i.Label
	}
	return i, true
}

// find returns what stands behind a name in the list, which is searched by halves.
func find(name string) (string, bool) {
	low, high := 0, len(list)
	for low < high {
		at := (low + high) / 2
		at = strings.LastIndexByte(list[low:at], '\n') + 1 + low
		end := strings.IndexByte(list[at:], '\n') + at
		here, rest, _ := strings.Cut(list[at:end], "\t")
		switch {
		case here == name:
			return rest, true
		case here < name:
			low = end + 1
		default:
			high = at
		}
	}
	return "", false
}

// bare is a name without the set that it is of, and without the size that Octicons have behind it.
func bare(name string) string {
	set, rest, ok := strings.Cut(name, "-")
	if !ok {
		return name
	}
	switch set {
	case "octicons", "octicon":
		for _, size := range [...]string{"-12", "-16", "-24", "-48", "-96"} {
			rest = strings.TrimSuffix(rest, size)
		}
		return rest
	case "fontawesome":
		for _, style := range [...]string{"solid-", "regular-", "brands-"} {
			rest = strings.TrimPrefix(rest, style)
		}
		return rest
	case "material", "simple", "lucide", "fa", "mdi", "bi", "glyphicon", "ti":
		return rest
	}
	return name
}
