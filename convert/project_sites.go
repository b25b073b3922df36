package convert

import "io/fs"

// findSite recognises projects of site makers by a file that nothing else has, and sets the pages' folder and the
// dialect. Their configurations are programs or themes' settings: the folder's order is used.
func (pr *project) findSite(fsys fs.FS) bool {
	for _, s := range [...]struct {
		kind, dialect, dir string
		files              []string
	}{
		{"vitepress", "vitepress", ".", []string{".vitepress/config.ts", ".vitepress/config.mts", ".vitepress/config.js", ".vitepress/config.mjs", ".vuepress/config.js", ".vuepress/config.ts"}},
		{"vitepress", "vitepress", "docs", []string{"docs/.vitepress/config.ts", "docs/.vitepress/config.mts", "docs/.vitepress/config.js", "docs/.vitepress/config.mjs", "docs/.vuepress/config.js", "docs/.vuepress/config.ts"}},
		{"quarto", "pandoc", ".", []string{"_quarto.yml", "_quarto.yaml"}},
		{"hugo", "auto+attribute_lists+shortcodes", "content", []string{"hugo.toml", "hugo.yaml", "hugo.json"}},
	} {
		if name := presentFile(fsys, s.files...); name != "" {
			pr.kind, pr.file, pr.dialect, pr.dir = s.kind, name, s.dialect, subFolder(fsys, s.dir)
			return true
		}
	}
	return false
}
