package html

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// unsafeSVG says what in an SVG image could run code or load something; "" when there is nothing.
func unsafeSVG(data []byte) string {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("its encoding is not UTF-8") }
	depth, style := 0, false
	for {
		t, err := d.Token()
		if err == io.EOF {
			return ""
		}
		if err != nil {
			return "it is no well-formed SVG"
		}
		switch t := t.(type) {
		case xml.Directive:
			return "it has a document type or entities"
		case xml.ProcInst:
			if t.Target != "xml" {
				return "it has the processing instruction " + t.Target
			}
		case xml.StartElement:
			if depth++; depth > 200 {
				return "it is nested too deep"
			}
			if depth == 1 && t.Name.Local != "svg" {
				return "it is no SVG"
			}
			if s := unsafeElement(t); s != "" {
				return s
			}
			style = t.Name.Local == "style"
		case xml.EndElement:
			depth--
			style = false
		case xml.CharData:
			if style && unsafeCSS(string(t)) {
				return "its style loads something"
			}
		}
	}
}

func unsafeElement(t xml.StartElement) string {
	switch strings.ToLower(t.Name.Local) {
	case "script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "audio", "video", "set", "animate", "animatetransform", "animatemotion", "a":
		return "it has the element " + t.Name.Local
	}
	for _, a := range t.Attr {
		name, v := strings.ToLower(a.Name.Local), strings.ToLower(strings.TrimSpace(a.Value))
		switch {
		case a.Name.Space == "xmlns" || name == "xmlns":
		case strings.HasPrefix(name, "on"):
			return "it has the attribute " + a.Name.Local
		case name == "href" || name == "src" || name == "base":
			if !strings.HasPrefix(v, "#") && !rasterData(v) {
				return "it refers to another file"
			}
		case strings.Contains(v, "javascript:") || unsafeCSS(v):
			return "its attribute " + a.Name.Local + " loads something"
		}
	}
	return ""
}

func rasterData(v string) bool {
	for _, t := range []string{"png", "jpeg", "gif", "webp"} {
		if strings.HasPrefix(v, "data:image/"+t+";base64,") {
			return true
		}
	}
	return false
}

// unsafeCSS reports whether rules or a value could load something: url() may only name a part of the same image.
func unsafeCSS(s string) bool {
	s = strings.ToLower(s)
	if strings.ContainsAny(s, "\\") || strings.Contains(s, "@import") || strings.Contains(s, "expression(") || strings.Contains(s, "image-set(") || strings.Contains(s, "image(") {
		return true
	}
	for {
		_, rest, ok := strings.Cut(s, "url(")
		if !ok {
			return false
		}
		if v := strings.TrimLeft(rest, " \t\n\r\"'"); !strings.HasPrefix(v, "#") && !rasterData(v) {
			return true
		}
		s = rest
	}
}
