package notebook

import (
	"testing"
	"unicode/utf8"
)

// FuzzMarkdown reads notebooks: an error, or Markdown.
func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{`{"nbformat":4,"cells":[{"cell_type":"code","source":["x\n","y"],"outputs":[{"output_type":"display_data","data":{"text/html":"<table><tr><td>x</table>","image/png":"AA=="}},{"output_type":"error","ename":"E","evalue":"v","traceback":["\u001b[31mx"]}]}]}`,
		`{"nbformat":3,"worksheets":[{"cells":[{"cell_type":"heading","level":9,"source":"x"},{"cell_type":"code","input":"x","language":"` + "```" + `"}]}]}`, `{"nbformat":4,"cells":[{"cell_type":"markdown","source":"![x](attachment:a)","attachments":{"a":{"image/png":["A","A=="]}}}]}`, `{"cells":{}}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		md, err := Markdown(data)
		if err == nil && utf8.Valid(data) && !utf8.Valid(md) {
			t.Errorf("%q is no UTF-8", md)
		}
	})
}
