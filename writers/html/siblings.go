package html

import (
	"platen/convert/tree"
	"platen/writers/internal/markup"
)

// languageNames are what languages call themselves.
func languageNames() map[string]string {
	return map[string]string{"ar": "العربية", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "en": "English", "es": "Español", "fi": "Suomi", "fr": "Français",
		"he": "עברית", "hi": "हिन्दी", "hu": "Magyar", "id": "Bahasa Indonesia", "it": "Italiano", "ja": "日本語", "ko": "한국어", "nb": "Norsk bokmål", "nl": "Nederlands",
		"pl": "Polski", "pt": "Português", "pt-BR": "Português (Brasil)", "ro": "Română", "ru": "Русский", "sv": "Svenska", "th": "ไทย", "tr": "Türkçe", "uk": "Українська",
		"vi": "Tiếng Việt", "zh": "中文", "zh-CN": "简体中文", "zh-TW": "繁體中文", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}
}

// siblingWay is the address of the page in a sibling of the guide, or that of the sibling's first page where it has none.
// whole asks for an address with a host, as far as it is known.
func (p *printer) siblingWay(s *tree.Sibling, whole bool) string {
	if s.Guide == nil {
		if u := p.s.address(p.e); whole && u != "" {
			return u
		}
		at := len(p.Buf)
		p.rel(p.e.href)
		way := string(p.Buf[at:])
		p.Buf = p.Buf[:at]
		return way
	}
	name := "index.html"
	if s.Has(p.Page) {
		name = p.e.out
		if p.s.of[p.Page] != nil && p.Page != p.s.book.Index {
			name = p.s.otherName(&tree.Target{Peer: p.Page.Path})
		}
	}
	if u := s.Guide.Address("html", string(markup.AppendPath(nil, name))); whole && u != "" {
		return u
	}
	return string(markup.AppendPath(nil, s.Guide.Way("html", p.from(), name)))
}

// alternates tells search engines in which other languages the page is. (HTML, 4.6.7.1; each names all, itself included)
func (p *printer) alternates() {
	n := 0
	for i := range p.s.book.Siblings {
		if s := &p.s.book.Siblings[i]; s.Lang != "" && s.Has(p.Page) {
			n++
		}
	}
	if n < 2 || p.Page.Path == "" || p.e.fromRoot || p.e.unlisted {
		return
	}
	for i := range p.s.book.Siblings {
		s := &p.s.book.Siblings[i]
		if s.Lang == "" || !s.Has(p.Page) {
			continue
		}
		p.Raw(`<link rel="alternate"`)
		p.Pair("hreflang", s.Lang)
		p.Pair("href", p.siblingWay(s, true))
		p.Raw(">\n")
	}
}

// siblings prints the way to the other languages and versions of the guide: to the same page, where they have it.
func (p *printer) siblings() {
	if p.e.fromRoot {
		return
	}
	p.siblingList("", func(s *tree.Sibling) string { return s.Lang })
	p.siblingList(p.Words.Version, func(s *tree.Sibling) string { return s.Version })
}

func (p *printer) siblingList(label string, name func(*tree.Sibling) string) {
	list := p.s.book.Siblings
	own, n := "", 0
	for i := range list {
		if what := name(&list[i]); what != "" {
			if n++; list[i].Guide == nil {
				own = what
			}
		}
	}
	if n < 2 {
		return
	}
	shown := func(what string) string {
		if full := languageNames()[what]; label == "" && full != "" {
			return full
		}
		return what
	}
	p.Raw(`<details class="p-siblings"><summary>`)
	if label != "" {
		p.Raw(`<span class="p-vh">`)
		p.Text(label)
		p.Raw(" </span>")
	}
	p.Text(shown(own))
	p.Raw("</summary><ul>")
	for i := range list {
		what := name(&list[i])
		switch {
		case what == "":
			continue
		case list[i].Guide == nil:
			p.Raw(`<li aria-current="true"><span>`)
			p.Text(shown(what))
			p.Raw("</span></li>")
			continue
		}
		p.Raw("<li><a")
		p.Pair("href", p.siblingWay(&list[i], false))
		if label == "" {
			p.Pair("hreflang", what)
			p.Pair("lang", what)
		}
		p.Raw(">")
		p.Text(shown(what))
		p.Raw("</a></li>")
	}
	p.Raw("</ul></details>\n")
}
