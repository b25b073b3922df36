package options

import (
	"platen/convert/tree"
)

// A Rule is what becomes of findings of a code.
type Rule int

const (
	RuleIgnore Rule = iota + 1 // they are left out
	RuleWarn                   // they are warnings
	RuleError                  // they are errors
)

// Rules are rules by code. The last one that is set for a code holds.
type Rules map[tree.DiagCode]Rule

// rule returns the flag that sets a rule for a code.
func rule(name, doc string, r Rule) Flag {
	return Flag{Name: name, Many: true, guide: true, Arg: "CODE", Group: groupReport, Doc: doc, set: func(o *Options, v string) error {
		var names []string
		for _, c := range tree.Codes() {
			if string(c.Code) == v {
				if o.Rules == nil {
					o.Rules = Rules{}
				}
				o.Rules[c.Code] = r
				return nil
			}
			names = append(names, string(c.Code))
		}
		return Unknown("code", v, names)
	}}
}
