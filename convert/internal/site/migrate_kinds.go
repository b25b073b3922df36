package site

import (
	"cmp"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// What the hints say of settings that several kinds of project have.
const (
	hintHead     = "--head puts scripts into each page"
	hintPrograms = "programs of a project are not run; --filter and --diagram run yours"
	hintTemplate = "--template lays out the pages, --css adds rules"
	hintSearch   = "platen's search needs no service"
	hintLanguage = "a guide for each language: see guides in the manual"
)

// materialColors are the colours of Material for MkDocs by their names.
var materialColors = map[string]string{"red": "#ef5552", "pink": "#e92063", "purple": "#ab47bd", "deep purple": "#7e56c2", "indigo": "#4051b5", "blue": "#2094f3",
	"light blue": "#02a6f2", "cyan": "#00bdd6", "teal": "#009485", "green": "#4cae4f", "light green": "#8bc34b", "lime": "#cbdc38", "yellow": "#ffec3d", "amber": "#ffc105",
	"orange": "#ffa724", "deep orange": "#ff6e42", "brown": "#795649", "grey": "#757575", "blue grey": "#546d78", "black": "#000000"}

func mkdocsSettings(m *migration) {
	m.load(m.File)
	m.knows("site_name", "site_description", "site_author", "site_url", "repo_url", "repo_name", "edit_uri", "edit_uri_template", "copyright", "docs_dir", "site_dir", "nav", "exclude_docs",
		"draft_docs", "not_in_nav", "markdown_extensions", "extra_css", "INHERIT", "use_directory_urls", "theme", "extra", "plugins", "dev_addr", "watch", "strict", "remote_branch", "remote_name")
	m.Output = m.v.str("site_dir")
	if m.v.str("use_directory_urls") != "false" {
		m.taken("use_directory_urls")
		m.set("html.pretty-urls", "true")
	}
	if m.v.str("strict") == "true" {
		m.set("fail-on", "warning")
	}
	theme, extra := m.v.in("theme"), m.v.in("extra")
	palettes := append([]values{theme.in("palette")}, theme.maps("palette")...)
	for _, p := range palettes {
		primary := p.str("primary")
		if c := cmp.Or(materialColors[primary], primary); strings.HasPrefix(c, "#") {
			m.taken("theme.palette")
			m.set("html.accent", c)
		}
	}
	if slices.Contains(theme.list("features"), "navigation.tabs") {
		m.set("html.part-tabs", "true")
	}
	if extra.in("version").str("provider") == "mike" {
		m.taken("extra.version")
		m.set("html.versions", "../versions.json")
	}
	if repo := m.v.str("repo_url"); repo != "" {
		m.link("repo_url", cmp.Or(m.v.str("repo_name"), hostLabel(repo)), repo)
	}
	for _, s := range extra.maps("social") {
		m.taken("extra.social")
		m.link("extra.social", cmp.Or(s.str("name"), hostLabel(s.str("link"))), s.str("link"))
	}
	m.mkdocsPlugins()
}

// mkdocsPlugins leaves the plugins that platen does not stand in for.
func (m *migration) mkdocsPlugins() {
	var names []string
	switch list := m.v.lookup("plugins").(type) {
	case []any:
		for _, x := range list {
			switch x := x.(type) {
			case string:
				names = append(names, x)
			case map[string]any:
				names = append(names, slices.Sorted(maps.Keys(x))...)
			}
		}
	case map[string]any:
		names = slices.Sorted(maps.Keys(list))
	}
	hints := map[string]string{
		"git-revision-date-localized": "lastmod in a page's front matter is shown below it", "git-revision-date": "lastmod in a page's front matter is shown below it",
		"social": "pages have Open Graph properties without pictures", "privacy": "nothing is loaded from elsewhere as it is", "glightbox": "--static and --head bring a script for it",
		"with-pdf": "-t pdf makes a book", "pdf-export": "-t pdf makes a book", "print-site": "-o guide.html is one page, -t pdf a book", "minify": "pages are small as they are",
		"mike": "--versions names the list", "i18n": hintLanguage, "mermaid2": "--mermaid names the script that draws diagrams",
	}
	for _, n := range names {
		n = strings.TrimPrefix(n, "material/")
		switch n {
		case "search", "redirects", "include-markdown", "macros", "mkdocstrings", "autorefs", "minify", "offline", "privacy":
		default:
			m.leave("plugins."+n, cmp.Or(hints[n], hintPrograms))
		}
	}
}

func mdbookSettings(m *migration) {
	m.load(m.File)
	m.knows("book", "output", "preprocessor", "build", "rust")
	if dir := m.v.in("build").str("build-dir"); dir != "" {
		m.Output = dir
	}
	html := m.v.in("output", "html")
	if repo := html.str("git-repository-url"); repo != "" {
		m.link("output.html.git-repository-url", hostLabel(repo), repo)
	}
	if html.in("search").str("enable") == "false" {
		m.set("html.no-search", "true")
	}
	m.when(html, "output.html.", "readers choose light or dark, and --accent sets the colour", "default-theme", "preferred-dark-theme")
	m.when(html, "output.html.", "", "playground", "print", "fold")
	for k := range m.v.in("output") {
		switch k {
		case "html", "markdown", "linkcheck":
		case "pdf", "epub":
			m.add("to", k)
		default:
			m.leave("output."+k, "")
		}
	}
	for _, k := range slices.Sorted(maps.Keys(m.v.in("preprocessor"))) {
		switch k {
		case "links", "index", "katex", "admonish":
		case "mermaid":
			m.leave("preprocessor.mermaid", "--mermaid names the script that draws diagrams")
		default:
			m.leave("preprocessor."+k, hintPrograms)
		}
	}
	if m.has("to") {
		m.add("to", "html")
	}
}

func docusaurusSettings(m *migration) {
	for _, ext := range [...]string{".js", ".ts", ".mjs", ".mts", ".cjs"} {
		if file := m.p.present(path.Join(m.base, "docusaurus.config"+ext)); file != "" && m.v == nil {
			m.load(file)
		}
	}
	m.Output = "build"
	m.knows("title", "tagline", "url", "baseUrl", "favicon", "organizationName", "projectName", "presets", "themeConfig", "trailingSlash", "onBrokenLinks", "onBrokenAnchors", "onBrokenMarkdownLinks",
		"onDuplicateRoutes", "staticDirectories", "noIndex", "deploymentBranch", "customFields", "future", "markdown")
	if m.v.lookup("trailingSlash") != false {
		m.taken("trailingSlash")
		m.set("html.pretty-urls", "true")
	}
	if m.v.str("onBrokenLinks") == "throw" {
		m.set("fail-on", "warning")
	}
	theme := m.v.in("themeConfig")
	for _, it := range theme.in("navbar").maps("items") {
		m.link("themeConfig.navbar.items", it.str("label"), cmp.Or(it.str("href"), it.str("to")))
		if t := it.str("type"); t == "localeDropdown" || t == "docsVersionDropdown" {
			m.leave("themeConfig.navbar.items", "a list of languages is a guide for each; --versions names a list of versions")
		}
	}
	if news := theme.in("announcementBar").str("content"); news != "" {
		m.set("html.announcement", news)
	}
	m.when(theme.in("footer"), "themeConfig.footer.", "--footer is a line in Markdown", "links")
	m.when(theme, "themeConfig.", hintSearch, "algolia")
	m.when(theme, "themeConfig.", "", "metadata", "image", "liveCodeBlock")
	m.when(m.v, "", hintHead, "scripts", "stylesheets", "headTags", "clientModules")
	m.when(m.v, "", hintPrograms, "plugins", "themes")
	m.when(m.v, "", hintLanguage, "i18n")
}

func vitepressSettings(m *migration) {
	m.load(m.File)
	m.Output = path.Join(".vitepress", "dist")
	m.knows("title", "titleTemplate", "description", "lang", "base", "srcDir", "srcExclude", "outDir", "locales", "themeConfig", "cleanUrls", "sitemap", "head", "appearance", "ignoreDeadLinks",
		"rewrites", "lastUpdated", "cacheDir", "metaChunk")
	if m.v.str("cleanUrls") == "true" {
		m.set("html.pretty-urls", "true")
	}
	theme := m.v.in("themeConfig")
	m.file("html.logo", cmp.Or(theme.str("logo"), theme.in("logo").str("src"), theme.in("logo").str("light")))
	for _, it := range theme.maps("nav") {
		m.link("themeConfig.nav", it.str("text"), it.str("link"))
		if it.str("link") == "" {
			m.leave("themeConfig.nav", "the bar has links and no menus")
		}
	}
	for _, it := range theme.maps("socialLinks") {
		m.link("themeConfig.socialLinks", hostLabel(it.str("link")), it.str("link"))
	}
	if foot := theme.in("footer"); len(foot) > 0 {
		m.set("html.footer", strings.TrimSpace(foot.str("message")+" "+foot.str("copyright")))
	}
	if theme.in("search").str("provider") == "algolia" || theme.lookup("algolia") != nil {
		m.leave("themeConfig.search", hintSearch)
	}
	m.when(theme, "themeConfig.", "", "carbonAds")
	m.when(m.v, "", "lastmod in a page's front matter is shown below it", "lastUpdated")
	m.when(m.v, "", "moved pages are in the front matter of the new one: aliases", "rewrites")
	m.when(m.v, "", "--icon names the icon, "+hintHead, "head")
	m.when(m.v, "", hintPrograms, "vite", "vue", "markdown", "transformHead", "transformHtml", "transformPageData", "buildEnd", "extends", "plugins")
	if len(m.v.in("locales")) > 1 {
		m.leave("locales", hintLanguage)
	}
}

func jekyllSettings(m *migration) {
	m.load(m.File)
	m.Output = cmp.Or(m.v.str("destination"), "_site")
	m.knows("title", "name", "description", "author", "email", "url", "baseurl", "lang", "locale", "language", "permalink", "source", "destination", "collections", "collections_dir", "include", "exclude",
		"markdown", "kramdown", "highlighter", "defaults", "repository", "encoding", "timezone", "port", "host", "incremental", "keep_files", "search_enabled", "gh_edit_link", "gh_edit_link_text",
		"gh_edit_repository", "gh_edit_branch", "gh_edit_source", "gh_edit_view_mode", "aux_links", "footer_content", "logo", "favicon_ico", "liquid", "aux_links_new_tab", "heading_anchors")
	if m.Web.Folders {
		m.set("html.pretty-urls", "true")
	}
	m.file("html.logo", m.v.str("logo"))
	m.file("html.icon", m.v.str("favicon_ico"))
	for _, label := range slices.Sorted(maps.Keys(m.v.in("aux_links"))) {
		if list := m.v.in("aux_links").list(label); len(list) > 0 {
			m.link("aux_links", label, list[0])
		}
	}
	if repo := m.v.str("gh_edit_repository"); repo != "" && m.v.str("gh_edit_link") != "false" {
		m.set("html.edit-url", strings.TrimRight(repo, "/")+"/"+path.Join(cmp.Or(m.v.str("gh_edit_view_mode"), "edit"), cmp.Or(m.v.str("gh_edit_branch"), "main"), m.v.str("gh_edit_source"), "{path}"))
	}
	if m.v.str("search_enabled") == "false" {
		m.set("html.no-search", "true")
	}
	m.set("html.footer", m.v.str("footer_content"))
	m.when(m.v, "", hintTemplate, "theme", "remote_theme", "color_scheme", "sass", "minima")
	m.when(m.v, "", hintPrograms, "plugins", "gems", "whitelist")
	m.when(m.v, "", hintHead, "google_analytics", "ga_tracking", "analytics")
	m.when(m.v, "", "--header-link puts links into the bar", "header_pages", "nav_external_links")
}

func hugoSettings(m *migration) {
	m.load(m.File)
	m.Output = cmp.Or(m.v.str("publishDir"), "public")
	m.knows("baseURL", "title", "languageCode", "locale", "defaultContentLanguage", "contentDir", "publishDir", "copyright", "uglyURLs", "enableEmoji", "params", "menu", "menus", "staticDir", "enableRobotsTXT",
		"languages", "defaultContentLanguageInSubdir", "enableGitInfo", "disablePathToLower")
	for _, k := range slices.Collect(maps.Keys(m.v)) { // names are the same in any case
		for known := range maps.Clone(m.known) {
			m.known[k] = m.known[k] || strings.EqualFold(k, known)
		}
	}
	if m.Web.Folders {
		m.set("html.pretty-urls", "true")
	}
	params := m.v.in("params")
	if repo := params.str("github_repo"); repo != "" {
		m.link("params.github_repo", hostLabel(repo), repo)
		m.set("html.edit-url", strings.TrimRight(repo, "/")+"/"+path.Join("edit", cmp.Or(params.str("github_branch"), "main"), params.str("github_subdir"), m.Dir, "{path}"))
	}
	m.file("html.logo", params.str("logo"))
	menus := m.v.in("menu")
	if len(menus) == 0 {
		menus = m.v.in("menus")
	}
	for _, it := range menus.maps("main") {
		m.link("menu.main", it.str("name"), cmp.Or(it.str("url"), it.str("pageRef")))
	}
	m.set("html.footer", m.v.str("copyright"))
	m.when(m.v, "", hintTemplate, "theme", "module", "imports")
	m.when(m.v, "", hintHead, "googleAnalytics", "services")
	m.when(m.v, "", "lastmod in a page's front matter is shown below it", "enableGitInfo", "frontmatter")
	m.when(m.v, "", "", "taxonomies", "outputs", "outputFormats", "permalinks", "markup", "security", "imaging", "related")
	if len(m.v.in("languages")) > 1 {
		m.leave("languages", hintLanguage)
	}
	m.when(params, "params.", hintSearch, "gcs_engine_id", "algolia_docsearch", "offlineSearch")
	m.when(params, "params.", "--versions names a list of versions", "versions", "version_menu")
}

func docfxSettings(m *migration) {
	m.load(path.Join(m.base, "docfx.json"))
	m.Output = "_site"
	m.knows("build", "metadata", "pdf", "$schema")
	build := m.v.in("build")
	meta := build.in("globalMetadata")
	if dir := cmp.Or(build.str("output"), build.str("dest")); dir != "" {
		m.Output = dir
	}
	m.set("metadata.title", cmp.Or(meta.str("_appTitle"), meta.str("_appName")))
	m.set("metadata.lang", meta.str("_lang"))
	m.set("html.footer", meta.str("_appFooter"))
	m.file("html.logo", meta.str("_appLogoPath"))
	m.file("html.icon", meta.str("_appFaviconPath"))
	m.set("html.base-url", webAddress(build.in("sitemap").str("baseUrl"), ""))
	if git := meta.in("_gitContribute"); git.str("repo") != "" {
		m.set("html.edit-url", strings.TrimSuffix(strings.TrimRight(git.str("repo"), "/"), ".git")+"/"+path.Join("edit", cmp.Or(git.str("branch"), "main"), git.str("path"), "{path}"))
	}
	if m.v.lookup("pdf") != nil || meta.str("pdf") == "true" {
		m.add("to", "html")
		m.add("to", "pdf")
	}
	for _, key := range [...][2]string{{"template", hintTemplate}, {"xref", "--sites names where the pages of others are"}, {"xrefService", ""}, {"postProcessors", hintPrograms},
		{"overwrite", ""}, {"markdownEngineProperties", ""}} {
		m.when(build, "build.", key[1], key[0])
	}
	m.when(m.v, "", "pages about source code are DocFX's to make", "metadata")
}

// sphinxNames are the values of conf.py that platen reads, or that mean nothing elsewhere.
var sphinxNames = []string{"project", "html_title", "html_short_title", "author", "copyright", "release", "version", "language", "html_baseurl", "root_doc", "master_doc", "html_logo", "html_favicon", "pygments_style", "highlight_language",
	"source_encoding", "htmlhelp_basename", "today_fmt"}

// sphinxRepository is a theme's setting for the link to the sources.
var sphinxRepository = regexp.MustCompile(`["'](?:repository_url|source_repository|github_url)["']\s*:\s*["'](https?://[^"']+)["']`)

func sphinxSettings(m *migration) {
	text, _ := m.p.read(m.File)
	m.text = string(text)
	conf := pythonValues(m.text)
	m.Output = "_build/html"
	at := func(file string) string { return path.Join("/", strings.TrimPrefix(m.base, m.Dir), file) }
	m.file("html.logo", at(conf["html_logo"]))
	m.file("html.icon", at(conf["html_favicon"]))
	if c := conf["copyright"]; c != "" {
		m.set("html.footer", "© "+strings.TrimPrefix(strings.TrimPrefix(c, "©"), " "))
	}
	if repo := sphinxRepository.FindStringSubmatch(m.text); repo != nil {
		m.link("html_theme_options", hostLabel(repo[1]), repo[1])
	}
	for _, css := range pythonList(m.text, "html_css_files") {
		for _, dir := range pythonList(m.text, "html_static_path") {
			if file := path.Join(m.base, dir, css); m.p.present(file) != "" {
				m.add("css", file)
			}
		}
	}
	for _, name := range pythonList(m.text, "extensions") {
		switch name {
		case "myst_parser", "myst_nb", "sphinx.ext.mathjax", "sphinx_design", "sphinx_copybutton", "sphinx_tabs.tabs", "sphinx.ext.autosectionlabel", "sphinx_togglebutton", "sphinx_sitemap":
		case "sphinx.ext.intersphinx":
			m.leave("extensions."+name, "--sites names where the pages of others are")
		case "sphinxcontrib.mermaid":
			m.leave("extensions."+name, "--mermaid names the script that draws diagrams")
		default:
			m.leave("extensions."+name, hintPrograms)
		}
	}
	for k := range conf {
		if strings.HasPrefix(k, "html_") && !slices.Contains(sphinxNames, k) && conf[k] != "" {
			m.leave(k, map[string]string{"html_theme": hintTemplate}[k])
		}
	}
	for _, k := range [...][2]string{{"html_js_files", hintHead}, {"templates_path", hintTemplate}, {"locale_dirs", hintLanguage}} {
		if len(pythonList(m.text, k[0])) > 0 {
			m.leave(k[0], k[1])
		}
	}
}
