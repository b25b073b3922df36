package convert

import (
	"testing"

	"platen/convert/tree"
)

// The script of a page's words tells its language where nobody says one.
func TestScriptLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"# כבשן\n\nמחממים את הכבשן Kiln לאט, ואז שורפים.\n":      "he",
		"# الفرن\n\nسخن الفرن ببطء ثم أشعله.\n":                  "ar",
		"# کوره\n\nکوره را آهسته گرم کنید و سپس آجرها را بپزید.": "fa",
		"# بھٹی\n\nبھٹی کو آہستہ گرم کریں۔ یہ ہے۔":               "ur",
		"# เตาเผา\n\nอุ่นเตาช้า ๆ":                               "th",
		"# 가마\n\n가마를 천천히 데웁니다.":                                  "ko",
		"# 窯\n\n窯をゆっくり温めてください。":                                  "ja",
		"# 窑炉\n\n慢慢加热窑炉 `kiln --heat slowly`，然后烧砖。":              "zh",
		"# Kiln\n\nHeat it; in Hebrew it is כבשן.":               "",
		"# Ofen\n\nLangsam wärmen.":                              "",
		"`code`":                                                 "",
	} {
		b, _ := load(t, Source{FS: files(map[string]string{"a.md": text}), Pages: []string{"a.md"}}, Options{})
		equal(t, text, b.Meta.String("lang"), want)
	}
}

// What somebody says counts; a guide has the language of most of its pages, and others their own.
func TestScriptLanguageOfGuides(t *testing.T) {
	b, _ := load(t, Source{FS: files(map[string]string{
		"a.md": "# כבשן\n\nשלום.\n", "b.md": "# כבשן שני\n\nשלום.\n", "c.md": "# 窑炉\n\n慢慢加热窑炉。\n", "d.md": "---\nlang: de\n---\n# כבשן\n",
	}), Name: "g"}, Options{})
	equal(t, "guide", b.Meta.String("lang"), "")
	langs := map[string]string{}
	for _, p := range b.Pages {
		langs[p.Path] = b.Lang(p)
	}
	equal(t, "a", langs["a.md"], "he")
	equal(t, "c", langs["c.md"], "zh")
	equal(t, "d", langs["d.md"], "de")
	b, _ = load(t, Source{FS: files(map[string]string{"a.md": "# כבשן\n", "b.md": "# כבשן\n"}), Name: "g"}, Options{Meta: tree.Meta{"lang": "en"}})
	equal(t, "said", b.Lang(b.Pages[0]), "en")
}
