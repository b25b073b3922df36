package html

import (
	"context"
	"testing"

	"platen/convert/tree"
	"platen/writers/output"
)

// FuzzTemplate lays out a guide by templates: they are refused, a page fails by a bound, or it comes out. HTML of --head is
// read for its policy.
func FuzzTemplate(f *testing.F) {
	for _, s := range []string{`<html><head>{{.Head}}</head>{{range .Nav}}{{template "x" .}}{{end}}{{define "x"}}{{.Title}}{{range .Items}}{{template "x" .}}{{end}}{{end}}`, `{{range $i, $e := .TOC}}{{len $e.Items}}{{end}}{{.Main}}`, `{{printf "%1000d" 1}}`, `<script>{{.Title}}</script><style onload=x>{{.Meta.x}}`, `{{index .Crumbs 9}}`, `<script>x</script><meta http-equiv=content-security-policy><link rel=icon>`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w := &Writer{Brand: Brand{Head: text}, NoSearch: true}
		w.Template, _ = ParseTemplate("t", text)
		w.Write(context.Background(), output.Memory().At(""), guide(), func(tree.Diag) {})
	})
}
