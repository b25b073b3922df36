package site

import (
	"io/fs"
	"path"
	"strings"

	"platen/convert/internal/link"
	"platen/convert/internal/name"
)

// findWiki recognises a wiki of GitHub's: Home.md with a sidebar or a footer. Its pages are known by their names, in
// whatever folder they are.
func findWiki(p *project) bool {
	side, foot := p.present("_Sidebar.md"), p.present("_Footer.md", "_Header.md")
	if side == "" && foot == "" || p.present("Home.md", "home.md") == "" && side == "" {
		return false
	}
	p.ContentsFile, p.IndexLists, p.Named = side, false, true
	p.Home = p.present("Home.md", "home.md")
	p.on("wiki_words", "emoji", "quote_notes")
	p.Addresses = link.Addresses{Wiki: true}
	p.excluded = func(page string) bool {
		switch strings.ToLower(name.Stem(path.Base(page))) {
		case "_sidebar", "_footer", "_header":
			return true
		}
		return false
	}
	return true
}

// findObsidian recognises a vault of Obsidian's by its folder of settings.
func findObsidian(p *project) bool {
	if info, err := fs.Stat(p.fs, ".obsidian"); err != nil || !info.IsDir() {
		return false
	}
	p.File, p.IndexLists, p.Named = ".obsidian", false, true
	p.on("wiki_links", "callouts", "marks", "remarks", "block_ids", "math_dollars")
	p.Addresses = link.Addresses{Wiki: true}
	return true
}
