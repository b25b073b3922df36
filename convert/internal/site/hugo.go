package site

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"platen/convert/internal/link"
)

// findHugo reads Hugo's configuration: hugo.*, the older config.*, or config/_default with files for languages and
// parameters. The pages' folder is the main language's.
func findHugo(p *project) bool {
	file := p.present("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default/hugo.toml", "config/_default/hugo.yaml", "config/_default/hugo.yml", "config/_default/hugo.json",
		"config/_default/config.toml", "config/_default/config.yaml", "config/_default/config.yml", "config/_default/config.json")
	if file == "" {
		file = p.present("config.toml", "config.yaml", "config.yml", "config.json")
		if file == "" || p.folder("content") == "." && p.folder("archetypes") == "." && p.folder("layouts") == "." && p.folder("themes") == "." {
			return false
		}
	}
	v, _ := p.settings(file)
	if v == nil {
		v = values{}
	}
	p.File, p.Dialect, p.IndexLists, p.Drafts = file, "auto", false, true
	p.on("attribute_lists", "shortcodes", "callouts", "definition_lists")
	if v.str("enableEmoji") == "true" {
		p.on("emoji")
	}
	p.Settings.Slug = "hugo"
	langs := v.in("languages")
	params := v.in("params")
	if path.Dir(file) == "config/_default" {
		if _, more := p.firstSettings("config/_default/languages.toml", "config/_default/languages.yaml", "config/_default/languages.yml", "config/_default/languages.json"); len(more) > 0 {
			langs = more
		}
		if _, more := p.firstSettings("config/_default/params.toml", "config/_default/params.yaml", "config/_default/params.yml", "config/_default/params.json"); len(more) > 0 {
			params = more
		}
	}
	main := mainLanguage(v.str("defaultContentLanguage"), langs)
	own := langs.in(main)
	p.set("title", cmp.Or(own.str("title"), v.str("title")))
	p.set("lang", cmp.Or(own.first("languageCode", "locale"), v.first("languageCode", "locale"), main))
	p.set("description", cmp.Or(own.str("description"), own.in("params").str("description"), params.str("description")))
	p.set("author", cmp.Or(params.in("author").str("name"), params.str("author")))
	p.set("copyright", v.str("copyright"))
	p.Settings.Variables = map[string]string{}
	variables(p.Settings.Variables, "", map[string]any(params))
	variables(p.Settings.Variables, "", map[string]any(own.in("params")))
	p.hugoFolder(cmp.Or(v.str("contentDir"), "content"), own.str("contentDir"), main, langs)
	base := v.str("baseURL")
	p.Web.URL = webAddress(base, "")
	p.Outside.Base = base
	p.Web.Static = []string{p.up() + "static"}
	p.Web.Folders = v.str("uglyURLs") != "true"
	p.Addresses = link.Addresses{Folders: true, Prefixes: prefixOf(urlPath(base))}
	return true
}

// mainLanguage is the language that a site shows first: the one that is said, else that of the least weight.
func mainLanguage(said string, langs values) string {
	if said != "" {
		return said
	}
	var keys []string
	for k := range langs {
		keys = append(keys, k)
	}
	weight := func(k string) int {
		switch w := langs.in(k).lookup("weight").(type) {
		case int:
			return w
		case int64:
			return int(w)
		}
		return 1 << 30
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(weight(a), weight(b)), strings.Compare(a, b)) })
	if slices.Contains(keys, "en") && len(keys) > 0 && weight(keys[0]) == 1<<30 {
		return "en"
	}
	if len(keys) > 0 {
		return keys[0]
	}
	return ""
}

// hugoFolder sets the pages' folder: the main language's when each has one.
func (p *project) hugoFolder(content, own, main string, langs values) {
	p.Dir = p.folder(content)
	switch {
	case own != "" && p.folder(own) != ".":
		p.Dir = p.folder(own)
	case main != "" && p.folder(path.Join(content, main)) != "." && link.Language(main):
		if len(langs) > 1 || p.onlyFolder(content) == main {
			p.Dir = path.Join(content, main)
		}
	}
	if p.Dir == "." { // no folder of pages: what is none of it
		p.excluded = func(page string) bool {
			first, _, _ := strings.Cut(page, "/")
			return slices.Contains([]string{"archetypes", "layouts", "themes", "data", "static", "assets", "resources", "public", "i18n"}, first)
		}
		return
	}
	suffixes := map[string]bool{}
	for k := range langs {
		if k != main {
			suffixes["."+strings.ToLower(k)] = true
		}
	}
	p.excluded = func(page string) bool { // page.de.md is of another language
		stem := strings.ToLower(strings.TrimSuffix(path.Base(page), path.Ext(page)))
		return suffixes[path.Ext(stem)] || strings.HasPrefix(page, "archetypes/")
	}
}

// urlPath is the path of an address.
func urlPath(address string) string {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address
	}
	_, at, _ := strings.Cut(rest, "/")
	return at
}

// onlyFolder is the one folder in a folder, "" when there are others or pages.
func (p *project) onlyFolder(dir string) string {
	entries, _ := fs.ReadDir(p.fs, dir)
	only := ""
	for _, e := range entries {
		if only != "" || !e.IsDir() {
			return ""
		}
		only = e.Name()
	}
	return only
}
