package site

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"
)

// TestFileSize reads a project file as large as it may be, and says of a larger one that it is not read.
func TestFileSize(t *testing.T) {
	for n, ok := range map[int]bool{maxFile: true, maxFile + 1: false} {
		fsys := fstest.MapFS{"a.yml": {Data: bytes.Repeat([]byte("#"), n)}}
		text, err := readFile(fsys, "a.yml")
		if (err == nil) != ok || ok && len(text) != n {
			t.Errorf("%d bytes: %d are read, %v", n, len(text), err)
		}
	}
}

// TestDeepContents leaves out what stands too deep in a contents list.
func TestDeepContents(t *testing.T) {
	var b strings.Builder
	b.WriteString("root: index\nsections:\n")
	for i := range 40 {
		b.WriteString(strings.Repeat("  ", i) + "- file: a\n" + strings.Repeat("  ", i) + "  sections:\n")
	}
	b.WriteString(strings.Repeat("  ", 40) + "- file: a\n")
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(b.String()), &doc); err != nil {
		t.Fatal(err)
	}
	depth := 0
	for items := jupyterToc(doc.Content[0], "_toc.yml", Guide{}).Items; len(items) > 0; items = items[len(items)-1].Items {
		depth++
	}
	if depth < maxDepth-1 || depth > maxDepth+1 {
		t.Errorf("%d levels are read of 41, want about %d", depth, maxDepth)
	}
}
