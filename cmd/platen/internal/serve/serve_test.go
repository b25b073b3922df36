package serve

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"platen/cmd/platen/internal/options"
	pages "platen/writers/html"
)

// testServer returns a server of a folder with a page, a hidden file and a link out of it.
func testServer(t *testing.T) *Server {
	t.Helper()
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	for name, text := range map[string]string{
		"secret.txt": "secret", "out/index.html": "<html><body><p>Hello</p></body></html>", "out/sub/index.html": "<p>Sub", "out/.hidden": "secret",
		"out/a b.html": "<p>Blank", "out/data.json": "{}", "out/.git/config": "secret",
	} {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	os.Symlink("../secret.txt", filepath.Join(out, "link.txt"))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return &Server{listener: l, build: "b1", versions: map[string]string{}, waiting: map[chan string]string{}, ended: make(chan struct{}), site: Site{Dir: out, Starts: []string{"index.html"}}}
}

// ask returns the answer to a request; target is what stands in its first line, as it is. An answer that goes on, as that
// of the event stream does, is cut off.
func ask(s *Server, method, host, target string) *httptest.ResponseRecorder {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	r := httptest.NewRequestWithContext(ctx, method, "http://x/", nil)
	r.Host = host
	r.URL.Path = target
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestServe(t *testing.T) {
	s := testServer(t)
	here := s.listener.Addr().String()
	_, port, _ := net.SplitHostPort(here)
	for _, c := range []struct {
		method, host, path string
		status             int
		has                string
	}{
		{"GET", here, "/", 200, "<p>Hello</p><script>"},
		{"GET", "localhost:" + port, "/index.html", 200, LivePath},
		{"GET", "LOCALHOST:" + port, "/index.html", 200, LivePath},
		{"HEAD", here, "/", 200, ""},
		{"GET", here, "/sub", 302, ""},
		{"GET", here, "/sub/", 200, "<p>Sub<script>"},
		{"GET", here, "/a b.html", 200, "Blank"},
		{"GET", here, "/data.json", 200, "{}"},
		{"GET", here, "/gone.html", 404, LivePath},
		{"GET", here, "/favicon.ico", 204, ""},

		// Other names may be ones that a stranger's name server sends here.
		{"GET", "evil.example:" + port, "/", 403, ""},
		{"GET", "localhost.evil.example:" + port, "/", 403, ""},
		{"GET", "127.0.0.1.evil.example:" + port, "/", 403, ""},
		{"GET", "10.0.0.1:" + port, "/", 403, ""},
		{"GET", "localhost:1", "/", 403, ""},
		{"GET", "localhost", "/", 403, ""},
		{"GET", "", "/", 403, ""},
		{"GET", "evil.example:" + port, LivePath, 403, ""},

		// Nothing outside the folder, and nothing hidden in it.
		{"GET", here, "/../secret.txt", 404, ""},
		{"GET", here, "/sub/../../secret.txt", 404, ""},
		{"GET", here, `/..\secret.txt`, 404, ""},
		{"GET", here, "//secret.txt", 404, ""},
		{"GET", here, "/link.txt", 404, ""},
		{"GET", here, "/.hidden", 404, ""},
		{"GET", here, "/.git/config", 404, ""},
		{"GET", here, "/index.html\x00.txt", 404, ""},
		{"GET", here, "/index.html/", 200, "Hello"},

		{"POST", here, "/", 405, ""},
		{"PUT", here, "/index.html", 405, ""},
	} {
		w := ask(s, c.method, c.host, c.path)
		body := w.Body.String()
		if w.Code != c.status || !strings.Contains(body, c.has) || strings.Contains(body, "secret") {
			t.Errorf("%s %s %q: %d %q", c.method, c.host, c.path, w.Code, body)
		}
		if w.Header().Get("Cross-Origin-Resource-Policy") != "same-origin" || w.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: headers %v", c.path, w.Header())
		}
	}
	data, err := os.ReadFile(filepath.Join(s.site.Dir, "index.html"))
	if err != nil || strings.Contains(string(data), "script") {
		t.Errorf("the file on the disk is %q: %v", data, err)
	}
	if got := ask(s, "GET", here, "/data.json").Header().Get("Content-Type"); got != "application/json" {
		t.Errorf("type %q", got)
	}
}

// TestServeOutside lets others in by addresses and by the names that were given, and by no other name.
func TestServeOutside(t *testing.T) {
	s := testServer(t)
	s.Outside, s.hosts = true, []string{"preview.example"}
	_, port, _ := net.SplitHostPort(s.listener.Addr().String())
	for host, status := range map[string]int{
		"127.0.0.1:" + port: 200, "localhost:" + port: 200, "192.0.2.7:" + port: 200, "[2001:db8::1]:" + port: 200,
		"localhost:80": 200, "Preview.Example": 200, "preview.example:8443": 200, // a port that is passed on
		"evil.example:" + port: 403, "localhost.evil.example": 403, "x.preview.example": 403, "192.0.2.7.evil.example": 403, "": 403,
	} {
		if w := ask(s, "GET", host, "/"); w.Code != status {
			t.Errorf("%s: %d, want %d", host, w.Code, status)
		}
	}
}

// TestServeVersions: a tab hears of its own page and of what pages share, and of nothing else.
func TestServeVersions(t *testing.T) {
	s := testServer(t)
	s.site = Site{Memory: map[string][]byte{"a.html": []byte("A"), "sub/b.html": []byte("B"), "platen.css": nil}}
	a, b := make(chan string, 1), make(chan string, 1)
	s.waiting[a], s.waiting[b] = "a.html", "sub/b.html"
	told := func() (x, y string) {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.version("a.html"), s.version("sub/b.html")
	}
	a0, b0 := told()
	s.Patch("sub", map[string][]byte{"b.html": []byte("B2")})
	if a1, b1 := told(); a1 != a0 || b1 == b0 || string(s.site.Memory["sub/b.html"]) != "B2" {
		t.Errorf("after a change of b: a %q → %q, b %q → %q", a0, a1, b0, b1)
	}
	s.Patch("", map[string][]byte{"platen-index-1.js": []byte("x")})
	a2, b2 := told()
	if a2 != a0 {
		t.Errorf("after a change of the index: a %q → %q", a0, a2)
	}
	s.Patch("", map[string][]byte{"platen.css": []byte("x")})
	if a3, b3 := told(); a3 == a2 || b3 == b2 {
		t.Errorf("after a change of the style: a %q → %q, b %q → %q", a2, a3, b2, b3)
	}
	if got := <-b; got == b0 {
		t.Errorf("b was told %q", got)
	}
}

// TestServeOnly shows one file beside others.
func TestServeOnly(t *testing.T) {
	s := testServer(t)
	s.site.Only = map[string]bool{"a b.html": true}
	s.site.Starts = []string{"a b.html"}
	here := s.listener.Addr().String()
	if w := ask(s, "GET", here, "/"); w.Code != http.StatusFound || w.Header().Get("Location") != "/a%20b.html" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	for path, status := range map[string]int{"/a b.html": 200, "/data.json": 404, "/sub/index.html": 404} {
		if w := ask(s, "GET", here, path); w.Code != status {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// TestServeMemory shows what is on no disk, and several guides.
func TestServeMemory(t *testing.T) {
	s := testServer(t)
	s.site = Site{Memory: map[string][]byte{"one/index.html": []byte("One"), "two & <b>/index.html": []byte("Two")}}
	s.site.Starts = StartPages([]string{"one/index.html", "one/sub/index.html", "two & <b>/index.html", "one/x.html"})
	here := s.listener.Addr().String()
	if w := ask(s, "GET", here, "/"); w.Code != 200 || strings.Count(w.Body.String(), "<li>") != 2 || !strings.Contains(w.Body.String(), `<a href="/two%20&amp;%20%3Cb%3E/index.html">two &amp; &lt;b&gt;</a>`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	for path, status := range map[string]int{"/one/": 200, "/one": 302, "/one/index.html": 200, "/three/": 404} {
		if w := ask(s, "GET", here, path); w.Code != status {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestServeAddress(t *testing.T) {
	for addr, want := range map[string]string{
		"127.0.0.1": "127.0.0.1 -1", "localhost": "127.0.0.1 -1", "8000": "127.0.0.1 8000", ":8000": "127.0.0.1 8000", "localhost:8000": "127.0.0.1 8000",
		"[::1]:8000": "::1 8000", "::1": "::1 -1", "127.0.0.2:1": "127.0.0.2 1", "0": "127.0.0.1 0",
		"0.0.0.0:8000": "0.0.0.0 8000", "192.168.0.1": "192.168.0.1 -1", "[::]:80": ":: 80", "example.com:80": "", "70000": "", "localhost:http": "", "x": "",
	} {
		host, port, err := options.ServeAddress(addr)
		got := ""
		if err == nil {
			got = host + " " + strconv.Itoa(port)
		}
		if got != want {
			t.Errorf("%s: %q, want %q (%v)", addr, got, want, err)
		}
	}
}

func TestStartPages(t *testing.T) {
	for names, want := range map[string]string{
		"index.html a.html sub/index.html":                  "index.html",
		"html/index.html html/a.html text/index.txt":        "html/index.html",
		"one/html/index.html two/html/index.html":           "one/html/index.html two/html/index.html",
		"b.html a.html pic.png":                             "a.html b.html",
		"one/index.html one/sub/index.html one2/index.html": "one/index.html one2/index.html",
		"": "",
	} {
		if got := StartPages(strings.Fields(names)); !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%s: %q", names, got)
		}
	}
}

func TestFindings(t *testing.T) {
	s := testServer(t)
	here := s.listener.Addr().String()
	s.site.Findings = []Finding{{Severity: "warning", File: "g/b.md", Page: "b.md", Msg: "of another"}, {Severity: "error", File: "g/sub/index.md", Page: "sub/index.md", Line: 3, Msg: "<b>"}}
	get := func(page string) string {
		r := httptest.NewRequest(http.MethodGet, "http://"+here+FindingsPath+"?page="+page, nil)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w.Body.String()
	}
	if got := get("sub/index.html"); !strings.HasPrefix(got, `{"all":2,"list":[{"severity":"error","file":"g/sub/index.md"`) || !strings.Contains(got, `"own":1`) {
		t.Error(got)
	}
	if got := get("x.html"); !strings.Contains(got, `"own":0`) {
		t.Error(got)
	}
	if body := ask(s, http.MethodGet, here, "/index.html").Body.String(); !strings.Contains(body, `"/.platen/findings?page=index.html"`) {
		t.Error(body)
	}
	// What was found has changed, and no page: the tab hears of its page again.
	ch := make(chan string, 1)
	s.waiting[ch] = "index.html"
	s.Show(Site{Dir: s.site.Dir}, nil)
	select {
	case <-ch:
	default:
		t.Error("nobody was told")
	}
}

func TestIsOf(t *testing.T) {
	for _, c := range []struct {
		source, file string
		want         bool
	}{
		{"a.md", "a.html", true}, {"a.md", "guide/a.html", true}, {"a.md", "ba.html", false}, {"a.md", "a/index.html", true}, {"x/README.md", "x/index.html", true},
		{"README.md", "index.html", true}, {"", "index.html", false}, {"mkdocs.yml", "index.html", false},
	} {
		if got := isOf(c.source, c.file); got != c.want {
			t.Errorf("%q of %q: %v", c.source, c.file, got)
		}
	}
}

func TestToken(t *testing.T) {
	s := testServer(t)
	s.Token = "secret-token"
	here := s.listener.Addr().String()
	get := func(target string, cookies ...*http.Cookie) *http.Response {
		r := httptest.NewRequest(http.MethodGet, "http://"+here+target, nil)
		for _, c := range cookies {
			r.AddCookie(c)
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w.Result()
	}
	for _, target := range []string{"/", "/index.html", "/data.json", "/index.html?token=secret", LivePath, FindingsPath} {
		if r := get(target); r.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d", target, r.StatusCode)
		}
	}
	r := get("//else.example/?token=secret-token")
	if to := r.Header.Get("Location"); r.StatusCode != http.StatusFound || strings.HasPrefix(to, "//") || strings.Contains(to, "token") {
		t.Errorf("%d %s", r.StatusCode, to)
	}
	cookies := r.Cookies()
	if len(cookies) != 1 || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteStrictMode {
		t.Fatalf("%v", cookies)
	}
	if r := get("/index.html", cookies[0]); r.StatusCode != http.StatusOK {
		t.Errorf("with the cookie: %d", r.StatusCode)
	}
	if r := get("/index.html", &http.Cookie{Name: cookies[0].Name, Value: "other"}); r.StatusCode != http.StatusForbidden {
		t.Errorf("with another cookie: %d", r.StatusCode)
	}
	if got := s.Url(); !strings.HasSuffix(got, "/?token=secret-token") {
		t.Error(got)
	}
}

func TestOpen(t *testing.T) {
	if _, err := os.Stat("/bin/sh"); err != nil {
		t.Skip("no shell")
	}
	dir := t.TempDir()
	program, out := filepath.Join(dir, "browser"), filepath.Join(dir, "out")
	if err := os.WriteFile(program, []byte("#!/bin/sh\nprintf %s \"$1\" > "+out+".part && mv "+out+".part "+out+"\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := Open(func(string) string { return program }, "http://x/"); err != nil {
		t.Fatal(err)
	}
	for range 500 {
		if data, err := os.ReadFile(out); err == nil {
			if string(data) != "http://x/" {
				t.Errorf("%q", data)
			}
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("nothing was opened")
}

// TestAdmitted: what the server adds to a page is let in by the page's own policy, and nothing else is.
func TestAdmitted(t *testing.T) {
	for policy, want := range map[string]string{
		"":                               "connect-src 'self'; script-src 'sha256-7x'; ",
		"script-src 'self' file:; ":      "connect-src 'self'; script-src 'sha256-7x' 'self' file:; ",
		"connect-src 'self' v.example; ": "script-src 'sha256-7x'; connect-src 'self' 'self' v.example; ",
	} {
		got := string(withReload([]byte("<head>"+pages.PolicyStart+policy+`img-src *"></head><p>script-src "x"</p></body>`), "index.html", "1"))
		at := strings.Index(got, pages.PolicyStart) + len(pages.PolicyStart)
		head, rest, _ := strings.Cut(got[at:], "img-src *")
		script := rest[strings.Index(rest, "<script>")+len("<script>") : strings.LastIndex(rest, "</script>")]
		sum := sha256.Sum256([]byte(script))
		if want = strings.Replace(want, "7x", base64.StdEncoding.EncodeToString(sum[:]), 1); head != want {
			t.Errorf("%q: %q, want %q", policy, head, want)
		}
		if !strings.HasSuffix(got, "</script></body>") || !strings.Contains(rest, `<p>script-src "x"</p>`) {
			t.Errorf("%q: %s", policy, got)
		}
	}
}
