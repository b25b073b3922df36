package link

import (
	"strconv"
	"strings"

	"platen/convert/tree"
)

// addressFault says what is wrong in how an address that leads outside is written, though browsers may make
// something of it. The zero fault is for nothing. (RFC 3986, 3; RFC 6068, 2; RFC 3966, 3)
func addressFault(scheme, clean string) Fault {
	bad := func(msg, hint string) Fault { return Fault{tree.BadAddress, tree.Warning, msg, hint} }
	if scheme == "//" {
		return percentFault(clean)
	}
	rest := clean[len(scheme)+1:]
	switch scheme {
	case "mailto":
		to, _, _ := strings.Cut(rest, "?")
		if !strings.Contains(to, "@") && !strings.Contains(to, "%40") && !strings.Contains(rest, "to=") {
			return bad("there is no mail address in it", "")
		}
	case "tel":
		if strings.Trim(rest, "+-.()/ *#") == "" || !strings.ContainsAny(rest, "0123456789") {
			return bad("there is no number in it", "")
		}
	default:
		after, ok := strings.CutPrefix(rest, "//")
		if !ok {
			return bad("two slashes belong after the colon", didYouMean(scheme+"://"+strings.TrimLeft(rest, "/")))
		}
		host, path, _ := strings.Cut(after, "/")
		switch strings.ToLower(host) {
		case "http:", "https:", "http", "https":
			return bad("it begins with two schemes", didYouMean(scheme+"://"+strings.TrimLeft(path, "/")))
		}
		if i := strings.IndexAny(host, "?#"); i >= 0 {
			host = host[:i]
		}
		if i := strings.LastIndexByte(host, ':'); i > strings.LastIndexByte(host, ']') {
			if port, err := strconv.Atoi(host[i+1:]); err == nil && port > 65535 {
				return bad("there is no port "+host[i+1:], "")
			}
		}
	}
	return percentFault(clean)
}

// percentFault finds a percent sign that begins no code. RFC 3986, 2.1
func percentFault(s string) Fault {
	for i := strings.IndexByte(s, '%'); i >= 0 && i < len(s); i++ {
		if s[i] == '%' && (i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2])) {
			return Fault{tree.BadAddress, tree.Warning, "a percent sign in it begins no code of two digits", "write %25 for the sign itself"}
		}
	}
	return Fault{}
}

// hostHint guesses that a path which leads nowhere was meant as an address on the web, or a mail address.
func hostHint(ref string) string {
	host, _, _ := strings.Cut(ref, "/")
	lower := strings.ToLower(host)
	user, domain, mail := strings.Cut(lower, "@")
	switch {
	case strings.HasPrefix(lower, "www.") && strings.Count(lower, ".") > 1, lower == "http" || lower == "https":
	case mail && user != "" && strings.Contains(domain, ".") && host == ref:
		return didYouMean("mailto:" + ref)
	case !commonDomain(lower[strings.LastIndexByte(lower, '.')+1:]) || strings.HasPrefix(lower, "."):
		return ""
	}
	if lower == "http" || lower == "https" {
		return didYouMean(lower + "://" + strings.TrimLeft(ref[len(host):], "/"))
	}
	return didYouMean("https://" + ref)
}

// commonDomain reports whether a name is a top-level domain that documentation links to, and no extension of files.
func commonDomain(s string) bool {
	switch s {
	case "com", "org", "net", "edu", "gov", "io", "dev", "co", "info", "eu", "uk", "de", "fr", "jp", "ai", "app", "cloud":
		return true
	}
	return false
}
