package options

import (
	"net"
	"strconv"
	"strings"
)

// ServeAddress reads HOST, PORT, HOST:PORT or :PORT. The port is -1 when it is not given.
func ServeAddress(addr string) (host string, port int, err error) {
	host, number := addr, ""
	switch h, p, err := net.SplitHostPort(addr); {
	case err == nil:
		host, number = h, p
	case addr != "" && strings.Trim(addr, "0123456789") == "":
		host, number = "", addr
	}
	port = -1
	if number != "" {
		if port, err = strconv.Atoi(number); err != nil || port < 0 || port > 65535 {
			return "", 0, Wrong("%q is no port", number)
		}
	}
	host = strings.Trim(host, "[]")
	if host == "" || host == "localhost" {
		host = "127.0.0.1"
	}
	if net.ParseIP(host) == nil {
		return "", 0, WrongHint("0.0.0.0 is all of this computer's addresses; names by which others ask stand in --serve-host", "%q is no address of this computer", addr)
	}
	return host, port, nil
}

// openFlag returns --open, which turns --serve on.
func openFlag() Flag {
	f := toggle("open", "", groupRun, "Show the guide in the browser of the system, or in the program that BROWSER names, after the first build. Turns --serve on.",
		func(o *Options) *bool { return &o.Open })
	set := f.set
	f.set = func(o *Options, v string) error {
		err := set(o, v)
		if o.Open && o.Serve == "" {
			o.Serve = "127.0.0.1"
		}
		return err
	}
	return written(setBy(ByLine, f))
}

// setServeToken takes what browsers have to show.
func setServeToken(o *Options, v string) error {
	if v != "auto" && len(v) < 8 || strings.ContainsFunc(v, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '_' && r != '.'
	}) {
		return Wrong("%q is no token of eight letters and digits or more", v)
	}
	o.ServeToken = v
	return nil
}

// setServeHost takes a name by which browsers may ask.
func setServeHost(o *Options, v string) error {
	if v == "" || strings.ContainsAny(v, "/:@* ") {
		return Wrong("%q is no name like preview.example", v)
	}
	o.ServeHosts = append(o.ServeHosts, strings.ToLower(v))
	return nil
}
