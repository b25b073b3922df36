package dita

import (
	"slices"
	"strings"

	"platen/convert/tree"
)

// profiling are DITA's attributes for conditions, in the order in which they are written. (DITA 1.3, 2.4.3.1)
var profiling = []string{"audience", "platform", "product", "otherprops", "props", "deliveryTarget", "rev"}

// profileKeys are those of the author's attributes that DITA has on every element: language, direction, translation and
// conditions.
func profileKeys(a *tree.Attr) []tree.Key {
	if a == nil {
		return nil
	}
	var out []tree.Key
	for _, k := range a.Keys {
		if k.Name == "lang" || k.Name == "dir" || k.Name == "translate" || tree.IsCondition(k.Name) {
			out = append(out, k)
		}
	}
	return out
}

// universal returns the attributes for an element: its id and what the author hung on the node, then pairs. What waits
// for the next element is added.
func (p *pageWriter) universal(a *tree.Attr, pairs ...string) []string {
	id := p.attrID(a)
	if a != nil && len(a.Keys) > 0 {
		pairs = append(p.profile(profileKeys(a)), pairs...)
	}
	if id == "" {
		return pairs
	}
	return append([]string{"id", id}, pairs...)
}

// profile turns keys into DITA's attributes.
func (p *pageWriter) profile(keys []tree.Key) []string {
	if len(keys) == 0 {
		return nil
	}
	var out []string
	values := map[string][]string{}
	for _, k := range keys {
		switch k.Name {
		case "lang":
			if validLang(k.Value) {
				out = append(out, "xml:lang", k.Value)
			}
		case "dir":
			if v := strings.ToLower(k.Value); v == "ltr" || v == "rtl" {
				out = append(out, "dir", v)
			}
		case "translate":
			if v := strings.ToLower(k.Value); v == "no" || v == "yes" {
				out = append(out, "translate", v)
			}
		default:
			p.condition(values, strings.TrimPrefix(k.Name, "data-"), k.Value)
		}
	}
	for _, name := range profiling {
		if v := values[name]; len(v) > 0 {
			if name == "deliveryTarget" && p.w.Version == "1.2" { // 1.3 has it first
				name, v = "otherprops", []string{"deliveryTarget(" + strings.Join(v, " ") + ")"}
			}
			value := strings.Join(v, " ")
			p.met(name, value)
			out = append(out, name, value)
		}
	}
	return out
}

// condition adds the values of one condition to those of the attribute for it: its own, the one that the command maps it
// to, or a group of otherprops. (DITA 1.3, 2.4.3.1: "otherprops", groups of values)
func (p *pageWriter) condition(values map[string][]string, name, value string) {
	to := name
	if m := p.w.Conditions[name]; m != "" {
		to = m
	}
	if to == "deliverytarget" {
		to = "deliveryTarget"
	}
	value = strings.Join(strings.Fields(value), " ")
	switch {
	case value == "" || to == "-" || !conditionValue(value):
	case slices.Contains(profiling, to):
		values[to] = append(values[to], value)
	case name == "pivot" || name == "moniker" || name == "zone": // sites' own conditions; other data are for scripts
		values["otherprops"] = append(values["otherprops"], ncName(name)+"("+strings.Trim(value, "()")+")")
	}
}

// conditionValue reports whether a value is made of names, alone or in groups.
func conditionValue(s string) bool { return !strings.ContainsAny(s, "<>&\"'=;{}") }

// validLang accepts the shape of language tags. (BCP 47, 2.1)
func validLang(s string) bool {
	for part := range strings.SplitSeq(s, "-") {
		if part == "" || len(part) > 8 || strings.IndexFunc(part, func(r rune) bool { return !asciiLetter(r) && (r < '0' || r > '9') }) >= 0 {
			return false
		}
	}
	return len(s) > 1
}
