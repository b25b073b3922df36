package site

// findQuarto recognises Quarto.
func findQuarto(p *project) bool {
	file := p.present("_quarto.yml", "_quarto.yaml")
	if file == "" {
		return false
	}
	p.File, p.Dialect, p.IndexLists = file, "pandoc", false
	return true
}
