package words

import (
	"reflect"
	"strings"
	"testing"
)

// TestTable: every language has every word, and its number of results has a place for the number.
func TestTable(t *testing.T) {
	for lang, w := range table {
		v := reflect.ValueOf(*w)
		for i := range v.NumField() {
			if v.Field(i).String() == "" {
				t.Errorf("%s has no %s", lang, v.Type().Field(i).Name)
			}
		}
		if strings.Count(w.Found, "%d") != 1 || strings.Count(w.HiddenLines, "%d") != 1 || strings.Count(w.LinkTo, "%s") != 1 {
			t.Errorf("%s: %q %q %q", lang, w.Found, w.HiddenLines, w.LinkTo)
		}
	}
}

func TestFor(t *testing.T) {
	for lang, want := range map[string]string{"de-CH": "Inhalt", "ZH-hant": "目录", "ar": "المحتويات", "tlh": "Contents", "": "Contents"} {
		if got := For(lang).Contents; got != want {
			t.Errorf("%q: %q", lang, got)
		}
	}
}

func TestRightToLeft(t *testing.T) {
	for lang, want := range map[string]bool{"": false, "en": false, "ar": true, "ar-EG": true, "FA_ir": true, "he": true, "hex": false, "ckb": true,
		"az-Arab": true, "az": false, "ks-Deva": false, "ur-Latn-PK": false, "sl-1994": false} {
		if got := RightToLeft(lang); got != want {
			t.Errorf("%q: %t, want %t", lang, got, want)
		}
	}
}
