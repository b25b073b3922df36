package convert

import (
	"strings"
	"testing"
)

// TestProjectContents: each kind of project gives its own contents, title and language, from the project's folder and, as
// far as they are there, from that of its pages.
func TestProjectContents(t *testing.T) {
	for name, c := range map[string]struct {
		m                map[string]string
		title, lang, nav string
	}{
		"mdBook": {map[string]string{"book.toml": "[book]\ntitle = 'B'\nlanguage = 'de'\n", "src/SUMMARY.md": "- [Z](z.md)\n  - [A](a.md)\n", "src/a.md": "# A\n", "src/z.md": "# Z\n"},
			"B", "de", "chapter \"Z\" z.md\n  chapter \"A\" a.md\n"},
		"VitePress": {map[string]string{
			"docs/.vitepress/config.mts":  "import { defineConfig } from 'vitepress'\nimport { guide } from './guide'\nexport default defineConfig({\n  srcDir: 'src', lang: 'fr', title: 'Kiln',\n  themeConfig: { nav: [{ text: 'The guide', link: '/guide/z' }], sidebar: { '/guide/': guide(), '/api/': { base: '/api/', items: [{ text: 'Call', link: 'call' }] } } },\n})\n",
			"docs/.vitepress/guide.ts":    "export function guide(): DefaultTheme.SidebarItem[] {\n  return [{ text: 'First', collapsed: false, items: [{ text: 'Zed', link: '/guide/z' }, { text: 'Ay', link: '/guide/a.html' }] }]\n}\n",
			"docs/src/index.md":           "# Home\n",
			"docs/src/guide/z.md":         "# Z\n",
			"docs/src/guide/a.md":         "# A\n",
			"docs/src/api/call.md":        "# Call it\n",
			"docs/node_modules/x/read.md": "# No\n",
		}, "Kiln", "fr", "part \"The guide\" -\n  chapter \"First\" -\n    chapter \"Zed\" guide/z.md\n    chapter \"Ay\" guide/a.md\npart \"Api\" -\n  chapter \"Call\" api/call.md\n"},
		"Docusaurus beside": {map[string]string{
			"README.md": "# Repository\n", "website/versioned_docs/version-1/a.md": "# Old\n", "website/blog/x.md": "# Blog\n",
			"website/docusaurus.config.ts": "const config: Config = {title: 'Kiln', i18n: {defaultLocale: 'pt-BR', locales: ['pt-BR']}, presets: [['classic', {docs: {path: '../docs', sidebarPath: require.resolve('./sidebars.ts')}}]]};\nexport default config;\n",
			"website/sidebars.ts":          "const sidebars: SidebarsConfig = {docs: ['zed', {type: 'category', label: 'More', items: ['ay', {type: 'link', label: 'Web', href: 'https://example.com/'}]}]};\nexport default sidebars;\n",
			"docs/ay.md":                   "# Ay\n", "docs/b.md": "---\nid: zed\n---\n# Zed\n",
		}, "Kiln", "pt-BR", "chapter \"Zed\" b.md\nchapter \"More\" -\n  chapter \"Ay\" ay.md\n  chapter \"Web\" https://example.com/\n"},
		"Hugo": {map[string]string{
			"config/_default/hugo.toml": "baseURL = 'https://example.com/'\ntitle = 'Site'\ndefaultContentLanguage = 'en'\n", "config/_default/languages.yaml": "en: {title: Kiln, languageCode: en-GB, weight: 1, contentDir: content/en}\nde: {contentDir: content/de}\n",
			"content/en/_index.md": "# Home\n", "content/en/docs/_index.md": "---\ntitle: Docs\n---\n", "content/en/docs/a.md": "---\ntitle: A\nweight: 20\n---\n[z](../z/)\n", "content/en/docs/z.md": "---\ntitle: Z\nweight: 10\n---\n", "content/de/docs/a.md": "# Nein\n", "archetypes/x.md": "# No\n",
		}, "Kiln", "en-GB", "chapter \"Home\" _index.md\nchapter \"Docs\" docs/_index.md\n  chapter \"Z\" docs/z.md\n  chapter \"A\" docs/a.md\n"},
		"Jekyll": {map[string]string{
			"_config.yml": "title: Kiln\nlang: nl\ncollections:\n  docs: {output: true}\nexclude: [skip.md]\n", "index.md": "---\ntitle: Home\nnav_order: 1\n---\n[h](/docs/heat/)\n", "_docs/heat.md": "---\ntitle: Heat\nparent: Tools\n---\n", "_docs/tools.md": "---\ntitle: Tools\nnav_order: 2\n---\n", "_includes/x.md": "No\n", "_layouts/y.md": "No\n", "skip.md": "# No\n", "_drafts/z.md": "No\n",
		}, "Kiln", "nl", "chapter \"Home\" index.md\nchapter \"Tools\" _docs/tools.md\n  chapter \"Heat\" _docs/heat.md\n"},
		"Sphinx": {map[string]string{
			"docs/conf.py": "# c\nproject = 'Kiln'\nlanguage = \"sv\"\nexclude_patterns = ['old/*']\nextensions = [\n  'myst_parser'\n]\n", "docs/index.md": "# Start\n\n```{toctree}\n:caption: Parts\n:maxdepth: 2\n\nzed\nHeat it <sub/heat>\n```\n\n:::{toctree}\n:glob:\n\nmore/*\n:::\n", "docs/zed.md": "# Zed\n\n```{toctree}\nunder\n```\n", "docs/under.md": "# Under\n", "docs/sub/heat.md": "# Heat\n", "docs/more/b.md": "# B\n", "docs/old/x.md": "# Old\n",
		}, "Kiln", "sv", "front \"Start\" index.md\npart \"Parts\" -\n  chapter \"Zed\" zed.md\n    chapter \"Under\" under.md\n  chapter \"Heat it\" sub/heat.md\nchapter \"B\" more/b.md\n"},
		"MyST": {map[string]string{
			"myst.yml": "version: 1\nproject:\n  title: Kiln\n  language: da\n  toc:\n    - file: zed.md\n    - title: More\n      children:\n        - file: ay.md\n          title: Ay!\n        - pattern: 'n/*.md'\n", "zed.md": "# Zed\n", "ay.md": "# Ay\n", "n/x.md": "# X\n",
		}, "Kiln", "da", "chapter \"Zed\" zed.md\nchapter \"More\" -\n  chapter \"Ay!\" ay.md\n  chapter \"X\" n/x.md\n"},
		"Quarto book": {map[string]string{
			"_quarto.yml": "project: {type: book}\nlang: it\nbook:\n  title: Kiln\n  chapters:\n    - index.qmd\n    - part: Heat\n      chapters: [zed.qmd, ay.qmd]\n", "index.qmd": "# Preface\n", "ay.qmd": "# Ay\n", "zed.qmd": "# Zed\n", "_part.qmd": "No\n",
		}, "Kiln", "it", "chapter \"Preface\" index.qmd\npart \"Heat\" -\n  chapter \"Zed\" zed.qmd\n  chapter \"Ay\" ay.qmd\n"},
		"Starlight": {map[string]string{
			"astro.config.mjs":       "export default defineConfig({site: 'https://example.com', integrations: [mdx(), starlight({title: 'Kiln', locales: {root: {label: 'Deutsch', lang: 'de'}}, sidebar: [{label: 'First', items: ['zed', {slug: 'ay', label: 'Ay!'}]}, {label: 'Rest', autogenerate: {directory: 'ref'}}]})]})\n",
			"src/content/docs/ay.md": "---\ntitle: Ay\n---\n", "src/content/docs/zed.mdx": "---\ntitle: Zed\n---\n", "src/content/docs/ref/b.md": "---\ntitle: B\nsidebar: {order: 2}\n---\n", "src/content/docs/ref/c.md": "---\ntitle: C\nsidebar: {order: 1, label: See}\n---\n",
		}, "Kiln", "de", "chapter \"First\" -\n  chapter \"Zed\" zed.mdx\n  chapter \"Ay!\" ay.md\nchapter \"Rest\" -\n  chapter \"See\" ref/c.md\n  chapter \"B\" ref/b.md\n"},
		"Nextra": {map[string]string{
			"package.json": "{}", "pages/_meta.json": `{"zed": "Zed!", "-- x": {"type": "separator", "title": "Sep"}, "sub": {"title": "Below"}, "secret": {"display": "hidden"}}`, "pages/ay.mdx": "# Ay\n", "pages/zed.mdx": "# Zed\n", "pages/secret.md": "# S\n", "pages/sub/_meta.js": "export default { two: '', one: 'First' }\n", "pages/sub/one.md": "# One\n", "pages/sub/two.md": "# Two\n",
		}, "Guide", "en", "chapter \"Zed!\" zed.mdx\npart \"Sep\" -\nchapter \"Below\" -\n  chapter \"Two\" sub/two.md\n  chapter \"First\" sub/one.md\nchapter \"Ay\" ay.mdx\n"},
		"Mintlify": {map[string]string{
			"docs.json": `{"name": "Kiln", "navigation": {"tabs": [{"tab": "Guides", "groups": [{"group": "Start", "pages": ["zed", {"group": "Deep", "pages": ["sub/ay"]}]}]}]}}`, "zed.mdx": "---\ntitle: Zed\n---\n", "sub/ay.mdx": "---\ntitle: Ay\n---\n", "snippets/x.mdx": "No\n",
		}, "Kiln", "en", "part \"Guides\" -\n  chapter \"Start\" -\n    chapter \"Zed\" zed.mdx\n    chapter \"Deep\" -\n      chapter \"Ay\" sub/ay.mdx\n"},
		"Hugging Face": {map[string]string{
			"docs/source/en/_toctree.yml": "- title: Start\n  sections:\n    - local: zed\n      title: Zed!\n    - local: sub/ay\n", "docs/source/en/zed.md": "# Zed\n", "docs/source/en/sub/ay.md": "# Ay\n",
		}, "Guide", "en", "chapter \"Start\" -\n  chapter \"Zed!\" zed.md\n  chapter \"Ay\" sub/ay.md\n"},
		"wiki": {map[string]string{
			"Home.md": "# Welcome\n", "_Sidebar.md": "- [Set up](Set-up)\n- [Heat](heat)\n", "_Footer.md": "Foot\n", "sub/Heat.md": "# Heat\n\n[home](Home) [s](set-up)\n", "Set-up.md": "# Set-up\n",
		}, "Guide", "en", "front \"Welcome\" Home.md\nchapter \"Set up\" Set-up.md\nchapter \"Heat\" sub/Heat.md\n"},
		"docsify": {map[string]string{
			"index.html": "<script>window.$docsify = { name: 'Kiln', repo: 'o/r', loadSidebar: true, hook: function (h) {} }</script>", "_sidebar.md": "* [Zed](zed.md)\n* [Ay](/ay)\n", "README.md": "# Home\n", "zed.md": "# Zed\n", "ay.md": "# Ay\n\n[z](#/zed?id=zed)\n",
		}, "Kiln", "en", "chapter \"Zed\" zed.md\nchapter \"Ay\" ay.md\n"},
		"plain folder": {map[string]string{"alpha.md": "# Alpha notes\n", "b.md": "# B\n"}, "Guide", "en", "chapter \"Alpha notes\" alpha.md\nchapter \"B\" b.md\n"},
		"with README":  {map[string]string{"README.md": "# All of it\n", "b.md": "# B\n"}, "All of it", "en", "chapter \"All of it\" README.md\nchapter \"B\" b.md\n"},
	} {
		t.Run(name, func(t *testing.T) {
			b, ds := guide(t, c.m)
			equal(t, "title and language", b.Title()+" "+b.Lang(nil), c.title+" "+c.lang)
			equal(t, "contents", nav(b), c.nav)
			for _, d := range ds {
				if strings.Contains(d, "warning") || strings.Contains(d, "error") {
					t.Error(d)
				}
			}
		})
	}
}

// TestProjectElsewhere: pages that lie outside of the folder are not guessed at.
func TestProjectElsewhere(t *testing.T) {
	_, err := Load(t.Context(), Source{FS: files(map[string]string{"docusaurus.config.js": "module.exports = {presets: [['classic', {docs: {path: '../docs'}}]]}", "versioned_docs/a.md": "# Old\n"}), Name: "website"}, Options{}, nil)
	if err == nil || !strings.Contains(err.Error(), "../docs") {
		t.Error(err)
	}
}

// TestTopHeading: the heading that a page begins with is its title, of whatever level.
func TestTopHeading(t *testing.T) {
	b, _ := load(t, Source{FS: files(map[string]string{"a.md": "![](x.png)\n\n## Set up\n\n### More\n\nWords.\n\n## Next\n"}), Pages: []string{"a.md"}}, Options{})
	text := dump(b.Pages[0])
	if strings.Contains(text, "generated") || !strings.Contains(text, "heading 1 #set-up") || !strings.Contains(text, "heading 2 #next") {
		t.Error(text)
	}
}
