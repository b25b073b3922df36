package convert

import (
	"fmt"

	"platen/convert/pandoc"
	"platen/convert/tree"
)

// readJSON reads a page from pandoc's JSON. Its nodes have no places; each kind of loss is reported once.
func readJSON(path string, text []byte, allowHTML bool, report func(tree.Diag)) (*tree.Page, error) {
	var p *tree.Page
	counts := map[string]int{}
	var lost [][2]string
	o := pandoc.Options{AllowHTML: allowHTML, Lost: func(what, instead string) {
		if counts[what]++; counts[what] == 1 {
			lost = append(lost, [2]string{what, instead})
		}
	}}
	p, err := pandoc.Read(text, o)
	if err != nil {
		return nil, err
	}
	p.Path, p.Sources = path, []tree.Source{{Path: path, Base: 1, Text: string(text)}}
	for _, l := range lost {
		d := tree.Diag{Page: p, Pos: 1, Severity: tree.Warning, Code: tree.RawSyntax, Msg: fmt.Sprintf("%s %s (%d times)", l[0], l[1], counts[l[0]])}
		if counts[l[0]] == 1 {
			d.Msg = l[0] + " " + l[1]
		}
		if l[0] == "raw HTML" {
			d.Code, d.Hint = tree.HTMLCleaned, "--allow-html keeps raw HTML as it is"
		}
		report(d)
	}
	return p, nil
}
