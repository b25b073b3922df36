package dita

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"platen/convert/tree"
)

// uiText returns the words of a Strong that holds nothing but words.
func uiText(n tree.Inline) (string, bool) {
	s, ok := n.(*tree.Strong)
	if !ok || len(s.Inlines) != 1 {
		return "", false
	}
	t, ok := s.Inlines[0].(*tree.Text)
	if !ok {
		return "", false
	}
	return t.S, true
}

// control prints the name of a control, or the way through a menu, at i and returns how many inlines that were, 0 when
// there is none.
func (p *pageWriter) control(inlines []tree.Inline, i int, r room) int {
	name, ok := uiText(inlines[i])
	if !ok || r&inTitle == inTitle {
		return 0
	}
	elem := ""
	if p.steps {
		elem = p.speech.control(inlines[:i], inlines[i+1:])
	}
	way, n := p.menuWay(inlines, i, elem != "", uiText)
	if len(way) > 1 {
		p.cascade(way)
		return n
	}
	if elem == "" {
		return 0
	}
	p.start(elem)
	p.text(name)
	p.end(elem)
	return 1
}

// cascade prints the way through a menu.
func (p *pageWriter) cascade(way []string, attrs ...string) {
	p.start("menucascade", attrs...)
	for _, s := range way {
		p.start("uicontrol")
		p.text(s)
		p.end("uicontrol")
	}
	p.end("menucascade")
}

// slantedText returns the words of an Emph that holds nothing but words, codeText those of code.
func slantedText(n tree.Inline) (string, bool) {
	e, ok := n.(*tree.Emph)
	if !ok || len(e.Inlines) != 1 {
		return "", false
	}
	t, ok := e.Inlines[0].(*tree.Text)
	if !ok {
		return "", false
	}
	return t.S, true
}

func codeText(n tree.Inline) (string, bool) {
	c, ok := n.(*tree.Code)
	if !ok || c.Role != "" {
		return "", false
	}
	return c.S, true
}

// slantedWay prints a way through a menu that is not written in bold, in a step that says to choose it, and returns how
// many inlines that were. Each name begins with a capital or a letter that has none: code compares values, too.
func (p *pageWriter) slantedWay(inlines []tree.Inline, i int, r room, words func(tree.Inline) (string, bool)) int {
	if _, ok := words(inlines[i]); !ok || !p.steps || r&inTitle == inTitle {
		return 0
	}
	way, n := p.menuWay(inlines, i, false, words)
	if len(way) < 2 || p.speech.control(inlines[:i], inlines[i+n:]) == "" {
		return 0
	}
	for _, s := range way {
		if unicode.IsLower(firstRune(s)) {
			return 0
		}
	}
	p.cascade(way)
	return n
}

// menuSigns are what stands between the names of menus and submenus.
var menuSigns = []string{"-->", "->", "=>", ">>", ">", "→", "›", "»", "⇒", "▸", "➔", "⟶", "❯", "➜", "|"}

// menuWay returns the names of menus and submenus that begin at i, with nothing but a sign between them, or all in one
// bold phrase, and how many inlines they are. Commas lead through menus in steps only, and not where an enumeration ends
// in "and".
func (p *pageWriter) menuWay(inlines []tree.Inline, i int, named bool, words func(tree.Inline) (string, bool)) (way []string, n int) {
	name, _ := words(inlines[i])
	way, n = splitWay(name), 1
	comma := false
	for i+n+1 < len(inlines) {
		t, ok := inlines[i+n].(*tree.Text)
		if !ok {
			break
		}
		next, ok := words(inlines[i+n+1])
		if !ok {
			break
		}
		sign := strings.TrimSpace(t.S)
		if sign == "," && p.steps && named {
			comma = true
		} else if !isMenuSign(sign) {
			break
		}
		way = append(way, splitWay(next)...)
		n += 2
	}
	if comma && i+n < len(inlines) {
		if t, ok := inlines[i+n].(*tree.Text); ok {
			w, _ := word(strings.ToLower(strings.TrimLeft(t.S, " ")))
			if w == "and" || w == "or" || w == "und" || w == "oder" || w == "et" || w == "ou" || w == "y" || w == "o" || w == "e" || w == "en" || w == "of" {
				return way[:1], 1
			}
		}
	}
	for _, s := range way {
		if s == "" || utf8.RuneCountInString(s) > 60 {
			return way[:1], 1
		}
	}
	return way, n
}

func isMenuSign(s string) bool {
	for _, sign := range menuSigns {
		if s == sign {
			return true
		}
	}
	return false
}

// splitWay cuts "File > Save" into its names.
func splitWay(name string) []string {
	if !mayBeWay(name) {
		return []string{name}
	}
	for _, sign := range menuSigns {
		if sign == "|" || !strings.Contains(name, " "+sign+" ") && !(sign[0] >= utf8.RuneSelf && strings.Contains(name, sign)) {
			continue
		}
		parts := strings.Split(name, sign)
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
			if parts[i] == "" || !unicode.IsLetter(firstRune(parts[i])) {
				return []string{name}
			}
		}
		return parts
	}
	return []string{name}
}

// mayBeWay reports whether there is anything in a name that menuSigns have. Most bold words have nothing of it.
func mayBeWay(name string) bool {
	for i := range len(name) {
		if c := name[i]; c == '>' || c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// control returns the element for a bold word between these inlines when it is the name of a control or a window: the
// kind of thing is named beside it, or the sentence has said "choose" or a word like it, or begins "For **Name**".
func (s *speech) control(before, after []tree.Inline) string {
	sentence := sentenceBefore(before)
	lower := strings.ToLower(sentence)
	behind := ""
	for _, n := range after {
		t, ok := n.(*tree.Text)
		if !ok {
			break
		}
		behind += t.S
	}
	behind = strings.ToLower(behind)
	if s.glued || len(s.controlBehind) > 0 {
		near := strings.TrimLeft(behind, " 」』】”\"")
		longest := ""
		for noun := range s.controlNouns {
			if strings.HasPrefix(near, noun) && len(noun) > len(longest) {
				longest = noun
			}
		}
		if longest != "" {
			return s.controlNouns[longest]
		}
		if beginsWithAny(near, s.controlBehind) {
			return "uicontrol"
		}
		for w := range s.controlBefore {
			if s.glued && strings.HasSuffix(strings.TrimRight(lower, " 「『【“\""), w) {
				return "uicontrol"
			}
		}
	}
	if strings.HasPrefix(behind, " ") {
		w, rest := word(behind)
		if elem := s.controlNouns[w]; elem != "" {
			return elem
		}
		if next, _ := word(rest); w == "dialog" || w == "check" || w == "drop-down" || w == "navigation" || w == "radio" || w == "text" {
			if elem := s.controlNouns[next]; elem != "" {
				return elem
			}
		}
	}
	last := lastWord(lower)
	if elem := s.controlNouns[last]; elem != "" {
		return elem
	}
	if s.controlBefore[last] && !(last == "on" && strings.HasSuffix(strings.TrimSpace(lower), "depends on")) {
		return "uicontrol"
	}
	for rest := lower; rest != ""; {
		var w string
		w, rest = word(rest)
		if s.controlVerbs[w] {
			return "uicontrol"
		}
		if w == "" {
			_, n := utf8.DecodeRuneInString(rest)
			rest = rest[min(len(rest), n):]
		}
	}
	if strings.HasPrefix(sentence, "(") {
		_, sentence, _ = strings.Cut(sentence, ")")
	}
	if strings.EqualFold(strings.TrimSpace(sentence), "for") {
		return "uicontrol"
	}
	return ""
}

// sentenceBefore are the words before a place, of its own sentence.
func sentenceBefore(before []tree.Inline) string {
	sentence := ""
	for i := len(before) - 1; i >= 0; i-- {
		s := ""
		switch n := before[i].(type) {
		case *tree.Text:
			s = n.S
		case *tree.Break:
			s = " "
		default:
			continue
		}
		if k := strings.LastIndex(s, ". "); k >= 0 {
			return s[k+2:] + sentence
		}
		if k := strings.LastIndex(s, "。"); k >= 0 {
			return s[k+len("。"):] + sentence
		}
		sentence = s + sentence
	}
	return sentence
}

// inputVerbs are the words directly before what the reader types.
var inputVerbs = set("enter", "type", "eingeben", "geben", "saisissez", "tapez", "escriba", "introduzca", "digite", "digita", "typ", "voer")

// codeElement is the element for code in a line: what the reader types, a file's name, a name that stands for another.
func (p *pageWriter) codeElement(inlines []tree.Inline, i int) string {
	n := inlines[i].(*tree.Code)
	if s := codeRoles[n.Role]; s != "" {
		return s
	}
	s := n.S
	switch {
	case p.steps && inputVerbs[lastWord(strings.ToLower(sentenceBefore(inlines[:i])))]:
		return "userinput"
	case isVariable(s):
		return "varname"
	case isFilePath(s):
		return "filepath"
	}
	return "codeph"
}

// isVariable reports whether code is a name in angle brackets or braces, with which readers put their own.
func isVariable(s string) bool {
	for _, pair := range [...][2]string{{"<", ">"}, {"${", "}"}} {
		inner, ok := strings.CutPrefix(s, pair[0])
		if !ok {
			continue
		}
		inner, ok = strings.CutSuffix(inner, pair[1])
		if ok && inner != "" && pair[0] != "<" && strings.IndexFunc(inner, notName) < 0 {
			return true
		}
		if ok && pair[0] == "<" && strings.ContainsAny(inner, "_-") && strings.IndexFunc(inner, notName) < 0 {
			return true
		}
	}
	return false
}

func notName(r rune) bool {
	return !(asciiLetter(r) || r >= '0' && r <= '9' || r == '_' || r == '-' || r == ' ')
}

// fileEndings are extensions that a file's name in code has.
var fileEndings = set("conf", "cfg", "ini", "yaml", "yml", "json", "toml", "xml", "txt", "log", "md", "sh", "ps1", "bat", "exe", "dll", "py", "rb", "js", "ts", "tsx", "jsx", "css", "scss", "html", "rs", "go", "java",
	"c", "h", "cpp", "cs", "csproj", "sln", "zip", "gz", "tgz", "tar", "pem", "key", "crt", "csv", "pdf", "png", "jpg", "svg", "lock", "env", "properties", "gradle", "rpm", "deb", "msi", "dmg", "iso", "dita", "ditamap", "template", "service")

// isFilePath reports whether code is the name of a file or folder: one word with an extension, or a path from the home
// or present folder or a drive.
func isFilePath(s string) bool {
	if s == "" || strings.ContainsAny(s, " \t\n()<>{}[]=\"'*?,;|&$@:") && !(len(s) > 3 && s[1] == ':' && s[2] == '\\') || strings.HasPrefix(s, "-") || strings.Contains(s, "//") {
		return false
	}
	if strings.HasPrefix(s, "~/") || strings.HasPrefix(s, "./") || strings.HasPrefix(s, "../") || len(s) > 3 && s[1:3] == ":\\" {
		return true
	}
	dot := strings.LastIndexByte(s, '.')
	if dot < 0 || dot < strings.LastIndexByte(s, '/') || !fileEndings[strings.ToLower(s[dot+1:])] {
		return false
	}
	return dot > 0
}
