package options

// A Command is a first word with a meaning of its own.
type Command struct {
	Name string
	Args string // what it takes, as the help shows it
	Doc  string // one sentence
}

// Commands returns all of them, in the order of the help.
func Commands() []Command {
	return []Command{
		{"check", "FILE|DIR …", "Read, resolve and report; write nothing."},
		{"build", "[FILE]", "Make what the project file says: its guides, in its formats, into its output folder."},
		{"list", "formats|dialects|extensions|codes", "List what there is, a name and a sentence a line."},
		{"completion", "bash|zsh|fish", "Print the completion script for a shell."},
		{"licenses", "", "Print the licences of the program and of all that is in it."},
		{"help", "[TOPIC]", "Explain a command, a flag, a format, a diagnostic's code; man prints the manual page."},
	}
}

// commandNames returns their words.
func commandNames() []string {
	var names []string
	for _, c := range Commands() {
		names = append(names, c.Name)
	}
	return names
}
