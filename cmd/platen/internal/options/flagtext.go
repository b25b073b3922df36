package options

// Usage returns "--toc[=DEPTH]".
func (f *Flag) Usage() string {
	switch {
	case f.Arg == "":
		return "--" + f.Name
	case f.Bare != "":
		return "--" + f.Name + "[=" + f.Arg + "]"
	}
	return "--" + f.Name + " " + f.Arg
}

// Sentences returns what the flag does and its default.
func (f *Flag) Sentences() string {
	if f.Def == "" {
		return f.Doc
	}
	return f.Doc + " Default: " + f.Def + "."
}

// Words returns the values that a flag can be completed with.
func (f *Flag) Words() []string {
	switch f.Name {
	case "to":
		return FormatNames()
	case "from":
		var names []string
		for _, d := range Dialects() {
			names = append(names, d.Name)
		}
		return names
	}
	return f.values
}
