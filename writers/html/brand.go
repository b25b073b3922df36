package html

import (
	"fmt"
	"math"
	"path"
	"strconv"
	"strings"

	"platen/convert/tree"
	"platen/writers"
	"platen/writers/internal/markup"
	"platen/writers/internal/pages"
)

// A Brand is what a site shows of the one who publishes it. Each field may be empty; what the guide's project says
// ([tree.Site]) holds where it is.
type Brand struct {
	Logo, Icon           File          // images: in the bar at the top, and for browsers' tabs
	Accent               Accent        // colour of links and marks
	Links                []Link        // in the bar at the top
	Footer, Announcement []tree.Inline // at the end of each page, and above the bar
	EditURL              string        // address of a page's source, {path} standing for its file
	Versions             string        // address of a list of the guide's versions: a JSON array of {version, title, aliases}
	Head                 string        // HTML for the head of each page, as it is
	Mermaid              []byte        // a script that sets window.mermaid, Mermaid 10 or newer: draws the Mermaid fences of pages, in the browser
	Static               []*tree.Asset // files beside the pages; Path is from the site's top
}

// A File is a file by its name, without folders, and its content.
type File struct {
	Name string
	Data []byte
}

// A Link is one in the bar at the top. A URL without scheme and host counts from the site's top.
type Link struct{ Label, URL string }

// An Accent is a colour for the light scheme and one for the dark scheme, "#rrggbb"; the zero value is the writer's own.
type Accent struct{ Light, Dark string }

// The grounds that links stand on in both schemes, of style.css.
const (
	groundLight, raisedLight = "#ffffff", "#f6f7f9"
	groundDark, raisedDark   = "#14171a", "#1c2024"
)

// minContrast is what text needs on its ground. WCAG 2.2, 1.4.3.
const minContrast = 4.5

// ParseAccent reads "#rgb" or "#rrggbb", and behind a comma the colour of the dark scheme; without one the colour is made
// lighter until it can be read there. A colour that cannot be read on the page is an error that names the contrast.
func ParseAccent(s string) (Accent, error) {
	if s == "" {
		return Accent{}, nil
	}
	light, dark, two := strings.Cut(s, ",")
	a := Accent{Light: strings.TrimSpace(light), Dark: strings.TrimSpace(dark)}
	l, ok := parseColor(a.Light)
	if !ok {
		return Accent{}, fmt.Errorf("%q is no colour like #7a1f5c", a.Light)
	}
	if c := weakest(l, groundLight, raisedLight); c < minContrast {
		return Accent{}, fmt.Errorf("%s has a contrast of %.1f:1 on the light page, and text needs %.1f:1", a.Light, math.Floor(c*10)/10, minContrast)
	}
	d := l
	if two {
		if d, ok = parseColor(a.Dark); !ok {
			return Accent{}, fmt.Errorf("%q is no colour like #ff9ad5", a.Dark)
		}
		if c := weakest(d, groundDark, raisedDark); c < minContrast {
			return Accent{}, fmt.Errorf("%s has a contrast of %.1f:1 on the dark page, and text needs %.1f:1", a.Dark, math.Floor(c*10)/10, minContrast)
		}
	}
	for weakest(d, groundDark, raisedDark) < minContrast+1.5 && !two {
		for i := range d {
			d[i] += (1 - d[i]) * .08
		}
	}
	return Accent{Light: l.String(), Dark: d.String()}, nil
}

// A color has red, green and blue, 0 to 1.
type color [3]float64

func parseColor(s string) (c color, ok bool) {
	h, ok := strings.CutPrefix(s, "#")
	if len(h) == 3 {
		h = string([]byte{h[0], h[0], h[1], h[1], h[2], h[2]})
	}
	n, err := strconv.ParseUint(h, 16, 32)
	if !ok || len(h) != 6 || err != nil {
		return c, false
	}
	return color{float64(n>>16) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}, true
}

func (c color) String() string {
	return fmt.Sprintf("#%02x%02x%02x", int(c[0]*255+.5), int(c[1]*255+.5), int(c[2]*255+.5))
}

// mix returns c over ground, c having this share.
func (c color) mix(ground color, share float64) color {
	for i := range c {
		c[i] = c[i]*share + ground[i]*(1-share)
	}
	return c
}

// luminance is the relative one of WCAG 2.2.
func (c color) luminance() float64 {
	for i, v := range c {
		if v <= .04045 {
			c[i] = v / 12.92
		} else {
			c[i] = math.Pow((v+.055)/1.055, 2.4)
		}
	}
	return .2126*c[0] + .7152*c[1] + .0722*c[2]
}

// contrast is the contrast ratio of WCAG 2.2, 1 to 21.
func contrast(a, b color) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + .05) / (min(x, y) + .05)
}

// currentShare is how much of the link's colour the ground of the current line in the contents has, as in style.css.
const currentShare = .09

// weakest is the lowest contrast that c has on the grounds of a scheme, and as the current line of the contents.
func weakest(c color, grounds ...string) float64 {
	low := math.Inf(1)
	for i, s := range grounds {
		g, _ := parseColor(s)
		low = min(low, contrast(c, g))
		if i == 0 {
			low = min(low, contrast(c, c.mix(g, currentShare)))
		}
	}
	return low
}

// rules are the tokens of style.css that the accent sets.
func (a Accent) rules() string {
	if a.Light == "" {
		return ""
	}
	return ":where(:root){--link-light:" + a.Light + ";--link-dark:" + a.Dark + "}\n"
}

// project returns what the guide's project says of its site; never nil.
func (s *site) project() *tree.Site {
	if s.book.Site == nil {
		return &tree.Site{}
	}
	return s.book.Site
}

// A shownFile is an image of the brand: where it stands in the output, as an address from the site's top.
type shownFile struct {
	href string
	data []byte // to be written there; nil when it comes with other files
}

// brandFile names a file of the brand, or takes the project's.
func (s *site) brandFile(f File, project *tree.Asset, what string) shownFile {
	switch {
	case f.Name != "":
		return shownFile{s.stem + "-" + what + strings.ToLower(path.Ext(f.Name)), f.Data}
	case project != nil:
		return shownFile{href: string(markup.AppendPath(nil, project.Path))}
	}
	return shownFile{}
}

// writeBrand writes the brand's own files and copies those of the project and of Static.
func (s *site) writeBrand(out writers.Output, report func(tree.Diag)) error {
	for _, f := range []shownFile{s.logo, s.icon} {
		if f.data != nil {
			if err := pages.Put(out, f.href, f.data); err != nil {
				return err
			}
		}
	}
	taken := map[string]bool{}
	for _, e := range s.entries {
		taken[strings.ToLower(e.out)] = true
	}
	for _, a := range s.book.Assets {
		taken[strings.ToLower(a.Path)] = true
	}
	for _, list := range [][]*tree.Asset{s.w.Brand.Static, s.project().Files} {
		for _, a := range list {
			if name := strings.ToLower(a.Path); taken[name] {
				continue
			} else {
				taken[name] = true
			}
			if err := writers.CopyAsset(out, a, report); err != nil {
				return err
			}
		}
	}
	return nil
}

// has reports whether the guide, its project or the brand brings a file of that name.
func (s *site) has(name string) bool {
	for _, list := range [][]*tree.Asset{s.book.Assets, s.w.Brand.Static, s.project().Files} {
		for _, a := range list {
			if strings.EqualFold(a.Path, name) {
				return true
			}
		}
	}
	return false
}

// brandHead prints what the brand adds to the head.
func (p *printer) brandHead() {
	if p.s.icon.href != "" {
		p.Raw(`<link rel="icon" href="`)
		p.rel(p.s.icon.href)
		p.Raw("\">\n")
	}
	for _, a := range p.s.project().StyleSheets {
		p.Raw(`<link rel="stylesheet" href="`)
		p.rel(string(markup.AppendPath(nil, a.Path)))
		p.Raw("\">\n")
	}
	p.Raw(p.s.w.Brand.Head)
}

// announcement prints what stands above the bar.
func (p *printer) announcement() {
	if len(p.s.w.Brand.Announcement) == 0 {
		return
	}
	p.Raw(`<section class="p-news"`)
	p.Pair("aria-label", p.Words.Info)
	p.Raw("><p>")
	p.Inlines(p.s.w.Brand.Announcement)
	p.Raw("</p></section>\n")
}

// headerLinks prints the links of the bar.
func (p *printer) headerLinks() {
	if len(p.s.w.Brand.Links) == 0 {
		return
	}
	p.Raw(`<nav class="p-links"`)
	p.Pair("aria-label", p.Words.Links)
	p.Raw(">")
	for _, l := range p.s.w.Brand.Links {
		p.Raw(`<a href="`)
		if u := l.URL; strings.Contains(u, ":") || strings.HasPrefix(u, "//") || strings.HasPrefix(u, "#") {
			p.Buf = markup.AppendURL(p.Buf, u)
		} else {
			p.rel(string(markup.AppendURL(nil, strings.TrimLeft(u, "/"))))
		}
		p.Raw(`">`)
		p.Text(l.Label)
		p.Raw("</a>")
	}
	p.Raw("</nav>\n")
}

// versions prints the place of the list of versions, which the page's script fills.
func (p *printer) versions() {
	if u := p.s.w.Brand.Versions; u != "" {
		p.Raw(`<span class="p-versions" data-from="`)
		if strings.Contains(u, ":") || strings.HasPrefix(u, "/") {
			p.Buf = markup.AppendURL(p.Buf, u)
		} else {
			p.rel(string(markup.AppendURL(nil, u)))
		}
		p.Raw(`"`)
		p.Pair("data-label", p.Words.Version)
		p.Raw("></span>\n")
	}
}

// editURL returns where the page's source can be changed, "" when nobody said.
func (p *printer) editURL() string {
	if v, own := p.Page.Meta["custom_edit_url"]; own { // Docusaurus
		if s, ok := v.(string); ok && strings.HasPrefix(s, "http") {
			return string(markup.AppendURL(nil, s))
		}
		return ""
	}
	u := p.s.w.Brand.EditURL
	if u == "" {
		u = p.s.project().EditURL
	}
	if u == "" || p.Page.Path == "-" || p.s.of[p.Page] == nil {
		return ""
	}
	return string(markup.AppendURL(nil, strings.ReplaceAll(u, "{path}", string(markup.AppendPath(nil, p.Page.Path)))))
}

// edit prints the link to the page's source, and when the page was changed last.
func (p *printer) edit() {
	u, date := p.editURL(), p.updated()
	if p.s.plain || u == "" && date == "" {
		return
	}
	p.Raw(`<aside class="p-edit"`)
	p.Pair("aria-label", p.Words.Edit)
	p.Raw(">")
	if u != "" {
		p.Raw(`<a href="`)
		p.Raw(u)
		p.Raw(`">`)
		p.Text(p.Words.Edit)
		p.Raw("</a>")
	}
	if date != "" {
		if u != "" {
			p.Raw(" · ")
		}
		p.Text(p.Words.Updated)
		p.Raw(`: <time`)
		p.Pair("datetime", date)
		p.Raw(">")
		p.Text(date)
		p.Raw("</time>")
	}
	p.Raw("</aside>\n")
}

// updated returns the day on which the page says that it was changed last, "2026-11-28".
func (p *printer) updated() string { return p.s.lastUpdated(p.Page) }

// lastUpdated reads the front matter of Hugo, Docusaurus and others, and then the list of days.
func (s *site) lastUpdated(page *tree.Page) string {
	for _, key := range []string{"last_update", "lastmod", "last_updated", "lastupdated", "updated"} {
		v := page.Meta[key]
		if m, ok := v.(map[string]any); ok {
			v = m["date"]
		}
		day := ""
		if v != nil {
			day = tree.Meta{"d": v}.String("d")
		}
		if len(day) >= 10 && isDay(day[:10]) {
			return day[:10]
		}
	}
	return s.days[page]
}

// isDay reports whether s is a day of ISO 8601, YYYY-MM-DD.
func isDay(s string) bool {
	for i := range len(s) {
		if c := s[i]; i == 4 || i == 7 {
			if c != '-' {
				return false
			}
		} else if c < '0' || c > '9' {
			return false
		}
	}
	return s[5:7] >= "01" && s[5:7] <= "12" && s[8:10] >= "01" && s[8:10] <= "31"
}
