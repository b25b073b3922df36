package options

import (
	"platen/convert/markdown"
)

// A Named is a line of a list: a dialect, an extension.
type Named struct{ Name, Doc string }

func Dialects() []Named {
	var list []Named
	for _, d := range markdown.Dialects() {
		list = append(list, Named{d.Name, d.Doc})
	}
	return list
}

func Extensions() []Named {
	var list []Named
	for _, e := range markdown.Extensions() {
		list = append(list, Named{e.Name, e.Doc})
	}
	return list
}

// setDialect takes --from.
func setDialect(o *Options, v string) error {
	if v == "json" { // pandoc's tree
		o.From = v
		return nil
	}
	if _, err := markdown.ParseDialect(v); err != nil {
		return err
	}
	o.From = v
	return nil
}
