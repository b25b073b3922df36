package markdown

// CommonMark returns the dialect of CommonMark 0.31.2 without any extension.
func CommonMark() *Dialect {
	return &Dialect{Name: "commonmark", Doc: "CommonMark 0.31.2 and nothing else", slug: githubSlug, gap: "-"}
}
