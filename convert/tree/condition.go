package tree

import (
	"slices"
	"strings"
)

// conditionNames are the attributes that say whom a part of a page is for: DITA's profiling attributes.
// (DITA 1.3, 2.4.3.1 Conditional processing attributes)
var conditionNames = []string{"audience", "platform", "product", "props", "otherprops", "deliverytarget", "rev"}

// ConditionNames returns the names of the attributes that are conditions by themselves, in lower case.
func ConditionNames() []string { return slices.Clone(conditionNames) }

// IsCondition reports whether an attribute says whom a part of a page is for: audience, platform, product, props,
// otherprops, deliverytarget, rev, and the data- attributes, with which authors name conditions of their own.
// The name is in lower case.
func IsCondition(name string) bool {
	return slices.Contains(conditionNames, name) || strings.HasPrefix(name, "data-") && len(name) > len("data-")
}

// IsChoice reports whether an attribute says for which formats, metadata or profiles a part of a page is (Quarto), or that
// it is for nobody (HTML).
func IsChoice(name string) bool {
	switch name {
	case "when-format", "unless-format", "when-meta", "unless-meta", "when-profile", "unless-profile", "hidden":
		return true
	}
	return false
}

// A Condition is a name and the values, one of which has to be wanted.
type Condition struct {
	Name   string   // in lower case, without "data-"
	Values []string // never empty
}

// Conditions returns what the author hung on a node to say whom it is for: audience="novice expert" and
// data-audience are the condition audience with the values novice and expert; a group props="audience(novice)" is one
// of audience as well. (DITA 1.3, 2.4.3.1) It accepts a nil Attr.
func (a *Attr) Conditions() []Condition {
	if a == nil {
		return nil
	}
	var out []Condition
	for _, k := range a.Keys {
		if !IsCondition(k.Name) {
			continue
		}
		name, plain := strings.TrimPrefix(k.Name, "data-"), k.Value
		for {
			open := strings.IndexByte(plain, '(')
			if open < 0 {
				break
			}
			size := strings.IndexByte(plain[open:], ')')
			if size < 0 {
				break
			}
			start := strings.LastIndexAny(plain[:open], " \t\n,") + 1
			if values := conditionValues(plain[open+1 : open+size]); len(values) > 0 && start < open {
				out = append(out, Condition{strings.ToLower(plain[start:open]), values})
			}
			plain = plain[:start] + plain[open+size+1:]
		}
		if values := conditionValues(plain); len(values) > 0 {
			out = append(out, Condition{name, values})
		}
	}
	return out
}

func conditionValues(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\n' || r == '(' || r == ')' })
}
