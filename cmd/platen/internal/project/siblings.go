package project

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// readFolders reads the names of folders that stand for a language or a version.
func (g *File) readFolders(key string, value *yaml.Node) (names []string) {
	if value.Kind != yaml.SequenceNode {
		g.fault(value, "for example "+key+": [en, de]", "%s is a list of folders", key)
		return nil
	}
	for _, n := range value.Content {
		if n.Kind != yaml.ScalarNode || n.Value == "" || strings.ContainsAny(n.Value, `/\`) || slices.Contains(names, n.Value) {
			g.fault(n, "", "%s: a folder is one name, and each stands there once", key)
			continue
		}
		names = append(names, n.Value)
	}
	return names
}

// A Sibling is a guide in another language or version, or itself.
type Sibling struct {
	Guide         Guide
	Lang, Version string // one is set
}

// Siblings returns the languages of a guide and then its versions, in the order of the file, itself among them: the guides
// whose paths differ from its own in the one folder that stands for a language or a version.
func (g *File) Siblings(all []Guide, own Guide) []Sibling {
	list := siblings(all, own, g.languages, func(e Guide, name string) Sibling { return Sibling{Guide: e, Lang: name} })
	return append(list, siblings(all, own, g.versions, func(e Guide, name string) Sibling { return Sibling{Guide: e, Version: name} })...)
}

func siblings(all []Guide, own Guide, names []string, as func(Guide, string) Sibling) (list []Sibling) {
	parts := strings.Split(own.Path, "/")
	at := slices.IndexFunc(parts, func(p string) bool { return slices.Contains(names, p) })
	if at < 0 {
		return nil
	}
	for _, name := range names {
		parts[at] = name
		path := strings.Join(parts, "/")
		if i := slices.IndexFunc(all, func(e Guide) bool { return e.Path == path && e.Clash == "" }); i >= 0 {
			list = append(list, as(all[i], name))
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}
