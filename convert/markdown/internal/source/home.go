package source

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"platen/convert/tree"
)

// A home is what front matter says of a page that greets: VitePress and Starlight have it under hero and features, VuePress
// at the top. Their pages show these words, so that they are content.
type home struct {
	Hero     hero
	Features cards

	// VuePress, where home is true.
	HeroText   placed `yaml:"heroText"`
	HeroImage  placed `yaml:"heroImage"`
	HeroAlt    placed `yaml:"heroAlt"`
	ActionText placed `yaml:"actionText"`
	ActionLink placed `yaml:"actionLink"`
	Tagline    placed
	Actions    cards
}

type hero struct {
	Name, Title, Text, Tagline placed
	Image                      picture
	Actions                    cards
}

// A card is a feature, or an action, of which Text and Link are.
type card struct {
	Title, Details, Description placed
	Icon                        picture
	Text, Link                  placed
	LinkText                    placed `yaml:"linkText"`
	Theme, Type, Variant        placed
}

// A picture is an image, in one or two schemes, or text: an emoji.
type picture struct{ Text, Src, File, Light, Dark, Alt placed }

// placed is a string of front matter and where it begins there, 1-based; without one, what is no string.
type placed struct {
	s            string
	line, column int
}

// cards are as many as there are; what is no list is none.
type cards []card

func (p *placed) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode && n.Tag != "!!null" {
		*p = placed{n.Value, n.Line, n.Column}
	}
	return nil
}

func (p *picture) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		return p.Text.UnmarshalYAML(n)
	}
	type plain picture
	return lenient(n, (*plain)(p))
}

func (h *hero) UnmarshalYAML(n *yaml.Node) error {
	type plain hero
	return lenient(n, (*plain)(h))
}

func (c *card) UnmarshalYAML(n *yaml.Node) error {
	type plain card
	return lenient(n, (*plain)(c))
}

func (c *cards) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.SequenceNode {
		return n.Decode((*[]card)(c))
	}
	return nil
}

// lenient fills a struct from a mapping and passes over what is none: these keys mean other things to other programs.
func lenient(n *yaml.Node, to any) error {
	if n.Kind == yaml.MappingNode {
		return n.Decode(to)
	}
	return nil
}

// A greeting is the text of a home page while it is made of its front matter.
type greeting struct {
	x     *Text
	at    []int // where the characters of the front matter begin in the page
	lines []int // its lines, by their first character
}

// home puts what front matter says of a home page before the page's text, as HTML, which every dialect reads.
func (x *Text) home(body string, base int) {
	meta := x.Page.Meta
	_, hero := meta["hero"].(map[string]any)
	_, features := meta["features"].([]any)
	vuepress := meta["home"] == true
	if !hero && !vuepress && !(features && meta.String("layout") == "home") {
		return
	}
	var h home
	if yaml.Unmarshal([]byte(body), &h) != nil {
		return // what is wrong with it was said before
	}
	g := greeting{x: x, lines: []int{0}}
	for i, r := range body {
		if g.at = append(g.at, base+i); r == '\n' {
			g.lines = append(g.lines, len(g.at))
		}
	}
	for _, key := range [...]string{"hero", "features", "herotext", "heroimage", "heroalt", "tagline", "actiontext", "actionlink", "actions"} {
		delete(meta, key) // it is content now, which an output that writes metadata would have twice
	}
	x.rewrite(func(page *included) {
		g.write(&h, vuepress)
		x.emit(page.text, page.base)
	})
}

func (g *greeting) write(h *home, vuepress bool) {
	top := h.Hero
	actions := top.Actions
	if vuepress {
		top.Name, top.Tagline, top.Image = first(top.Name, h.HeroText), first(top.Tagline, h.Tagline), picture{Src: h.HeroImage, Alt: h.HeroAlt}
		if actions = append(actions, h.Actions...); h.ActionText.s != "" {
			actions = append(actions, card{Text: h.ActionText, Link: h.ActionLink})
		}
	}
	name := first(top.Name, top.Title, top.Text)
	if name.s != "" {
		g.element("h1", name)
	}
	if top.Text == name {
		top.Text = placed{}
	}
	at := first(name, top.Tagline, top.Image.Text, top.Image.Src, top.Image.File, top.Image.Light)
	if at.s != "" || len(actions) > 0 {
		g.tag("<div class=\"hero\">\n", at)
		if top.Text.s != "" {
			g.tag("<p><strong>", top.Text)
			g.text(top.Text)
			g.tag("</strong></p>\n", top.Text)
		}
		g.element("p", top.Tagline)
		g.actions(actions)
		g.image(&top.Image)
		g.tag("</div>\n\n", at)
	}
	g.features(h.Features)
}

// first is the first of some strings that is there.
func first(of ...placed) placed {
	for _, p := range of {
		if strings.TrimSpace(p.s) != "" {
			return p
		}
	}
	return placed{}
}

func (g *greeting) actions(of cards) {
	open := false
	for i := range of {
		c := &of[i]
		if c.Text.s == "" {
			continue
		}
		if !open {
			g.tag("<ul>\n", c.Text)
			open = true
		}
		class := "md-button"
		if kind := first(c.Theme, c.Type, c.Variant).s; kind == "brand" || kind == "primary" || kind == "" && i == 0 {
			class += " md-button--primary"
		}
		g.tag("<li>\n", c.Text)
		g.link(c.Text, c.Link, class)
		g.tag("\n</li>\n", c.Text)
	}
	if open {
		g.tag("</ul>\n", of[0].Text)
	}
}

func (g *greeting) features(of cards) {
	open := false
	for i := range of {
		c := &of[i]
		details := first(c.Details, c.Description)
		at := first(c.Title, details)
		if at.s == "" {
			continue
		}
		if !open {
			g.tag("<div class=\"grid cards\"><ul>\n", at)
			open = true
		}
		g.tag("<li>\n", at)
		g.image(&c.Icon)
		if c.Title.s != "" {
			g.tag("<p><strong>", c.Title)
			if c.LinkText.s == "" && c.Link.s != "" {
				g.link(c.Title, c.Link, "")
			} else {
				g.text(c.Title)
			}
			g.tag("</strong></p>\n", c.Title)
		}
		g.element("p", details)
		if c.LinkText.s != "" {
			g.tag("<p>", c.LinkText)
			g.link(c.LinkText, c.Link, "")
			g.tag("</p>\n", c.LinkText)
		}
		g.tag("</li>\n", at)
	}
	if open {
		g.tag("</ul></div>\n\n", of[0].Title)
	}
}

// image adds a picture, or the sign that stands for one. Names of icons are words of their theme's.
func (g *greeting) image(p *picture) {
	src := first(p.Src, p.File, p.Light, p.Dark)
	switch text := p.Text; {
	case strings.ContainsAny(text.s, "/.") && !strings.Contains(text.s, "<"):
		src = text
	case text.s != "" && text.s[0] >= utf8.RuneSelf:
		g.element("p", text)
		return
	}
	if src.s == "" {
		return
	}
	dark := src == p.Light && p.Dark.s != ""
	g.tag("<p>", src)
	if dark {
		g.tag(`<picture><source media="(prefers-color-scheme: dark)" srcset="`, p.Dark)
		g.attr(p.Dark)
		g.tag(`">`, p.Dark)
	}
	g.tag(`<img src="`, src)
	g.attr(src)
	g.tag(`" alt="`, src)
	g.attr(p.Alt)
	g.tag(`">`, src)
	if dark {
		g.tag("</picture>", src)
	}
	g.tag("</p>\n", src)
}

func (g *greeting) link(text, to placed, class string) {
	if to.s == "" {
		g.text(text)
		return
	}
	g.tag(`<a href="`, to)
	g.attr(to)
	if class != "" {
		g.tag(`" class="`+class, to)
	}
	g.tag(`">`, to)
	g.text(text)
	g.tag("</a>", text)
}

// element adds an element with a text, nothing for none.
func (g *greeting) element(name string, text placed) {
	if strings.TrimSpace(text.s) == "" {
		return
	}
	g.tag("<"+name+">", text)
	g.text(text)
	g.tag("</"+name+">\n", text)
}

// text adds a text, in which these programs read HTML. A blank line would end the HTML around it, and braces are an
// expression elsewhere.
func (g *greeting) text(p placed) {
	g.tag(strings.NewReplacer("{", "&#123;", "}", "&#125;", "\r", " ", "\n", " ").Replace(g.x.Clean(strings.TrimSpace(p.s))), p)
}

// attr adds a value of an attribute.
func (g *greeting) attr(p placed) {
	g.tag(strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;", ">", "&gt;", "{", "&#123;", "}", "&#125;", "\r", " ", "\n", " ").Replace(g.x.Clean(strings.TrimSpace(p.s))), p)
}

// tag adds text that stands for a value, at its place.
func (g *greeting) tag(s string, p placed) {
	at := 1
	if n := p.line - 1; n >= 0 && n < len(g.lines) {
		at = g.at[min(g.lines[n]+max(0, p.column-1), len(g.at)-1)] + 1
	}
	g.x.emit(s, tree.Pos(at))
}
