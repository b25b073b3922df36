package options

import (
	"fmt"
	"strings"

	"platen/convert/tree"
)

// conditionFlags returns the flags that choose among text for some readers only.
func conditionFlags() []Flag {
	return []Flag{
		{Name: "include-if", Many: true, Arg: "NAME=VALUE", Group: groupWhat,
			Doc: "Of the text with a condition of this name, like audience, keep what is for this value. May be repeated.",
			set: func(o *Options, v string) error { return setCondition(&o.IncludeIf, v) }},
		{Name: "exclude-if", Many: true, Arg: "NAME=VALUE", Group: groupWhat,
			Doc: "Leave out text that is for this value of a condition only. May be repeated.",
			set: func(o *Options, v string) error { return setCondition(&o.ExcludeIf, v) }},
	}
}

// setCondition reads NAME=VALUE; values may be listed with commas.
func setCondition(to *[]tree.Condition, v string) error {
	name, values, ok := strings.Cut(v, "=")
	name = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(name)), "data-")
	list := strings.FieldsFunc(values, func(r rune) bool { return r == ',' || r == ' ' })
	if !ok || name == "" || len(list) == 0 {
		return fmt.Errorf("%q is not of the form NAME=VALUE, as in audience=novice", v)
	}
	*to = append(*to, tree.Condition{Name: name, Values: list})
	return nil
}
