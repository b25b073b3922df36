package dita

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"platen/convert/tree"
)

// A role is what a part of a how-to page is: an element of a task, or its list of links.
type role uint8

const (
	noRole role = iota
	prereqRole
	contextRole
	stepsRole
	resultRole
	troubleRole
	exampleRole
	postreqRole
	relatedRole
	topicsRole // names a list of the topics below
)

// A speech is what the planner knows of a language. Words are in lower case.
type speech struct {
	labels        map[string]role
	verbs         map[string]bool // a command begins with one of them
	endings       []string        // of the first word of a command
	told          map[string]bool // such words that tell and do not command: "finden Sie"
	clitics       map[string]bool // stand behind a verb and a hyphen: "assurez-vous"
	after         string          // the word after that word, for it to be a command: "Öffnen Sie"
	closings      []string        // of a sentence that is a command
	glued         bool            // words are not set apart by spaces: verbs are beginnings
	openers       map[string]bool // before a command: "then"
	circumstances map[string]bool // begin a clause that a command can follow behind a comma
	optional      []string
	alternatives  []string        // after them a list offers a choice
	controlVerbs  map[string]bool // after them a bold word names a control
	controlBehind []string        // behind the name of a control
	controlNouns  map[string]string
	controlBefore map[string]bool // directly before the name of a control
	ahead         []string        // words of a sentence that leads over to what follows
	output        []string        // words of a sentence that leads over to what a program prints
	outcome       []string        // beginnings of a sentence that says what has come of it
	happens       []string        // words of such a sentence
	examples      []string        // beginnings of an example
	next          []string        // beginnings of what comes after the task
	tells         []string        // words before a list that tells what there is, and not what to do
}

// speechFor returns what is known of the language of a BCP 47 tag, and English where it is none of ours.
func speechFor(lang string) *speech {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if s := speeches[base]; s != nil {
		return s
	}
	return speeches["en"]
}

// role returns what a label or heading says of the part that it names.
func (s *speech) role(title string) role {
	title = strings.ToLower(strings.Trim(title, " :：.。*\u00a0"))
	title = strings.ReplaceAll(title, "’", "'")
	if r, ok := s.labels[title]; ok {
		return r
	}
	return speeches["en"].labels[title]
}

// offers reports whether a text offers the list after it as a choice.
func (s *speech) offers(text string) bool { return containsAny(strings.ToLower(text), s.alternatives) }

// pointsAhead reports whether a sentence speaks of what follows it.
func (s *speech) pointsAhead(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：") || containsAny(strings.ToLower(text), s.ahead)
}

func containsAny(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

func beginsWithAny(text string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(text, w) {
			return true
		}
	}
	return false
}

// optionalSize is more than the bytes of a word for optional with its brackets.
const optionalSize = 80

// isOptional reports whether a step says that it can be left out: "(Optional)", "Optional.", "Optional – ".
func (s *speech) isOptional(text string) bool {
	if text = strings.TrimSpace(text); len(text) > optionalSize {
		text = text[:optionalSize] // the word stands at the beginning
	}
	text = strings.ToLower(text)
	bare := strings.TrimLeft(text, "([（［【 ")
	bracket := len(bare) < len(text)
	for _, w := range s.optional {
		rest, ok := strings.CutPrefix(bare, w)
		if !ok {
			continue
		}
		trimmed := strings.TrimLeft(rest, " ")
		switch {
		case bracket:
			return trimmed == "" || strings.ContainsAny(trimmed[:1], ")],:") || strings.HasPrefix(trimmed, "）") || strings.HasPrefix(trimmed, "］") || strings.HasPrefix(trimmed, "】")
		case trimmed == "" || strings.ContainsAny(trimmed[:1], ".:,-") || beginsWithAny(trimmed, []string{"–", "—", "：", "。", "、"}):
			return true
		case w == "optionally" && rest != trimmed:
			return true
		}
	}
	return false
}

// isCommand reports whether a sentence tells the reader to do something: it begins with a verb, or with a
// circumstance ("In the navigation pane, choose …") that a verb follows.
func (s *speech) isCommand(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	for _, pair := range [...][2]string{{"(", ")"}, {"[", "]"}, {"（", "）"}} {
		for strings.HasPrefix(text, pair[0]) {
			_, rest, ok := strings.Cut(text, pair[1])
			if !ok {
				break
			}
			text = strings.TrimLeft(rest, " :：")
		}
	}
	for _, w := range s.optional {
		if rest, ok := strings.CutPrefix(text, w); ok && w != "optionally" {
			text = strings.TrimLeft(rest, " .:,-–—：")
		}
	}
	if s.glued {
		return s.gluedCommand(text)
	}
	first, rest := word(text)
	for s.openers[first] {
		first, rest = word(rest)
	}
	if s.begins(first, rest) || s.closes(text) {
		return true
	}
	if !s.circumstances[first] {
		return false
	}
	if s.after != "" && s.turned(rest) {
		return true
	}
	for {
		i := strings.IndexAny(rest, ",.")
		if i < 0 {
			return false
		}
		if rest[i] == '.' && (i+1 == len(rest) || rest[i+1] == ' ') {
			return false
		}
		rest = rest[i+1:]
		w, after := word(rest)
		for s.openers[w] {
			w, after = word(after)
		}
		if s.begins(w, after) {
			return true
		}
	}
}

// begins reports whether a command begins with the word, before the rest.
func (s *speech) begins(first, rest string) bool {
	if verb, behind, ok := strings.Cut(first, "-"); ok && s.clitics[behind] {
		first = verb
	}
	if s.verbs[first] {
		return true
	}
	for _, e := range s.endings {
		if len(first) > len(e)+1 && strings.HasSuffix(first, e) {
			if s.after == "" {
				return true
			}
			next, _ := word(rest)
			return next == s.after
		}
	}
	return false
}

// turned reports whether a command's verb follows a circumstance without a comma: "Im Menü wählen Sie".
func (s *speech) turned(text string) bool {
	text, _, _ = strings.Cut(text, ",")
	for w, rest := word(text); w != ""; w, rest = word(rest) {
		if s.begins(w, rest) && !s.verbs[w] && !s.told[w] {
			return true
		}
		if strings.HasPrefix(rest, ".") {
			return false
		}
	}
	return false
}

// closes reports whether the first sentence of a text ends as a command does.
func (s *speech) closes(text string) bool {
	if len(s.closings) == 0 {
		return false
	}
	first, _, _ := strings.Cut(text, ". ")
	first = strings.TrimRight(first, " .!:")
	for _, e := range s.closings {
		if strings.HasSuffix(first, e) {
			return true
		}
	}
	return false
}

// gluedCommand is isCommand for languages without spaces.
func (s *speech) gluedCommand(text string) bool {
	first, _, _ := strings.Cut(text, "。")
	first = strings.TrimRight(first, " .:：！!")
	for _, e := range s.closings {
		if strings.HasSuffix(first, e) {
			return true
		}
	}
	if s.beginsGlued(text) {
		return true
	}
	for i := range first {
		for c := range s.circumstances {
			if strings.HasPrefix(first[i:], c) && s.beginsGlued(strings.TrimLeft(first[i+len(c):], " *`“\"")) {
				return true
			}
		}
	}
	return false
}

func (s *speech) beginsGlued(text string) bool {
	for again := true; again; {
		again = false
		for w := range s.openers {
			if rest, ok := strings.CutPrefix(text, w); ok && w != "" {
				text, again = rest, true
			}
		}
	}
	for n := 1; n <= 12 && n <= len(text); n++ {
		if s.verbs[text[:n]] {
			return true
		}
	}
	return false
}

// word cuts the first word off a text in lower case.
func word(s string) (first, rest string) {
	s = strings.TrimLeft(s, " ,:*_`\"'“")
	i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' })
	if i < 0 {
		return s, ""
	}
	return s[:i], s[i:]
}

// lastWord is the last word of a text in lower case that ends in it but for space.
func lastWord(s string) string {
	s = strings.TrimRight(s, " \u00a0\"'“„«")
	i := len(s)
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) && r != '-' {
			break
		}
		i -= n
	}
	return strings.ToLower(s[i:])
}

// imperative reports whether at least 60 % of a list's items that have words are commands.
func (s *speech) imperative(l *tree.List) bool {
	n, all := 0, 0
	for _, it := range l.Items {
		at := command(it.Blocks)
		if at < 0 {
			continue
		}
		all++
		if s.isCommand(tree.PlainText(it.Blocks[at].(*tree.Paragraph).Inlines)) {
			n++
		}
	}
	return all > 0 && 10*n >= 6*all
}
