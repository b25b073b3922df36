package serve

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// many is how many of something a test takes: a tenth, or all of it where PLATEN_SERVER is set.
func many(n int) int {
	if os.Getenv("PLATEN_SERVER") != "" {
		return n
	}
	return n / 10
}

// TestManyBuilds shows 1,000 builds (a tenth, without PLATEN_SERVER) to 200 clients (20) that listen and do not read, send
// half of a request, or take a page byte by byte: neither memory nor goroutines grow with the builds, and all end with the clients.
func TestManyBuilds(t *testing.T) {
	before := settled(t, runtime.NumGoroutine())
	s, err := Listen("127.0.0.1:0", nil)
	if err != nil {
		t.Fatal(err)
	}
	site := func(n int) Site {
		page := []byte("<html><body>" + strings.Repeat(fmt.Sprintf("<p>Build %d</p>", n), 20_000) + "</body></html>") // more than a socket takes
		return Site{Memory: map[string][]byte{"index.html": page, "other.html": []byte("<p>Other")}, Starts: []string{"index.html"}, Findings: []Finding{{Severity: "error", Msg: strconv.Itoa(n)}}}
	}
	s.Show(site(0), nil)
	var clients []net.Conn
	for i := range many(200) {
		c, err := net.Dial("tcp", s.listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		clients = append(clients, c)
		what := [...]string{"GET " + LivePath + "?page=index.html HTTP/1.1\r\nHost: localhost:%s\r\n\r\n", "GET /index.html HTTP/1.1\r\nHost: localhost:%s\r\n\r\n", "GET /index.html HTTP/1.1\r\nHost: localhost:%s\r\nX-", "GET " + FindingsPath + "?page=index.html HTTP/1.1\r\nHost: localhost:%s\r\n\r\n"}[i%4]
		_, port, _ := net.SplitHostPort(s.listener.Addr().String())
		io.WriteString(c, strings.Replace(what, "%s", port, 1))
		if i%4 == 1 {
			io.ReadFull(c, make([]byte, 1))
		}
	}
	builds := many(1000)
	var heap uint64
	var lines int
	for n := range builds {
		s.Show(site(n+1), nil)
		if n == builds/10 {
			heap, lines = held(), runtime.NumGoroutine()
		}
	}
	if now, began := held(), heap; now > began+began/2+4<<20 {
		t.Errorf("%d bytes are held after %d builds, %d after a tenth of them", now, builds, began)
	}
	if now := runtime.NumGoroutine(); now > lines+5 {
		t.Errorf("%d goroutines after %d builds, %d after a tenth of them", now, builds, lines)
	}
	t.Logf("%d builds, %d clients: %d and then %d bytes, %d and then %d goroutines", builds, len(clients), heap, held(), lines, runtime.NumGoroutine())

	// Somebody else is answered meanwhile, with the last build.
	resp, err := http.Get(s.Url() + "index.html")
	if err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(resp.Body).ReadString('/')
	resp.Body.Close()
	if want := fmt.Sprintf("Build %d<", builds); !strings.Contains(line, want) {
		t.Errorf("%q", line)
	}
	for _, c := range clients {
		c.Close()
	}
	s.Close()
	http.DefaultClient.CloseIdleConnections()
	if after := settled(t, before); after > before {
		t.Errorf("%d goroutines are left of %d", after, before)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.waiting) > 0 || len(s.versions) > 2 {
		t.Errorf("%d tabs, %d versions", len(s.waiting), len(s.versions))
	}
}

// held is how many bytes are in use.
func held() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// settled waits until no more goroutines run than that, or that many for good.
func settled(t *testing.T, most int) int {
	t.Helper()
	for range 1000 {
		if runtime.NumGoroutine() <= most {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	return runtime.NumGoroutine()
}
