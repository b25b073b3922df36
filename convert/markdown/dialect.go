package markdown

// A Dialect says which syntax is on. Each has a file of its own, dialect_<name>.go, with a function that
// returns it.
type Dialect struct {
	Name string // "gfm"
	// … fields: which extensions, which admonition, tab, procedure and anchor forms, slug rule, contents file
}
