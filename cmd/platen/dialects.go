package main

// A dialect is a line of the list of dialects.
type dialect struct{ name, doc string }

func dialects() []dialect {
	return []dialect{}
}
