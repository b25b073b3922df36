package tree

import "strings"

// A howTo is a shape of titles that say how to do something: what they begin with, contain and end in.
type howTo struct{ begin, hold, end string }

// howTos are the shapes in the languages of the writers' words. The ones that a title of another kind could have as
// well ask for two signs.
var howTos = []howTo{
	{begin: "To "}, {begin: "How to "},
	{begin: "So ", hold: " Sie "}, {begin: "Um ", hold: " zu "}, {begin: "So wird "}, {begin: "So werden "}, {begin: "Gehen Sie ", hold: "um "},
	{begin: "Pour "}, {begin: "Comment "},
	{begin: "Para "}, {begin: "Cómo "}, {begin: "Como "},
	{begin: "Per ", hold: "are "}, {begin: "Per ", hold: "ere "}, {begin: "Per ", hold: "ire "}, {begin: "Come "},
	{begin: "Om ", hold: " te "}, {begin: "Hoe "},
	{end: "するには"}, {end: "には"}, {end: "する方法"}, {end: "る方法"},
	{begin: "要"}, {begin: "如何"}, {begin: "若要"},
	{end: "하려면"}, {end: "려면"}, {end: "하는 방법"}, {end: "는 방법"},
}

// SaysHowTo reports whether a title says how to do something, as the bold line above a procedure does: "To create a
// key", "So legen Sie ein Volume an", "Pour créer une clé", "キーを作成するには".
func SaysHowTo(title string) bool {
	s := strings.TrimRight(strings.TrimSpace(title), ":：。")
	if s == "" {
		return false
	}
	for _, h := range howTos {
		if len(s) > len(h.begin)+len(h.end) && strings.HasPrefix(s, h.begin) && strings.HasSuffix(s, h.end) && strings.Contains(s, h.hold) {
			return true
		}
	}
	return false
}
