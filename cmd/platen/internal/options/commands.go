package options

// A Command is a first word with a meaning of its own.
type Command struct {
	Name string
	Args string // what it takes, as the help shows it
	Doc  string // one sentence

	Examples []Example
	Takes    func(f *Flag) bool // whether a flag means something for it; nil: none but --help does
	More     string             // what else there is to say, and where the manual says it
}

// An Example is a command line and what it does.
type Example struct{ Line, Doc string }

// Commands returns all of them, in the order of the help.
func Commands() []Command {
	return []Command{
		{Name: "check", Args: "FILE|DIR …", Doc: "Read, resolve and report; write nothing.",
			Examples: []Example{
				{"platen check guide/", "all that is found in a guide"},
				{"platen check docs/ --fail-on warning --report findings.sarif", "for a pipeline"},
				{"platen check docs/ --only docs/install.md", "of one file, in its guide"},
			},
			Takes: func(f *Flag) bool { return f.Group != GroupLook && !f.writes || f.reads },
			More:  "The manual's page: Check links and other faults."},
		{Name: "build", Args: "[FILE]", Doc: "Make what the project file says: its guides, in its formats, into its output folder.",
			Examples: []Example{
				{"platen build", "as the nearest platen.yaml says, from here upwards"},
				{"platen build docs/platen.yaml --clean", "as this file says; outputs of pages that are gone go"},
				{"platen build --to pdf --output books/", "one format, into another folder"},
				{"platen build --guide docs/admin", "one of its guides"},
				{"platen build --shard 2/10", "the second of ten parts, for the second of ten computers"},
				{"platen build --changed-since origin/main --list", "which guides a branch concerns"},
			},
			Takes: func(f *Flag) bool { return f.Group != GroupLook && f.Group != GroupLimits },
			More:  "The flags of how it comes out and of limits hold as well; see platen --help. The manual's page: Keep settings in a project file."},
		{Name: "report", Args: "merge FILE.json …", Doc: "Put the reports of shards, or of several runs, together to one: to standard output, or to the files of --report. The exit code is that of the whole.",
			Examples: []Example{
				{"platen report merge shard-*.json --report all.json --report all.sarif", "the report that one run over all guides would have written"},
			},
			Takes: func(f *Flag) bool { return f.Name == "report" || f.Name == "quiet" },
			More:  "A shard whose report is missing makes the exit code 1. The manual's page: Run platen in batch jobs and CI."},
		{Name: "init", Args: "[DIR]", Doc: "Write a platen.yaml for the guides that are in a folder, and never over one that is there.",
			Examples: []Example{
				{"platen init", "of this folder"},
				{"platen init --dry-run", "what would be in it"},
			},
			Takes: func(f *Flag) bool { return f.Name == "dry-run" || f.Name == "quiet" },
			More:  "A folder that is a project of another program goes the way of platen migrate. The manual's page: Getting started."},
		{Name: "migrate", Args: "PROJECT", Doc: "Write a platen.yaml into the folder of a project of MkDocs, mdBook, Docusaurus, VitePress, Jekyll, Hugo, DocFX or Sphinx, and say what of its settings is not taken over.",
			Examples: []Example{
				{"platen migrate .", "platen.yaml, from the project's files"},
				{"platen migrate website/ --dry-run", "what would be in it"},
			},
			Takes: func(f *Flag) bool { return f.Name == "force" || f.Name == "dry-run" || f.Name == "quiet" },
			More:  "The project's own files stay as they are, and platen goes on reading them. The manual's page: Put your name on a site."},
		{Name: "worker", Doc: "Convert guides for an engine: jobs on standard input, results on standard output, a line of JSON each.",
			Examples: []Example{
				{`echo '{"id": "1", "guide": "docs", "output": "out/docs/", "options": {"to": "html,pdf"}}' | platen worker`, "one job"},
				{"platen worker --config platen.yaml < jobs.jsonl > results.jsonl", "jobs that name guides of a project file"},
			},
			Takes: func(f *Flag) bool { return f.Group != GroupLook && ForWorker(f) && f.Name != "help" },
			More:  "The flags of how it comes out hold for all jobs as well. The manual's page: Convert on many computers."},
		{Name: "list", Args: "formats|dialects|extensions|codes", Doc: "List what there is, a name and a sentence a line."},
		{Name: "completion", Args: "bash|zsh|fish", Doc: "Print the completion script for a shell."},
		{Name: "licenses", Doc: "Print the licences of the program and of all that is in it."},
		{Name: "help", Args: "[TOPIC]", Doc: "Explain a command, a flag, a format, a diagnostic's code; man prints the manual page."},
	}
}

// Examples are command lines without a command.
func Examples() []Example {
	return []Example{
		{"platen page.md -o page.html", "one page, the format by the extension"},
		{"cat page.md | platen -t text", "standard input to standard output"},
		{"platen guide/ -o out/", "a whole guide as linked pages"},
		{"platen guide/ -o guide.pdf", "a whole guide as one book"},
		{"platen guide/ -o out/ -t html,pdf,text", "several formats, read once"},
		{"platen --each handouts/ -o out/", "each page on its own"},
		{"platen check guide/", "report dead links and other faults, write nothing"},
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
