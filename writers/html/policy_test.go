package html

import (
	"regexp"
	"strings"
	"testing"

	"platen/convert/tree"
)

// TestPolicy holds the Content-Security-Policy of pages to what stands in them and what the user gave. That browsers agree is
// looked at by .ci/check-policy.js.
func TestPolicy(t *testing.T) {
	templated, err := ParseTemplate("t", `<html><head>{{.Head}}</head><body>{{.Main}}<script>x()</script></body></html>`)
	if err != nil {
		t.Fatal(err)
	}
	varies, err := ParseTemplate("t", `<html><head>{{.Head}}</head><body>{{.Main}}<script>x({{.Title}})</script></body></html>`)
	if err != nil {
		t.Fatal(err)
	}
	const x = `'sha256-D6IGS8VMvCoyaR/l0h9tERrBTATY01CoPS7l6xDv0kI='`
	const numbered = `'unsafe-hashes' 'sha256-QDerkZuoZMSSowQLJ30HiuYzD2TaL/io6rs8NUqZlE4='`
	code := &tree.CodeBlock{Start: 7, Text: "x\n"}
	for _, tt := range []struct {
		name   string
		w      Writer
		blocks []tree.Block
		want   string // of the policy behind "default-src 'none'; "; "" for none
	}{
		{"plain", Writer{}, nil, "script-src 'self' file:; style-src 'self' file:; img-src * data:; media-src 'self' file:; base-uri 'none'; form-action 'none'"},
		{"style attributes", Writer{}, []tree.Block{code, code}, "script-src 'self' file:; style-src 'self' file: " + numbered + "; img-src * data:; media-src 'self' file:; base-uri 'none'; form-action 'none'"},
		{"an image's share of the width", Writer{}, []tree.Block{&tree.Paragraph{Inlines: []tree.Inline{&tree.Image{Src: tree.Target{Raw: "https://a.example/a.png", URL: "https://a.example/a.png"}, Alt: "A", Attr: &tree.Attr{Keys: []tree.Key{{Name: "width", Value: "50%"}}}}}}}, "script-src 'self' file:; style-src 'self' file: 'unsafe-hashes' 'sha256-fq7Md9B0amksVBTk/2TaltdrTVq2JN7fvIk0tt80qzU='; img-src * data:; media-src 'self' file:; base-uri 'none'; form-action 'none'"},
		{"links to images", Writer{RemoteImages: "link"}, nil, "script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data:; media-src 'self' file:; base-uri 'none'; form-action 'none'"},
		{"frames", Writer{Embed: []string{"a.example", "b.example"}}, nil, "script-src 'self' file:; style-src 'self' file:; img-src * data:; media-src 'self' file:; frame-src https://a.example https://b.example; base-uri 'none'; form-action 'none'"},
		{"versions", Writer{Brand: Brand{Versions: "https://v.example/versions.json"}}, nil, "script-src 'self' file:; style-src 'self' file:; img-src * data:; media-src 'self' file:; connect-src 'self' v.example; base-uri 'none'; form-action 'none'"},
		{"fonts", Writer{CSS: "@font-face{src:url(x.woff2)}"}, nil, "script-src 'self' file:; style-src 'self' file:; img-src * data:; media-src 'self' file:; font-src 'self' file: https: data:; base-uri 'none'; form-action 'none'"},
		{"a title in the head", Writer{Brand: Brand{Head: `<meta name="x" content="y"><link rel="icon" href="i.png">`}}, nil, "script-src 'self' file:; style-src 'self' file:; img-src * data:; media-src 'self' file:; base-uri 'none'; form-action 'none'"},
		{"a script in the head", Writer{Brand: Brand{Head: "<script>x()</script>"}}, []tree.Block{code}, "script-src 'self' file: https: " + x + "; style-src 'self' file: https: 'unsafe-inline'; img-src * data:; media-src 'self' file: https:; font-src 'self' file: https: data:; connect-src 'self' https: wss:; frame-src 'self' https:; base-uri 'none'; form-action 'none'"},
		{"a script in the template", Writer{Template: templated}, nil, "script-src 'self' file: https: " + x + "; style-src 'self' file: https: 'unsafe-inline'; img-src * data:; media-src 'self' file: https:; font-src 'self' file: https: data:; connect-src 'self' https: wss:; frame-src 'self' https:; base-uri 'none'; form-action 'none'"},
		{"a script that varies", Writer{Template: varies}, nil, ""},
		{"an event attribute", Writer{Brand: Brand{Head: `<link rel="stylesheet" onload="x()">`}}, nil, ""},
		{"a base", Writer{Brand: Brand{Head: `<base href="/">`}}, nil, ""},
		{"HTML that is kept", Writer{}, []tree.Block{&tree.RawBlock{HTML: "<script>x()</script>"}}, ""},
	} {
		b := guide()
		b.Pages[2].Blocks = append(b.Pages[2].Blocks, tt.blocks...)
		page := string(written(t, &tt.w, b)["ref/d.html"])
		got := policyOf(page)
		if tt.want != "" {
			tt.want = "default-src 'none'; " + tt.want
		}
		if got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
		if strings.Contains(page, policyMark) {
			t.Errorf("%s: the mark is left", tt.name)
		}
	}
	own := string(written(t, &Writer{Brand: Brand{Head: `<meta http-equiv="Content-Security-Policy" content="img-src *">`}}, guide())["ref/d.html"])
	if policyOf(own) != "img-src *" {
		t.Error("the user's own policy does not hold alone")
	}
	b := guide()
	b.Pages[1].Blocks = append(b.Pages[1].Blocks, code)
	w := &Writer{File: "all.html"}
	if got := policyOf(string(written(t, w, b)["all.html"])); !regexp.MustCompile(`^default-src 'none'; style-src 'sha256-[\w+/=]{44}' ` + regexp.QuoteMeta(numbered) + `; img-src \* data:; media-src 'self' file:; base-uri 'none'; form-action 'none'$`).MatchString(got) {
		t.Errorf("one file: %s", got)
	}
}

func policyOf(page string) string {
	m := regexp.MustCompile(`(?s)<meta http-equiv="Content-Security-Policy" content="([^"]*)">`).FindAllStringSubmatch(page, -1)
	if len(m) != 1 {
		return ""
	}
	return m[0][1]
}
