package main

import (
	"platen/convert/markdown"
)

// A named is a line of a list: a dialect, an extension.
type named struct{ name, doc string }

func dialects() []named {
	var list []named
	for _, d := range markdown.Dialects() {
		list = append(list, named{d.Name, d.Doc})
	}
	return list
}

func extensions() []named {
	var list []named
	for _, e := range markdown.Extensions() {
		list = append(list, named{e.Name, e.Doc})
	}
	return list
}

// setDialect takes --from.
func setDialect(o *options, v string) error {
	if _, err := markdown.ParseDialect(v); err != nil {
		return err
	}
	o.from = v
	return nil
}
