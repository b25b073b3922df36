// Package serve shows a build to browsers, which load it again when it has changed.
package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"io"
	"maps"
	"mime"
	"net"
	"net/http"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"platen/cmd/platen/internal/options"
	pages "platen/writers/html"
)

// servePort is the port of --serve without an address, when it is free: so that a browser's tab finds the server
// again after a restart.
const servePort = 8737

// LivePath is where pages learn that they have changed.
const LivePath = "/.platen/live"

// A Server shows what a watch built to browsers on this computer, and to others where it is asked for with an address
// that they reach. Other sites that a browser shows cannot read it: a name that someone else's name server sends here
// is refused, and no page may be embedded elsewhere.
type Server struct {
	listener net.Listener
	http     *http.Server
	Outside  bool     // others reach it: by any address of this computer, and by a port that something passes on
	Token    string   // that browsers have to show once; "" for none
	hosts    []string // names of --serve-host, lower case

	mu       sync.Mutex
	site     Site
	build    string                 // number of the last change
	versions map[string]string      // of the files that have changed, the number of that change
	all      string                 // number of the last change of what pages share
	waiting  map[chan string]string // the page of each tab that listens
	ended    chan struct{}
}

// Listen opens the port of --serve.
func Listen(addr string, hosts []string) (*Server, error) {
	host, port, err := options.ServeAddress(addr)
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(max(port, 0))))
	if port < 0 {
		if l, err = net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(servePort))); err != nil {
			l, err = net.Listen("tcp", net.JoinHostPort(host, "0"))
		}
	}
	if err != nil {
		var op *net.OpError
		if errors.As(err, &op) {
			err = op.Err
		}
		return nil, fmt.Errorf("cannot serve on %s: %w", net.JoinHostPort(host, strconv.Itoa(port)), err)
	}
	s := &Server{listener: l, Outside: !isLoopback(host), hosts: hosts, versions: map[string]string{}, waiting: map[chan string]string{}, ended: make(chan struct{})}
	s.http = &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10}
	go s.http.Serve(l)
	return s, nil
}

// isLoopback reports whether an address is reached from this computer only.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// Url returns where a browser on this computer finds the site, with the token.
func (s *Server) Url() string {
	if s.Token != "" {
		return s.base() + "?token=" + url.QueryEscape(s.Token)
	}
	return s.base()
}

func (s *Server) base() string {
	addr, ok := s.listener.Addr().(*net.TCPAddr)
	if ok && addr.IP.IsUnspecified() {
		return "http://" + net.JoinHostPort("127.0.0.1", strconv.Itoa(addr.Port)) + "/"
	}
	return "http://" + s.listener.Addr().String() + "/"
}

// Close ends the server, and what waits on it.
func (s *Server) Close() {
	close(s.ended)
	s.http.Close()
}

// Show makes a finished build the one that is shown. changed are the files of its folder that have changed; what has in
// memory is seen. Tabs whose page differs from the one before load it again; all do when something that pages share has
// changed.
func (s *Server) Show(next Site, changed []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	first := s.build == ""
	if next.Dir == "" {
		changed = nil
		for name, data := range next.Memory {
			if old, ok := s.site.Memory[name]; !ok || !bytes.Equal(old, data) {
				changed = append(changed, name)
			}
		}
		for name := range s.site.Memory {
			if _, ok := next.Memory[name]; !ok {
				changed = append(changed, name)
			}
		}
	}
	found := !sameFindings(s.site.Findings, next.Findings)
	s.site = next
	switch {
	case first || len(changed) > 0:
		s.tell(changed)
	case found:
		s.wake()
	}
}

// Patch puts files into the folder sub of the site that is shown from memory.
func (s *Server) Patch(sub string, files map[string][]byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.site.Memory == nil {
		return
	}
	memory := maps.Clone(s.site.Memory)
	var changed []string
	for name, data := range files {
		name = path.Join(filepath.ToSlash(sub), name)
		if !bytes.Equal(memory[name], data) {
			memory[name] = data
			changed = append(changed, name)
		}
	}
	if len(changed) > 0 {
		s.site.Memory = memory
		s.tell(changed)
	}
}

// tell gives the changed files a new version, and tells it to the tabs that show them. The lock is held.
func (s *Server) tell(changed []string) {
	s.build = strconv.FormatInt(time.Now().UnixNano(), 36)
	for _, name := range changed {
		s.versions[name] = s.build
		if isShared(name) {
			s.all = s.build
		}
	}
	s.wake()
}

// wake tells the tabs the versions of their pages, and by that to look at the findings again. The lock is held.
func (s *Server) wake() {
	for ch, name := range s.waiting {
		select {
		case ch <- s.version(name):
		default: // it has a newer one to tell already
		}
	}
}

// isShared reports whether a file is seen on pages of another name: style sheets, scripts, images; not what the search
// and the contents load when they are used.
func isShared(name string) bool {
	base := path.Base(name)
	switch path.Ext(name) {
	case ".html", ".xml", ".txt":
		return false
	}
	return !strings.Contains(base, "-index") && !strings.Contains(base, "-text-") && !strings.Contains(base, "-contents")
}

// version tells when a page has changed, or what it shows. The lock is held.
func (s *Server) version(name string) string {
	if name == "" { // a page of the server's own, which any change may make another
		return s.build
	}
	return s.versions[name] + "." + s.all
}

// ServeHTTP answers a browser.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "same-origin")
	switch {
	case !s.ours(r.Host):
		http.Error(w, "This server answers to its addresses, localhost and the names of --serve-host only.", http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "Files can be read only.", http.StatusMethodNotAllowed)
	case !s.admitted(w, r):
	case r.URL.Path == FindingsPath:
		s.sendFindings(w, r.URL.Query().Get("page"))
	case r.URL.Path == LivePath:
		s.live(w, r)
	default:
		s.file(w, r)
	}
}

// ours reports whether a Host header names this server. Any other name may have been made to lead here by a site
// that wants to read what is served (DNS rebinding).
func (s *Server) ours(host string) bool {
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = host, "80"
	}
	_, mine, _ := net.SplitHostPort(s.listener.Addr().String())
	if port != mine && !s.Outside && len(s.hosts) == 0 {
		return false
	}
	if ip := net.ParseIP(strings.Trim(name, "[]")); ip != nil { // no name server can send an address elsewhere
		return s.Outside || ip.IsLoopback()
	}
	return strings.EqualFold(name, "localhost") || slices.Contains(s.hosts, strings.ToLower(name))
}

// live tells a page the number of each build. HTML Living Standard, 9.2 (server-sent events).
func (s *Server) live(w http.ResponseWriter, r *http.Request) {
	flush, ok := w.(http.Flusher)
	if !ok || r.Method != http.MethodGet {
		return
	}
	ch := make(chan string, 1)
	name := r.URL.Query().Get("page")
	s.mu.Lock()
	ch <- s.version(name)
	s.waiting[ch] = name
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.waiting, ch)
		s.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	for {
		select {
		case <-s.ended:
			return
		case <-r.Context().Done():
			return
		case build := <-ch:
			if _, err := fmt.Fprintf(w, "retry: 500\ndata: %s\n\n", build); err != nil {
				return
			}
			flush.Flush()
		}
	}
}

// file answers with a file of the site, or with a list of pages to begin with.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	t := s.site
	s.mu.Unlock()
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if name == "" && len(t.Starts) > 0 && !slices.Contains(t.Starts, "index.html") {
		if len(t.Starts) == 1 {
			http.Redirect(w, r, (&url.URL{Path: "/" + t.Starts[0]}).String(), http.StatusFound)
			return
		}
		s.page(w, http.StatusOK, "Guides", t.Starts)
		return
	}
	f, isDir, err := t.open(name)
	if err == nil && isDir {
		if !strings.HasSuffix(r.URL.Path, "/") {
			http.Redirect(w, r, (&url.URL{Path: "/" + name + "/"}).String(), http.StatusFound)
			return
		}
		name = path.Join(name, "index.html")
		f, isDir, err = t.open(name)
	}
	if (err != nil || isDir) && name == "favicon.ico" { // browsers ask for it by themselves
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if err != nil || isDir {
		s.page(w, http.StatusNotFound, "No such page", t.Starts)
		return
	}
	defer f.Close()
	kind := contentType(name)
	w.Header().Set("Content-Type", kind)
	if !strings.HasPrefix(kind, "text/html") {
		http.ServeContent(w, r, "", time.Time{}, f)
		return
	}
	s.mu.Lock()
	version := s.version(name)
	s.mu.Unlock()
	data, err := io.ReadAll(f)
	if err != nil {
		http.Error(w, "The file cannot be read.", http.StatusInternalServerError)
		return
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(withReload(data, name, version)))
}

// withReload adds the script to a page that loads it again when it has changed, and shows what was found. Hidden tabs do not listen, as browsers
// keep few connections to a server.
func withReload(data []byte, name, version string) []byte {
	script := fmt.Sprintf(`%s(%q);(()=>{let s;const on=()=>{if(document.hidden){s&&s.close();s=null}else if(!s){s=new EventSource(%q);`+
		`s.onmessage=e=>{if(e.data!==%q)location.reload();else platenFindings()}}};document.addEventListener("visibilitychange",on);on()})()`,
		findingsScript, FindingsPath+"?page="+url.QueryEscape(name), LivePath+"?page="+url.QueryEscape(name), version)
	at := bytes.LastIndex(data, []byte("</body>"))
	if at < 0 {
		at = len(data)
	}
	head, policy, found := bytes.Cut(data[:at], []byte(pages.PolicyStart))
	if !found {
		return slices.Concat(data[:at], []byte("<script>"+script+"</script>"), data[at:])
	}
	return slices.Concat(head, []byte(pages.PolicyStart), admitted(policy, script), []byte("<script>"+script+"</script>"), data[at:])
}

// admitted adds to what a page's policy begins with, up to the page's end, that our script may run and ask us.
func admitted(policy []byte, script string) []byte {
	sum := sha256.Sum256([]byte(script))
	for _, d := range [][2]string{{"script-src ", "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"}, {"connect-src ", "'self'"}} {
		end := bytes.IndexByte(policy, '"')
		if end < 0 {
			return policy
		}
		if i := bytes.Index(policy[:end], []byte(d[0])); i >= 0 {
			i += len(d[0])
			policy = slices.Concat(policy[:i], []byte(d[1]+" "), policy[i:])
			continue
		}
		policy = slices.Concat([]byte(d[0]+d[1]+"; "), policy)
	}
	return policy
}

// page answers with a small page that links to others.
func (s *Server) page(w http.ResponseWriter, status int, title string, links []string) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\"><title>%s</title>"+
		"<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}</style></head><body><main><h1>%[1]s</h1>\n<ul>\n", title)
	for i, name := range links {
		if i == 1000 {
			break
		}
		fmt.Fprintf(&b, "<li><a href=\"%s\">%s</a></li>\n", html.EscapeString((&url.URL{Path: "/" + name}).String()), html.EscapeString(strings.TrimSuffix(name, "/index.html")))
	}
	b.WriteString("</ul></main></body></html>\n")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	s.mu.Lock()
	version := s.build
	s.mu.Unlock()
	w.Write(withReload(b.Bytes(), "", version))
}

// contentType returns the type of a file by its name: of the formats that platen writes whatever the system says,
// of others as the system knows them.
func contentType(name string) string {
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".json":
		return "application/json"
	case ".md":
		return "text/plain; charset=utf-8"
	case ".xml", ".ditamap":
		return "application/xml"
	case ".svg":
		return "image/svg+xml"
	default:
		if f, ok := options.FormatOf(name); ok {
			return f.Type
		}
		if kind := mime.TypeByExtension(ext); kind != "" {
			return kind
		}
		return "application/octet-stream"
	}
}
