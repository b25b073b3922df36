package markdown

// GFM returns the dialect of GitHub: CommonMark with tables, task lists, strikethrough, autolinks,
// footnotes, alerts and front matter.
func GFM() *Dialect {
	return &Dialect{
		Name: "gfm",
		Doc:  "GitHub Flavored Markdown with footnotes, alerts and front matter",
		slug: githubSlug,
		gap:  "-",
		on: features{
			tables: true, taskLists: true, strikethrough: true, autolinks: true,
			footnotes: true, alerts: true, frontMatter: true, themeImages: true, mathFences: true,
		},
	}
}
