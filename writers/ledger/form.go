package ledger

// A form is what a format shows otherwise than the tree has it, by intent. It is the whole list: what is not
// here has to be in the output as it is in the tree. The manual's page ledger.md says the same in words.
type form struct {
	kindWords     bool       // a note without a title shows the word of its kind
	noteKinds     bool       // a note says of which kind it is
	hiddenLines   bool       // lines of code that readers see on demand are there
	titleFirst    bool       // the page's title stands before what comes before it in the source
	notesApart    bool       // a footnote stands at its first reference, or near it, and has no number
	captionLead   bool       // a figure's caption stands before it
	boxes         bool       // a task's box is a sign
	anyDepth      bool       // a list may stand one level deeper: between two parts of one list of steps
	relatedOK     bool       // a link may stand in a list of links instead of where it was: in a title
	contentsApart bool       // the contents list is no part of the text: DITA has a map, PDF a list with page numbers
	xmlNames      bool       // ids are XML names, and that of the page's title is the page
	ids           bool       // ids are there, and links into the book lead to them
	labels        bool       // items show their numbers and bullets
	terms         bool       // terms are items of a list
	codeInk       bool       // spaces in lines of code are not compared, nor are empty lines: tabs are drawn as spaces
	signs         bool       // lines of code that shows a change begin with signs
	decor         bool       // images that are decoration may be left out
	byline        bool       // a lone page shows its metadata under its title
	ownFile       bool       // only links that lead somewhere from this one file are links
	refNumbers    bool       // references to footnotes show their numbers
	dita          *ditaFiles // of DITA
	standIns      bool       // what has no words, a heading or a link, shows words of the writer's
}

func formOf(format string) form {
	switch format {
	case "html":
		return form{kindWords: true, hiddenLines: true, ids: true, standIns: true}
	case "pdf":
		return form{kindWords: true, notesApart: true, refNumbers: true, contentsApart: true, ids: true, labels: true, terms: true, codeInk: true,
			decor: true, byline: true, ownFile: true, standIns: true}
	case "epub":
		return form{kindWords: true, hiddenLines: true, ids: true, ownFile: true, standIns: true}
	case "dita":
		return form{noteKinds: true, titleFirst: true, notesApart: true, captionLead: true, boxes: true, anyDepth: true, relatedOK: true,
			contentsApart: true, ids: true, xmlNames: true, standIns: true}
	}
	return form{kindWords: true, signs: true}
}
