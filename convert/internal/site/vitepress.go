package site

import "path"

// findVitepress recognises VitePress and VuePress by their configurations, which are programs: the folder's order is used.
func findVitepress(p *project) bool {
	for _, dir := range [...]string{".", "docs"} {
		for _, file := range [...]string{".vitepress/config.ts", ".vitepress/config.mts", ".vitepress/config.js", ".vitepress/config.mjs",
			".vuepress/config.js", ".vuepress/config.ts"} {
			if file = p.present(path.Join(dir, file)); file != "" {
				p.File, p.Dialect, p.Dir, p.IndexLists = file, "vitepress", p.folder(dir), false
				return true
			}
		}
	}
	return false
}
