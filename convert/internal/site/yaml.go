package site

import (
	"strings"

	"platen/convert/tree"

	"go.yaml.in/yaml/v3"
)

// maxEntries and maxDepth bound a contents list in YAML, whose aliases could make it endless.
const (
	maxEntries = 100_000
	maxDepth   = 32
)

// yamlRoot parses a YAML file and returns its first node, nil when there is none. JSON is YAML too.
func yamlRoot(text []byte, name string, report func(tree.Diag)) *yaml.Node {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		report(badFile(name, 0, "the file is not valid YAML: "+strings.TrimPrefix(err.Error(), "yaml: ")))
		return nil
	}
	if len(doc.Content) != 1 {
		return nil
	}
	return deref(doc.Content[0])
}

func (p *project) yaml(text []byte, name string) *yaml.Node { return yamlRoot(text, name, p.report) }

// mapValue returns the value of a key, nil when it is not there.
func mapValue(m *yaml.Node, key string) *yaml.Node {
	if m == nil || m.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == key {
			return deref(m.Content[i+1])
		}
	}
	return nil
}

func deref(n *yaml.Node) *yaml.Node {
	for n != nil && n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

func scalar(m *yaml.Node, key string) string {
	return scalarValue(mapValue(m, key))
}

// scalarValue is the text of a value. Of an environment variable it is the default: "!ENV [NAME, 'Docs']".
func scalarValue(v *yaml.Node) string {
	switch {
	case v == nil || v.Tag == "!!null":
	case v.Tag == "!ENV" && v.Kind == yaml.SequenceNode && len(v.Content) > 1:
		return scalarValue(deref(v.Content[len(v.Content)-1]))
	case v.Tag == "!ENV":
	case v.Kind == yaml.ScalarNode:
		return v.Value
	}
	return ""
}

// firstScalar returns the first value of an entry that is there.
func firstScalar(n *yaml.Node, keys ...string) string {
	for _, k := range keys {
		if s := scalar(n, k); s != "" {
			return s
		}
	}
	return ""
}
