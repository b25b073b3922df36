package tree

// Sheets says where in the text the sheets of an edition on paper begin. A PDF writer tells them, other formats keep
// the numbers for readers who have to name a page. It is data without an owner: nothing changes it once it is made.
type Sheets struct {
	File   string       // name of the edition's file, "guide.pdf"
	Starts []SheetStart // in the order of the edition; sheets without text of the book are not among them
}

// A SheetStart is where a sheet begins: with the first block that begins on it, and not inside the block that goes on
// from the sheet before. A sheet on which none begins has the start of the next one.
type SheetStart struct {
	Label string // as the sheet shows it, "12"
	Page  *Page
	Block Block // of the page; nil is the page's beginning
	End   bool  // the end of the page: nothing begins after it
}
