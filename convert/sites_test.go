package convert

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"platen/convert/tree"
)

// tinyPNG is an image of one pixel.
const tinyPNG = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde" +
	"\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"

func TestStaticFolders(t *testing.T) {
	for name, m := range map[string]map[string]string{
		"Docusaurus": {"docusaurus.config.js": "", "docs/a.md": "# A\n\n![i](/img/x.png) [f](/img/x.png)\n", "static/img/x.png": tinyPNG},
		"Hugo":       {"a.md": "# A\n\n![i](/img/x.png) [f](/img/x.png)\n", "static/img/x.png": tinyPNG},
		"VuePress":   {"a.md": "# A\n\n![i](/img/x.png) [f](/img/x.png)\n", ".vuepress/public/img/x.png": tinyPNG},
	} {
		t.Run(name, func(t *testing.T) {
			b, diags := guide(t, m)
			if len(b.Assets) != 1 || strings.Contains(strings.Join(diags, "\n"), "warning") {
				t.Errorf("got %d assets, want 1; %v", len(b.Assets), diags)
			}
		})
	}
}

func TestPagesWithJSX(t *testing.T) {
	b, diags := guide(t, map[string]string{"a.md": "# A\n\n[b](b) [c](./b.mdx#x)\n", "b.mdx": "# B\n\n## X\n"})
	equal(t, "pages", paths(b), "a.md b.mdx")
	for _, d := range diags {
		if strings.Contains(d, "warning") {
			t.Error(d)
		}
	}
}

func TestNoPages(t *testing.T) {
	_, err := Load(context.Background(), Source{FS: fstest.MapFS{"x.txt": {}}, Name: "guide"}, Options{}, func(tree.Diag) {})
	if err == nil {
		t.Error("a folder without pages gives a book")
	}
}

func TestImageCutOff(t *testing.T) {
	for _, n := range []int{40, len(tinyPNG) - 12} {
		b, diags := guide(t, map[string]string{"a.md": "![i](x.png)\n", "x.png": tinyPNG[:n]})
		if len(b.Assets) != 1 || !strings.Contains(strings.Join(diags, "\n"), "image-bad") {
			t.Errorf("%d bytes: got %d assets, %v", n, len(b.Assets), diags)
		}
	}
}
