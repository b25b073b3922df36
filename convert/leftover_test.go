package convert

import (
	"slices"
	"strings"
	"testing"

	"platen/convert/markdown"
)

func TestRawSyntax(t *testing.T) {
	for _, test := range []struct{ name, dialect, text, want string }{
		{"wiki links", "gfm", "See [[Page]] and [[Page#Part|words]].", "[[…]] 2 3:5"},
		{"a matrix", "gfm", "See [[1, 2], [3, 4]] and [[1]] and [ [a] ].", ""},
		{"templates", "gfm", "A {{ site.name }}, [x]({{ site.url }}/a), {% include b %}.", "{{…}} 2 3:3|{%…%} 1 3:43"},
		{"templates as addresses", "gfm", "[x]({{site.url}}/a) ![y]({{site.b}}.png)", "{{…}} 2 3:5"},
		{"templates by kind", "gfm", "{{< a >}} {{% b %}} {{#include c}} {{ d }}", "{{<…>}} 2 3:1|{{#…}} 1 3:21|{{…}} 1 3:36"},
		{"templates as they are", "gfm", "{% raw %}{{ a }}{% endraw %}", ""},
		{"containers", "gfm", "::: note\nwords\n:::\n\n`a`:::b pkg:::fun", "::: 2 3:1"},
		{"callouts", "gfm", "> [!odd]\n> words [!x-y]", "[!…] 1 3:3"},
		{"components", "gfm", "Use <Badge text=\"a\"/> or <YOUR-NAME> of Vec<String>, `<Badge>`.", "<Name 1 3:5"},
		{"attributes", "gfm", "words\n{: .lead }\n\n## B {#b}\n\n${.x} {.5}", "{: …} 2 4:1"},
		{"blanks in strong", "gfm", "Choose ** Save ** or **Open **. \n\nsrc/**/*.go, **/x **/y.", "** … ** 2 3:8"},
		{"addresses with blanks", "gfm", "[a](my page.md) ![b](my pic.png \"c\") [d](see it) [e](so to say) f](a b.md), `[g](h i.md)`", "](… …) 3 3:3"},
		{"addresses that are read", "mkdocs", "[a](my page.md) and [d](see it).", ""},
		{"escapes", "gfm", `\[\[a]] \{\{ a }} \{% b %} \:\:\: \<Tab/> &lt;Tab&gt; \*\* a \*\*`, ""},
		{"one of both", "gfm", `\[\[a]] [[b]] \[[c]] \{.d} {.d} \<Tab/> &lt;Tab&gt;`, "[[…]] 1 3:9|{: …} 1 3:28"},
		{"an escape before code", "gfm", "\\*\\*a\\*\\* b\n\n```\n**a**\n```", ""},
		{"in HTML", "gfm", "<div>\n\n<b>{{ a }}</b>\n</div>\n\n<p>\n{{ b }}</p>", "{{…}} 2 5:4"},
		{"code", "gfm", "`[[a]]` <code>[[b]]</code> <kbd>{{ c }}</kbd>\n\n    {% d %}", ""},
		{"what is read", "gfm+liquid+fenced_divs+attribute_lists", "::: note\nwords\n:::\n\nwords\n{: .lead }", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, ds := load(t, Source{FS: files(map[string]string{"a.md": "# A\n\n" + test.text + "\n"}), Name: "guide"}, Options{From: test.dialect})
			var got []string
			for _, d := range ds {
				if strings.Contains(d, "raw-syntax") {
					at := strings.SplitN(d, ":", 4)
					form, rest, _ := strings.Cut(strings.TrimPrefix(d[strings.Index(d, "warning: "):], "warning: "), " stays text, as here: ")
					n, _, _ := strings.Cut(rest, " ")
					got = append(got, form+" "+n+" "+at[1]+":"+at[2])
				}
			}
			equal(t, "findings", strings.Join(got, "|"), test.want)
		})
	}
}

// The extensions that hints name are there.
func TestRawSyntaxHints(t *testing.T) {
	var names []string
	for _, e := range markdown.Extensions() {
		names = append(names, e.Name)
	}
	for _, doc := range leftDocs {
		for _, e := range doc.extensions {
			if !slices.Contains(names, e) {
				t.Errorf("%s: no extension %s", doc.form, e)
			}
		}
	}
}
