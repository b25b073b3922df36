package typeset

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/go-text/typesetting/language"
)

// TestPairs compares words that are made of known pairs with words that are shaped, in the faces of the program.
func TestPairs(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	word := func(least, n int) string {
		b := make([]byte, 1+rnd.IntN(n))
		for i := range b {
			b[i] = byte(least + rnd.IntN(0x7f-least))
		}
		return string(b)
	}
	for _, name := range []string{"Source Serif 4", "Source Sans 3", "Source Code Pro"} {
		fam := testFamily(t, name)
		for _, face := range []*Face{fam.Regular, fam.Bold} {
			for _, feat := range []features{plainText, codeText, gridText, tabularText} {
				for _, lang := range []string{"en", "tr"} {
					s, alone := NewShaper(&Set{}, lang), NewShaper(&Set{}, lang)
					x, y := s.stateOf(face, feat, 0, lang), alone.stateOf(face, feat, 0, lang)
					y.pairs = nil
					if has := x.pairs != nil; has == (feat == tabularText) {
						t.Fatalf("%s, way %d: it has pairs: %t", face.Name(), feat, has)
					}
					words := []string{"AVATAR", "Type", "office", "ffi", "fjord", "Tfi", "(x)", `\)`, "ij", "x=>y", "!==", "www", "To."}
					for range 400 {
						words = append(words, word(' ', 4), word('A', 12))
					}
					quick := 0
					for range 2 {
						for _, text := range words {
							if x.pairs != nil && x.pairs.known(x, text) != nil {
								quick++
							}
							got, want := s.one(x, text, false, language.Latin), alone.one(y, text, false, language.Latin)
							if got.w != want.w || string(got.tj) != string(want.tj) || !reflect.DeepEqual(got.gids, want.gids) ||
								len(got.placed) != len(want.placed) || len(got.claims) != len(want.claims) {
								t.Fatalf("%s, way %d, %s: %q is %q, %d wide, of pairs; %q, %d, shaped", face.Name(), feat, lang, text, got.tj, got.w, want.tj, want.w)
							}
						}
					}
					if x.pairs != nil && quick < len(words)/2 {
						t.Errorf("%s, way %d: only %d of %d words are of known pairs", face.Name(), feat, quick, 2*len(words))
					}
				}
			}
		}
	}
}
