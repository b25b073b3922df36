package site

// findHugo recognises Hugo by its own names for a configuration.
func findHugo(p *project) bool {
	file := p.present("hugo.toml", "hugo.yaml", "hugo.json")
	if file == "" {
		return false
	}
	p.File, p.Dialect, p.Dir, p.IndexLists = file, "auto+attribute_lists+shortcodes", p.folder("content"), false
	return true
}
