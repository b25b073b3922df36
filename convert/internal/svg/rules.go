package svg

import (
	"encoding/xml"
	"strings"
	"unicode"
)

// drawn are the elements of SVG 1.1 and 2 and of SVG fonts and flowing text; <script>, <handler> and <listener> are none
// of them.
var drawn = words(` svg g defs symbol use switch a view title desc metadata style path rect circle ellipse line polyline polygon
 text tspan tref textpath altglyph altglyphdef altglyphitem glyphref image marker pattern mask clippath lineargradient
 radialgradient meshgradient meshrow meshpatch hatch hatchpath solidcolor stop filter cursor color-profile foreignobject
 feblend fecolormatrix fecomponenttransfer fecomposite feconvolvematrix fediffuselighting fedisplacementmap
 fedistantlight fedropshadow feflood fefunca fefuncb fefuncg fefuncr fegaussianblur feimage femerge femergenode
 femorphology feoffset fepointlight fespecularlighting fespotlight fetile feturbulence
 font font-face font-face-format font-face-name font-face-src font-face-uri glyph missing-glyph hkern vkern
 animate animatecolor animatemotion animatetransform set mpath discard
 flowroot flowregion flowpara flowspan flowdiv flowline`)

// written are the elements of HTML that hold text or give it a form.
var written = words(` div span p br b i strong em u s sub sup small big code pre kbd samp var mark q cite abbr dfn del ins ul ol li dl
 dt dd table caption colgroup col thead tbody tfoot tr th td h1 h2 h3 h4 h5 h6 hr blockquote figure figcaption section
 article header footer main center font tt strike wbr label bdi bdo ruby rt rp time img a body`)

// active are elements that run or load something in whatever namespace a browser finds them.
var active = words(` script handler listener iframe frame object embed applet audio video source track link meta base form input button
 textarea select portal template slot dialog marquee math maction`)

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// mayStay reports whether an element may be part of a drawing.
func (c *cleaner) mayStay(e *element, attrs []xml.Attr) bool {
	switch e.space {
	case svgSpace:
		if !drawn[e.local] {
			return false
		}
	case htmlSpace:
		return written[e.local]
	case mathSpace:
		return e.local != "maction" && e.local != "annotation-xml"
	case "":
		if len(c.open) > 0 && active[e.local] {
			return false
		}
	default:
		if s := strings.ToLower(e.space); active[e.local] || strings.Contains(s, "xml-events") || strings.Contains(s, "xbl") || strings.Contains(s, "xsl") {
			return false
		}
	}
	switch e.local {
	case "set", "animate", "animatecolor", "animatemotion", "animatetransform", "discard":
		return inert(attrs)
	}
	return true
}

// inert reports whether an animation changes nothing but how the drawing looks.
func inert(attrs []xml.Attr) bool {
	for _, a := range attrs {
		v := strings.ToLower(squeeze(a.Value))
		switch strings.ToLower(a.Name.Local) {
		case "attributename":
			if i := strings.LastIndexByte(v, ':'); i >= 0 {
				v = v[i+1:]
			}
			if strings.HasPrefix(v, "on") || v == "href" || v == "src" || v == "style" || v == "base" {
				return false
			}
		case "to", "from", "by", "values":
			if strings.Contains(v, "script:") || strings.Contains(v, "data:") || strings.Contains(v, "url(") && changes(v) {
				return false
			}
		}
	}
	return true
}

func changes(css string) bool {
	_, changed := cleanCSS(css)
	return changed
}

// squeeze leaves out what browsers skip in addresses: spaces and control characters.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || r == '\uFEFF' || r == '\u200B' {
			return -1
		}
		return r
	}, s)
}

// value returns the value of an attribute, cleaned; ok is false for one that has to go.
func (c *cleaner) value(e *element, a xml.Attr) (v string, ok bool) {
	name := strings.ToLower(a.Name.Local)
	v = a.Value
	if a.Name.Space == "xmlns" || a.Name.Space == "" && name == "xmlns" {
		return v, true
	}
	plain := strings.ToLower(squeeze(v))
	switch {
	case strings.HasPrefix(name, "on") && len(name) > 2:
		return v, a.Name.Space != "" && !known(c.space(e, a.Name.Space))
	case name == "href":
		return v, c.leads(e, plain)
	case name == "base" && a.Name.Space == "xml":
		return "", false
	}
	switch name {
	case "src", "srcset", "srcdoc", "data", "action", "formaction", "poster", "ping", "background", "longdesc", "cite", "xml:base", "handler":
		if name == "src" && rasterData(plain) || a.Name.Space != "" && !known(c.space(e, a.Name.Space)) {
			return v, true
		}
		return "", false
	}
	if strings.HasPrefix(plain, "javascript:") || strings.HasPrefix(plain, "vbscript:") {
		return "", false
	}
	if name == "style" || strings.ContainsRune(v, '(') || strings.ContainsRune(v, '\\') && name != "d" {
		v, _ = cleanCSS(v)
	}
	return v, true
}

// known reports whether attributes of a namespace mean something to browsers.
func known(space string) bool {
	switch space {
	case "", svgSpace, htmlSpace, xlinkSpace, xmlSpace, mathSpace:
		return true
	}
	return strings.Contains(space, "xml-events")
}

// leads reports whether an address may stay: links lead anywhere but into code, everything else to a part of the drawing
// or to pixels that it holds.
func (c *cleaner) leads(e *element, plain string) bool {
	if strings.HasPrefix(plain, "#") || plain == "" {
		return true
	}
	if e.local == "a" {
		for _, scheme := range [...]string{"http://", "https://", "mailto:", "tel:"} {
			if strings.HasPrefix(plain, scheme) {
				return true
			}
		}
		scheme, _, ok := strings.Cut(plain, ":")
		return (!ok || strings.ContainsAny(scheme, "/?#")) && !strings.HasPrefix(plain, "//") && !strings.HasPrefix(plain, `\`) && !strings.HasPrefix(plain, `/\`)
	}
	return (e.local == "image" || e.local == "feimage" || e.local == "img") && rasterData(plain)
}

// rasterData reports whether an address in lower case holds the pixels of an image.
func rasterData(plain string) bool {
	for _, t := range [...]string{"png", "jpeg", "jpg", "gif", "webp"} {
		if strings.HasPrefix(plain, "data:image/"+t+";base64,") {
			return true
		}
	}
	return false
}

// fontData reports whether an address in lower case holds a font.
func fontData(plain string) bool {
	for _, t := range [...]string{"font/", "application/font", "application/x-font", "application/vnd.ms-fontobject", "application/octet-stream"} {
		if strings.HasPrefix(plain, "data:"+t) {
			return true
		}
	}
	return false
}
