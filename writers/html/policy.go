package html

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"platen/writers/internal/markup"
)

// PolicyStart is how the Content-Security-Policy of a page begins, which is for those who add to the page.
const PolicyStart = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; `

// policyMark stands in a page's head until all of the page is printed and its policy is known.
const policyMark = "<!--policy-->"

// An allowance is what those whom the user trusts need beyond platen's own pages: Brand.Head, Template, CSS.
type allowance struct {
	scripts, styles []string // hashes of those that stand in the page, as sources of CSP
	loads           bool     // something comes from other servers, and may load more
	fonts           bool     // style rules load files
	forms           bool
	none            bool // what it does cannot be told, or it brings a policy of its own
}

// cspHash is the source of CSP that allows a script or style of that text. CSP Level 3, 2.3.1.
func cspHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// newAllowance reads what the user gave.
func newAllowance(w *Writer) *allowance {
	a := &allowance{fonts: LoadsFiles(w.CSS)}
	a.read(w.Brand.Head)
	if w.Template != nil {
		a.read(w.Template.text)
	}
	a.loads = a.loads || slices.ContainsFunc(w.StyleSheets, markup.RemoteURL)
	return a
}

var (
	eventName  = regexp.MustCompile(`^on[a-z]+$`)
	dataScript = regexp.MustCompile(`^(application/(ld\+)?json|speculationrules|text/(plain|html|x-.*))$`)
)

// read notes what HTML of the user's needs. Actions of a template in scripts and styles make other texts of each page,
// so that no hash fits.
func (a *allowance) read(text string) {
	for z := html.NewTokenizer(strings.NewReader(text)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
		default:
			continue
		}
		t := z.Token()
		at := map[string]string{}
		for _, attr := range t.Attr {
			at[attr.Key] = attr.Val
			a.none = a.none || eventName.MatchString(attr.Key)
		}
		if style := at["style"]; style != "" {
			a.inline(&a.styles, style)
		}
		switch t.Data {
		case "script":
			a.loads = a.loads || !dataScript.MatchString(at["type"])
			if _, file := at["src"]; !file && !dataScript.MatchString(at["type"]) && z.Next() == html.TextToken {
				a.inline(&a.scripts, z.Token().Data)
			}
		case "style":
			a.loads = true
			if z.Next() == html.TextToken {
				a.inline(&a.styles, z.Token().Data)
			}
		case "link":
			a.loads = a.loads || !strings.Contains(at["rel"], "icon")
		case "iframe", "video", "audio":
			a.loads = true
		case "form":
			a.forms = true
		case "object", "embed", "base":
			a.none = true
		case "meta":
			a.none = a.none || strings.EqualFold(at["http-equiv"], "content-security-policy")
		}
	}
}

func (a *allowance) inline(to *[]string, text string) {
	a.none = a.none || strings.Contains(text, "{{")
	*to = append(*to, cspHash(text))
}

// policy puts the page's Content-Security-Policy in the place of its mark, now that all is known that stands in the page. A page
// with HTML that the source was allowed to keep has none.
func (p *printer) policy(start int) {
	at := bytes.Index(p.Buf[start:], []byte(policyMark))
	if at < 0 {
		return
	}
	at += start
	text := ""
	if a := p.s.allows; !a.none && !p.KeptHTML {
		text = PolicyStart + p.directives(a) + `">` + "\n"
	}
	p.Buf = slices.Replace(p.Buf, at, at+len(policyMark), []byte(text)...)
}

// directives are those of a page. "file:" is for pages on a disk, where browsers differ about 'self'; on a server it allows
// nothing, as pages of a server cannot load it.
func (p *printer) directives(a *allowance) string {
	const own = " 'self' file:"
	var d []string
	files, from := "", ""
	if a.loads {
		from = " https:"
	}
	if a.loads || p.s.stem != "" {
		files = own + from
	}
	if script := strings.TrimRight(files+" "+strings.Join(a.scripts, " "), " "); script != "" {
		d = append(d, "script-src"+script)
	}
	style := files
	switch {
	case a.loads, p.e.mermaid: // scripts of others set styles as they go, and Mermaid's drawings have them on every line
		style += " 'unsafe-inline'"
	default:
		hashes := slices.Clone(a.styles)
		if p.s.stem == "" {
			hashes = append(hashes, p.s.styleHash)
		}
		if len(p.Styles)+len(a.styles) > 0 {
			hashes = append(hashes, "'unsafe-hashes'") // of style attributes
		}
		for _, s := range p.Styles {
			hashes = append(hashes, cspHash(s))
		}
		if len(hashes) > 0 {
			style += " " + strings.Join(hashes, " ")
		}
	}
	images := " * data:"
	if p.s.w.RemoteImages == "link" && !a.loads {
		images = own + " data:"
	}
	d = append(d, "style-src"+style, "img-src"+images)
	if p.Form.Media || a.loads {
		d = append(d, "media-src"+own+from)
	}
	switch {
	case a.loads:
		d = append(d, "font-src"+own+" https: data:", "connect-src 'self' https: wss:", "frame-src 'self' https:")
	default:
		if a.fonts {
			d = append(d, "font-src"+own+" https: data:")
		}
		if u := p.s.w.Brand.Versions; u != "" && !p.s.plain {
			d = append(d, "connect-src 'self'"+originOf(u))
		}
		if hosts := p.s.w.Embed; len(hosts) > 0 {
			d = append(d, "frame-src https://"+strings.Join(hosts, " https://"))
		}
	}
	if d = append(d, "base-uri 'none'"); !a.forms {
		d = append(d, "form-action 'none'")
	}
	return string(bytes.ReplaceAll(markup.AppendAttr(nil, strings.Join(d, "; ")), []byte("&#x27;"), []byte("'")))
}

var origin = regexp.MustCompile(`^(?:https?:)?//([\w.-]+(:\d+)?)(/|$)`)

// originOf is the server of an address as a source of CSP, with a space before it; "" for one beside the page.
func originOf(address string) string {
	if m := origin.FindStringSubmatch(address); m != nil {
		return " " + m[1]
	}
	return ""
}
