package dita

import (
	"bytes"
	"slices"
	"strings"

	"platen/convert/tree"
)

// A Topic is what the sheet of topics says of one topic: what a migration is planned and looked through with.
type Topic struct {
	File      string // of the topic, relative to the output folder
	ID        string
	Title     string
	Type      string // concept, task, reference, glossgroup
	Why       string // what made it that type
	Page      string // path of the page that it was made of
	Line      int    // of its heading in the page, from 1; 0 where it has none of its own
	Shortdesc int    // words in its short description
	Flattened int    // places in it that DITA cannot hold as they are
	Links     int    // to other topics and files of the guide
	Outside   int    // links that lead out of the guide
}

// What makes a topic what it is.
const (
	whyMeta      = "the front matter says so"
	whySchema    = "$schema in the front matter says so"
	whyPattern   = "a pattern of the command line says so"
	whyClass     = "the class of its heading says so"
	whyLookedUp  = "its sections are those of a reference page"
	whyProcedure = "a procedure with a title"
	whyLabels    = "a heading or label names its steps"
	whyCommands  = "it is little else than a list of commands"
	whyBold      = "a bold line is its title"
	whyTab       = "a tab that holds tasks"
	whyGlossary  = "the title of its page says that it is a glossary"
	whyNothing   = "it has neither the steps of a task nor the sections of a reference page"
)

// notTask notes why a topic with a list of commands is no task.
func (t *topic) notTask(why string) {
	if t.why == "" {
		t.why = "its list of commands is no task: " + why
	}
}

// A sheet counts in the topics of one page. All methods accept nil, which counts nothing.
type sheet struct {
	topics []Topic
	source int // of the page, up to whose offset there are lines
	offset int
	lines  int
}

// place is the file and the line of a position, counted on from the one before, as topics follow each other.
func (s *sheet) place(p *tree.Page, pos tree.Pos) (path string, line int) {
	for i, src := range slices.Backward(p.Sources) {
		if src.Base > pos || int(pos-src.Base) > len(src.Text) {
			continue
		}
		to := int(pos - src.Base)
		if i != s.source || to < s.offset || s.lines == 0 {
			s.source, s.offset, s.lines = i, 0, 1
		}
		s.lines += strings.Count(src.Text[s.offset:to], "\n")
		s.offset = to
		return src.Path, s.lines
	}
	return p.Path, 0
}

// begin begins the line of a topic.
func (s *sheet) begin(p *pageWriter, t *topic) {
	if s == nil {
		return
	}
	why := t.why
	if why == "" {
		why = whyNothing
	}
	page := p.plan.source
	name := page.Path
	line := 0
	switch {
	case t.heading != nil && !t.heading.Generated:
		name, line = s.place(page, t.heading.Pos)
	case t.proc != nil:
		name, line = s.place(page, t.proc.Pos)
	case t.term != nil:
		name, line = s.place(page, t.term.Pos)
	}
	s.topics = append(s.topics, Topic{File: p.file.path, ID: t.id, Title: strings.Join(strings.Fields(tree.PlainText(t.title)), " "),
		Type: string(t.kind), Why: why, Page: name, Line: line})
}

func (s *sheet) last() *Topic { return &s.topics[len(s.topics)-1] }

// described counts the words of the short description in what stands before a topic's body.
func (s *sheet) described(xml []byte) {
	if s == nil {
		return
	}
	if i := bytes.Index(xml, []byte("<shortdesc")); i >= 0 {
		xml, _, _ = bytes.Cut(xml[i:], []byte("</shortdesc>"))
		s.last().Shortdesc = countWords(textOf(xml))
	}
}

func (s *sheet) flattened() {
	if s != nil && len(s.topics) > 0 {
		s.last().Flattened++
	}
}

// link counts a link by where it leads.
func (s *sheet) link(to target) {
	switch {
	case s == nil || len(s.topics) == 0:
	case to.scope == "external":
		s.last().Outside++
	case to.href != "":
		s.last().Links++
	}
}
