package ledger

// A form is what a format shows otherwise than the tree has it, by intent. It is the whole list: what is not
// here has to be in the output as it is in the tree. The manual's page ledger.md says the same in words.
type form struct {
	kindWords   bool // a note without a title shows the word of its kind
	hiddenLines bool // lines of code that readers see on demand are there
	notesInline bool // a footnote stands at its first reference, without a number
	altWords    bool // an image that is not shown shows its alternative text as words
	standIn     string
}

func formOf(format string) form {
	switch format {
	case "html":
		return form{kindWords: true, hiddenLines: true}
	case "pdf":
		return form{kindWords: true}
	case "dita":
		return form{notesInline: true}
	}
	return form{kindWords: true}
}
