package serve

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/url"
	"os/exec"
	"runtime"
	"strings"
)

// tokenCookie is the cookie of browsers that have shown the token. Ports share cookies, so that the name has the port.
func (s *Server) tokenCookie() string {
	_, port, _ := net.SplitHostPort(s.listener.Addr().String())
	return "platen-token-" + port
}

// NewToken makes a token that nobody guesses.
func NewToken() string { return rand.Text() }

// admitted reports whether a request may be answered: it has the token, in its address or in the cookie that an address
// with the token sets. A request with the token in its address is answered with the same address without it, so that it stays
// in no history and no Referer.
func (s *Server) admitted(w http.ResponseWriter, r *http.Request) bool {
	if s.Token == "" {
		return true
	}
	same := func(given string) bool {
		a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(s.Token))
		return subtle.ConstantTimeCompare(a[:], b[:]) == 1
	}
	if given := r.URL.Query().Get("token"); given != "" && same(given) {
		http.SetCookie(w, &http.Cookie{Name: s.tokenCookie(), Value: s.Token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
		http.Redirect(w, r, (&url.URL{Path: "/" + strings.TrimLeft(r.URL.Path, "/\\")}).String(), http.StatusFound)
		return false
	}
	if c, err := r.Cookie(s.tokenCookie()); err == nil && same(c.Value) {
		return true
	}
	http.Error(w, "This server wants the token: open the address that platen has printed.", http.StatusForbidden)
	return false
}

// Open shows an address in the browser of the system, or in the program that BROWSER names.
func Open(getenv func(string) string, address string) error {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	if own := getenv("BROWSER"); own != "" {
		name, args = own, []string{address}
	}
	c := exec.Command(name, args...)
	if err := c.Start(); err != nil {
		return err
	}
	go c.Wait()
	return nil
}
