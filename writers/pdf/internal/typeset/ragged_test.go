package typeset

import (
	"regexp"
	"strings"
	"testing"
)

// TestWhereLinesEnd checks at many widths what a reader would mark: a line that ends though the next word fits, a hyphen
// put into an address, more than two hyphens one below the other, a last line that is a piece of a word.
func TestWhereLinesEnd(t *testing.T) {
	set, body, code := testSet(t)
	plain := func(s string) []Inline { return []Inline{{Style: body, Text: s}} }
	texts := []struct {
		lang string
		in   []Inline
	}{
		{"en", plain(frogKing)},
		{"en", plain("Delete a profile: https://console.administration-example.com/administration/configuration/latest/APIReference.html follows " +
			"the configuration in /etc/administration/configuration/organization.yaml, and administrator@organization.example answers.")},
		{"nl", plain("De verantwoordelijkheidsverdeling en de aansprakelijkheidsbeperkingen staan beschreven in de gebruikersovereenkomst, " +
			"die na de onderhoudswerkzaamheden aan de arbeidsongeschiktheidsverzekering wordt vernieuwd.")},
		{"cs", plain("Nejneobhospodařovávatelnějšími zaměstnavatelskými prostředky zprostředkovatelských organizací je znepřístupňování dokumentace.")},
		{"de", plain("Die Datenschutzgrundverordnung und das Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz regeln die " +
			"Verarbeitungstätigkeiten der Auftragsverarbeiter in Verwaltungsgemeinschaften.")},
		{"en", []Inline{{Style: body, Text: "Run "}, {Style: code, Text: "git push --force-with-lease  origin"}, {Style: body, Text: " or " + frogKing[:200]}}},
	}
	address := regexp.MustCompile(`[/@\\_=]|[A-Za-z0-9][.:][A-Za-z0-9]`)
	for i, x := range texts {
		for w := 90.0; w < 480; w += 13 {
			for _, justify := range []bool{true, false} {
				o := Options{Width: w, Justify: justify, Hyphenate: true, Lang: x.lang}
				checkEnds(t, NewShaper(set, "en").Layout(x.in, o), w, func(format string, args ...any) {
					t.Helper()
					t.Errorf("text %d in %.0f, justified %v: "+format, append([]any{i, w, justify}, args...)...)
				}, address)
			}
		}
	}
}

func checkEnds(t *testing.T, ls []Line, w float64, fail func(string, ...any), address *regexp.Regexp) {
	t.Helper()
	hyphens := 0
	for k, l := range ls[:len(ls)-1] {
		text, next := lineText(l), lineText(ls[k+1])
		put := strings.HasSuffix(text, "\u00ad") || l.Hyphen && !strings.HasSuffix(text, "-")
		if hyphens++; !l.Hyphen {
			hyphens = 0
		}
		if hyphens > 2 && strings.Contains(text, " ") {
			fail("three hyphens in a row at %q", text)
		}
		long := firstWord(l) > w*0.7 && !strings.Contains(text, " ") // a word that takes several lines
		last := text[strings.LastIndexByte(text, ' ')+1:]
		first, _, more := strings.Cut(next, " ")
		if put && address.MatchString(last+first) {
			fail("a hyphen in %q %q", last, first)
		}
		if put && k == len(ls)-2 && !more && !long && firstWord(ls[k+1]) < w*0.5 {
			fail("the last line is the piece %q", next)
		}
		if n := firstWord(ls[k+1]); !l.Hyphen && strings.HasSuffix(joined(ls[k:k+1]), " ") && l.Width < w-0.1 && l.Width+lastSpaces(l)+n < w-0.1 {
			fail("line %q ends though %q fits", text, first)
		}
	}
}

// firstWord is the width of a line up to its first space.
func firstWord(l Line) float64 {
	w := 0.0
	for _, r := range l.Runs {
		for _, x := range r.words {
			if x.space {
				return w
			}
			w += float64(x.w) * r.Style.Size / 1000
		}
	}
	return w
}

// lastSpaces is the width of the spaces at a line's end.
func lastSpaces(l Line) float64 {
	w := 0.0
	r := l.Runs[len(l.Runs)-1]
	for k := len(r.words); k > 0 && r.words[k-1].space; k-- {
		w += float64(r.words[k-1].w) * r.Style.Size / 1000
	}
	return w
}
