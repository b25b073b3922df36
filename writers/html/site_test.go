package html

import (
	"fmt"
	"strings"
	"testing"

	"platen/convert/tree"
)

// TestSharedFiles: pages lead to the shared files from every folder; a page alone has no script.
func TestSharedFiles(t *testing.T) {
	files := written(t, &Writer{}, guide())
	for _, name := range []string{"platen.css", "platen.js", "platen-search.js", "platen-index.js", "platen-index-1.js"} {
		if files[name] == nil {
			t.Errorf("no %s", name)
		}
	}
	if page := string(files["ref/d.html"]); !strings.Contains(page, `<script src="../platen.js"`) || !strings.Contains(page, `role="search"`) {
		t.Errorf("no script or search in %s", page)
	}
	if s := string(files["platen-index.js"]); !strings.Contains(s, `["set%20up/a%3Ab.html","A"]`) || !strings.Contains(s, `"a":"x y","t":"Sub"`) {
		t.Errorf("the index: %s", s)
	}
	files = written(t, &Writer{NoSearch: true}, guide())
	for name, data := range files {
		if strings.Contains(name, "search") || strings.Contains(name, "index-") || strings.Contains(string(data), `role="search"`) {
			t.Errorf("search in %s", name)
		}
	}
	for _, w := range []*Writer{{File: "all.html"}, {}} {
		b := guide()
		b.Lone = w.File == ""
		for name, data := range written(t, w, b) {
			if strings.HasSuffix(name, ".js") || strings.Contains(string(data), "<script") {
				t.Errorf("script in %s", name)
			}
		}
	}
}

// TestSharedNamesAreFree: files of the guide keep their names.
func TestSharedNamesAreFree(t *testing.T) {
	for _, path := range []string{"platen.js", "Platen-Search.js", "platen-index-7.js"} {
		b := guide()
		b.Assets = []*tree.Asset{asset(path, "text/plain", "own")}
		files := written(t, &Writer{}, b)
		if string(files[path]) != "own" || files["platen2.js"] == nil || !strings.Contains(string(files["index.html"]), `src="platen2.js"`) {
			t.Errorf("%s: the guide's own file is lost or the others have no name", path)
		}
	}
}

// TestContentsFold: short contents are whole in each page, long ones only on the page's path.
func TestContentsFold(t *testing.T) {
	for _, n := range []int{5, 200} {
		b := &tree.Book{Name: "g"}
		for i := range 3 {
			group := &tree.NavItem{Title: text(fmt.Sprintf("Group %d", i))}
			for j := range n / 2 {
				p := &tree.Page{Path: fmt.Sprintf("p%d-%d.md", i, j), Title: text(fmt.Sprintf("Page %d %d", i, j))}
				b.Pages = append(b.Pages, p)
				group.Items = append(group.Items, &tree.NavItem{Title: p.Title, To: tree.Target{Page: p}})
			}
			b.Nav = append(b.Nav, group)
		}
		page := string(written(t, &Writer{}, b)["p1-0.html"])
		side := page[strings.Index(page, `<nav class="p-side"`):strings.Index(page, `<div class="p-body">`)]
		if strings.Count(side, "<details open>") != 1 || !strings.Contains(side, `<a href="p1-1.html">`) {
			t.Errorf("%d pages: the page's own group is not open: %s", 3*(n/2), side)
		}
		if whole := strings.Contains(side, `<a href="p2-1.html">`); whole != (n == 5) {
			t.Errorf("%d pages: whole contents: %v", 3*(n/2), whole)
		}
	}
}
