package site

// findAWS finds the project folder of an AWS guide.
func findAWS(p *project) bool {
	if p.present("index.md", "README.md") == "index.md" || p.present("doc_source/index.md") == "" {
		return false
	}
	p.Dir = "doc_source"
	return true
}
