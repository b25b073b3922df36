package asset

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"platen/convert/internal/svg"
	"platen/convert/tree"
)

// runs reports whether a file of that name runs code where it is shown or served: in a browser HTML and XML, which
// may be XHTML or bring a style sheet that is a program, and scripts; on a server what its modules and settings are.
// PDF, archives and programs for operating systems are not run by the site that has them.
func runs(name string) bool {
	base := strings.ToLower(path.Base(name))
	switch base {
	case ".htaccess", ".user.ini", "web.config":
		return true
	}
	byLast := "" // an extension that tells the type, whatever stands before it
	for rest, last := base, true; ; last = false {
		ext := path.Ext(rest)
		if ext == "" {
			return false
		}
		rest = strings.TrimSuffix(rest, ext)
		switch ext {
		case ".php", ".php3", ".php4", ".php5", ".php7", ".phtml", ".phar", ".pht", ".asp", ".aspx", ".ashx", ".asmx", ".jsp", ".jspx", ".cgi", ".fcgi", ".cfm":
			return true // servers look at each extension: shell.php.txt
		case ".html", ".htm", ".xhtml", ".xht", ".shtml", ".shtm", ".stm", ".mht", ".mhtml", ".hta", ".htc", ".svgz",
			".xml", ".xsl", ".xslt", ".xsd", ".rdf", ".rss", ".atom", ".mathml", ".mml", ".xbl", ".xul", ".wsdl",
			".js", ".mjs", ".cjs", ".jse", ".vbs", ".vbe", ".wsf", ".swf", ".appcache":
			if last || byLast == "" {
				return true
			}
		case ".tar":
			byLast = ext
		default:
			if last && mimeByName(ext) != "application/octet-stream" {
				byLast = ext
			} // else the type may be that of the one before: page.html.en, page.html.gz
		}
	}
}

// looksLikeHTML reports whether a browser that is told no type would take the beginning of a file for HTML or XML
// (WHATWG MIME Sniffing, 7.1).
func looksLikeHTML(head []byte) bool {
	head = bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), "\t\n\f\r "))
	for _, s := range [...]string{"<!doctype html", "<html", "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table", "<a", "<style", "<title", "<b", "<br", "<p", "<!--", "<?xml", "<svg"} {
		if rest, ok := bytes.CutPrefix(head, []byte(s)); ok && (s == "<!--" || s == "<?xml" || len(rest) > 0 && (rest[0] == ' ' || rest[0] == '>' || rest[0] == '\n' || rest[0] == '\t' || rest[0] == '\r' || rest[0] == '/')) {
			return true
		}
	}
	return false
}

// LeftOut says why a file is not copied beside the pages, "" when it is: it could run code in the name of the site.
func (s *Set) LeftOut(f *File) string {
	if s.AllowHTML {
		return ""
	}
	f.judged.Do(func() { f.leftOut = s.judge(f) })
	return f.leftOut
}

func (s *Set) judge(f *File) string {
	switch {
	case f.data != nil: // made here
		return ""
	case runs(f.Path):
		return "the file could run code in the reader's browser, or on the server"
	case path.Ext(f.Path) == "" || strings.HasPrefix(path.Base(f.Path), ".") && strings.Count(path.Base(f.Path), ".") == 1:
		if looksLikeHTML(s.head(f)) {
			return "the file has no extension and looks like HTML, which could run code in the reader's browser"
		}
	case f.drawing():
		f.clean(s)
		return f.faulty
	}
	return ""
}

// LeftOutAsset is LeftOut for a file that [Set.Use] or its kin returned.
func (s *Set) LeftOutAsset(a *tree.Asset) string {
	s.mu.Lock()
	f := s.files[a]
	s.mu.Unlock()
	if f == nil {
		return ""
	}
	return s.LeftOut(f)
}

// head returns the first bytes of a file, those that browsers look at.
func (s *Set) head(f *File) []byte {
	in, err := s.fsys.Open(f.full)
	if err != nil {
		return nil
	}
	defer in.Close()
	head := make([]byte, 1024)
	n, _ := io.ReadFull(in, head)
	return head[:n]
}

// drawing reports whether the file is shown as an SVG.
func (f *File) drawing() bool {
	return f.MIME == "image/svg+xml" || strings.EqualFold(path.Ext(f.Path), ".svg")
}

// clean looks once at what a drawing could run or load. Its data is kept only when something had to go.
func (f *File) clean(s *Set) {
	f.cleaning.Do(func() {
		if f.Size > int64(s.limits.Bytes) {
			f.faulty = fmt.Sprintf("the file has %d bytes, over the limit of %d (--limit-image-bytes)", f.Size, s.limits.Bytes)
			return
		}
		in, err := s.fsys.Open(f.full)
		if err != nil {
			return // reported where it is opened again
		}
		defer in.Close()
		data, err := io.ReadAll(io.LimitReader(in, int64(s.limits.Bytes)))
		if err != nil {
			return
		}
		if kind := sniff(data[:min(len(data), 512)]); kind != "" && kind != "image/svg+xml" {
			return // pixels under a wrong name
		}
		clean, removed, err := svg.Clean(data)
		if err != nil {
			f.faulty = "the drawing cannot be checked for what runs code: " + err.Error()
			return
		}
		if len(clean) != len(data) || !bytes.Equal(clean, data) {
			f.data, f.removed = clean, removed
		}
	})
}

// open returns the content of a file, a drawing without what could run or load something.
func (f *File) open(s *Set) (io.ReadCloser, error) {
	if f.drawing() && !s.AllowHTML {
		if f.clean(s); f.data != nil {
			return io.NopCloser(bytes.NewReader(f.data)), nil
		}
		if f.faulty != "" {
			return nil, fmt.Errorf("%s", f.faulty)
		}
	}
	return s.fsys.Open(f.full)
}

// Cleaned reports what was taken out of drawings that are used, in the order of their paths.
func (s *Set) Cleaned(report func(tree.Diag)) {
	if s.AllowHTML {
		return
	}
	for _, a := range s.List() {
		f := s.files[a]
		if f == nil || !f.drawing() || f.full == "" {
			continue
		}
		f.clean(s)
		if len(f.removed) == 1 && f.removed[0] == svg.Fault {
			report(tree.Diag{Path: f.Path, Severity: tree.Warning, Code: tree.ImageBad, Msg: "the drawing is not well-formed: it ends where its fault is", Hint: "write it again with the program that made it"})
		} else if len(f.removed) > 0 {
			more := ""
			names := f.removed
			if len(names) > 5 {
				names, more = names[:5], " and more"
			}
			report(tree.Diag{Path: f.Path, Severity: tree.Warning, Code: tree.HTMLCleaned,
				Msg: "what could run code or load something is taken out of the drawing: " + strings.Join(slices.Clone(names), ", ") + more, Hint: "--allow-html keeps it"})
		}
	}
}
