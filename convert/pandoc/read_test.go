package pandoc_test

import (
	"strings"
	"testing"

	"platen/convert/pandoc"
	"platen/convert/tree"
)

// TestRead reads what the tree has no type for: its words stay, and what goes is said.
func TestRead(t *testing.T) {
	const head = `{"pandoc-api-version":[1,23,1],"meta":{},"blocks":[`
	for _, tt := range []struct{ blocks, want, lost string }{
		{`{"t":"Para","c":[{"t":"Cite","c":[[],[{"t":"Str","c":"[@a20]"}]]},{"t":"Space"},{"t":"Quoted","c":[{"t":"DoubleQuote"},[{"t":"Str","c":"x"}]]}]}`, `"[@a20] “x”"`, ""},
		{`{"t":"LineBlock","c":[[{"t":"Str","c":"a"}],[{"t":"Str","c":"b"}]]}`, `"a" br "b"`, ""},
		{`{"t":"RawBlock","c":["latex","\\x"]}`, `"\\x\n"`, "raw latex is code"},
		{`{"t":"RawBlock","c":["html","<b>"]}`, "", "raw HTML is left out"},
		{`{"t":"Para","c":[{"t":"Blink","c":[]}]}`, "paragraph", "Blink is left out"},
		{`{"t":"Header","c":[9,["",[],[]],[{"t":"Str","c":"A"},{"t":"Space"},{"t":"Str","c":"b"}]]}`, "heading 6 #a-b", ""},
		{`{"t":"Table","c":[["",[],[]],[null,[]],[[{"t":"AlignLeft"},{"t":"ColWidthDefault"}]],[["",[],[]],[]],[[["",[],[]],0,[],[[["",[],[]],[[["",[],[]],{"t":"AlignDefault"},9,9,[]]]]]]],[["",[],[]],[]]]}`, "cols left", ""},
	} {
		var lost []string
		p, err := pandoc.Read([]byte(head+tt.blocks+"]}"), pandoc.Options{Lost: func(what, instead string) { lost = append(lost, what+" "+instead) }})
		if err != nil {
			t.Errorf("%s: %v", tt.blocks, err)
			continue
		}
		if err := tree.Validate(p); err != nil {
			t.Errorf("%s: %v", tt.blocks, err)
		}
		var b strings.Builder
		if err := tree.Dump(&b, p); err != nil || !strings.Contains(b.String(), tt.want) || strings.Join(lost, "; ") != tt.lost {
			t.Errorf("%s: got\n%s\nlost %q, want %s and %q", tt.blocks, b.String(), lost, tt.want, tt.lost)
		}
	}
	for _, bad := range []string{"", "{}", "[]", head + "{}]}", head + `{"t":"Para","c":3}]}`, head + `{"t":"Header","c":[]}]}`, head + strings.Repeat(`{"t":"BlockQuote","c":[`, 1000) + strings.Repeat("]}", 1000) + "]}"} {
		if _, err := pandoc.Read([]byte(bad), pandoc.Options{}); err == nil {
			t.Errorf("%.60s: no error", bad)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"pandoc-api-version":[1,23,1],"meta":{"a":{"t":"MetaBool","c":true}},"blocks":[{"t":"Para","c":[{"t":"Note","c":[{"t":"Plain","c":[]}]}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := pandoc.Read(data, pandoc.Options{})
		if err != nil {
			return
		}
		if err := tree.Validate(p); err != nil {
			t.Error(err)
		}
	})
}
