package link

import (
	"net/url"
	"strings"
)

// A Kind is what an address is before anything is looked up.
type Kind int8

const (
	Relative Kind = iota // a path, an anchor or both
	Absolute             // an allowed scheme
	DataURL              // data:
	BadScheme
	BadControl
	BadHost
)

// Classify says what an address is. Only what the URL standard reads as a scheme counts as one, after
// what browsers ignore is gone: white space around it. Control characters inside are refused, because
// browsers drop some of them ("java\nscript:").
func Classify(raw string) (kind Kind, scheme, clean string) {
	clean = raw
	if raw != "" && (oddEnd(raw[0]) || oddEnd(raw[len(raw)-1])) {
		clean = strings.Trim(raw, " \t\n\f\r\u00a0\u200b\ufeff")
	}
	for i := 0; i < len(clean); i++ {
		if c := clean[i]; c < 0x20 || c == 0x7f {
			return BadControl, "", clean
		}
	}
	if strings.HasPrefix(clean, "//") {
		if !validHost(clean[2:]) {
			return BadHost, "//", clean
		}
		return Absolute, "//", clean
	}
	if strings.HasPrefix(clean, `\\`) || strings.HasPrefix(clean, `/\`) || strings.HasPrefix(clean, `\/`) {
		return BadScheme, clean[:2], clean
	}
	n := SchemeLen(clean)
	if n == 0 {
		return Relative, "", clean
	}
	scheme = strings.ToLower(clean[:n])
	switch scheme {
	case "http", "https":
		if rest, ok := strings.CutPrefix(clean[n+1:], "//"); ok && !validHost(rest) {
			return BadHost, scheme, clean
		}
		return Absolute, scheme, clean
	case "mailto", "tel":
		return Absolute, scheme, clean
	case "data":
		return DataURL, scheme, clean
	}
	return BadScheme, scheme, clean
}

// validHost reports whether what follows the "//" of an address begins with a host that a browser would go to:
// not empty, no empty label but the last, none of the characters that no host may hold, a port of digits.
// (URL Standard, 3.5; RFC 3986, 3.2)
func validHost(s string) bool {
	if i := strings.IndexAny(s, "/?#\\"); i >= 0 {
		s = s[:i]
	}
	s = s[strings.LastIndexByte(s, '@')+1:]
	if strings.HasPrefix(s, "[") { // an IPv6 address
		return strings.IndexByte(s, ']') > 2
	}
	host, port, _ := strings.Cut(s, ":")
	if host == "" || host[0] == '.' || strings.Contains(host, "..") || strings.ContainsAny(host, " \"<>[]^`{|}%") {
		return false
	}
	return strings.Trim(port, "0123456789") == "" && len(port) <= 5 && shortLabels(host)
}

// shortLabels reports whether a host is one that can have an address: at most 253 bytes, 63 between dots. RFC 1035, 2.3.4.
func shortLabels(host string) bool {
	if len(host) <= 63 {
		return true
	}
	for label := range strings.SplitSeq(host, ".") {
		if len(label) > 63 {
			return false
		}
	}
	return len(host) <= 254 // with a dot at its end
}

// oddEnd reports whether a byte at an end of an address may be part of white space.
func oddEnd(c byte) bool { return c <= ' ' || c >= 0x80 }

// SchemeLen returns the length of the scheme before the colon, 0 when there is none. RFC 3986, 3.1.
func SchemeLen(s string) int {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		case i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
		case c == ':':
			return i
		default:
			return 0
		}
	}
	return 0
}

// ImageData reports whether a data: address is one of the raster images that are safe to show anywhere.
func ImageData(s string) bool {
	head, body, ok := strings.Cut(s[len("data:"):], ",")
	if !ok || body == "" {
		return false
	}
	switch strings.ToLower(head) {
	case "image/png;base64", "image/jpeg;base64", "image/gif;base64", "image/webp;base64":
	default:
		return false
	}
	for i := 0; i < len(body); i++ {
		c := body[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=' || c == '%') {
			return false
		}
	}
	return true
}

const hexDigits = "0123456789ABCDEF"

// CleanURL percent-encodes the ASCII characters that no URL may hold, and each % that starts no code.
// Letters of other scripts stay: writers that need ASCII encode them.
func CleanURL(s string) string {
	i := 0
	for i < len(s) && !suspect(s[i]) {
		i++
	}
	if i == len(s) {
		return s
	}
	host := hostEnd(s)
	for i < len(s) && !mustEncode(s, i, host) {
		i++
	}
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	b.WriteString(s[:i])
	for ; i < len(s); i++ {
		if c := s[i]; mustEncode(s, i, host) {
			b.WriteByte('%')
			b.WriteByte(hexDigits[c>>4])
			b.WriteByte(hexDigits[c&15])
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// suspect reports whether mustEncode may be true for c: what no plain address holds.
func suspect(c byte) bool {
	return c < '#' && c != '!' || c == '%' || c == '<' || c == '>' || c >= '[' && c <= '^' || c == '`' || c >= '{' && c <= '}' || c == 0x7f
}

// hostEnd returns where the authority of an address ends, 0 when it has none.
func hostEnd(s string) int {
	i := strings.Index(s, "://")
	if i < 0 {
		return 0
	}
	if n := strings.IndexAny(s[i+3:], "/?#"); n >= 0 {
		return i + 3 + n
	}
	return len(s)
}

func mustEncode(s string, i, host int) bool {
	switch c := s[i]; c {
	case ' ', '"', '<', '>', '\\', '^', '`', '{', '|', '}':
		return true
	case '[', ']': // allowed in an IPv6 host only
		return i >= host
	case '%':
		return i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2])
	default:
		return c < 0x20 || c == 0x7f
	}
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// Unescape decodes percent-encoding; s comes back when there is none or it is wrong.
func Unescape(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	if d, err := url.PathUnescape(s); err == nil {
		return d
	}
	return s
}
