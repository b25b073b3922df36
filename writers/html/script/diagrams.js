// Draws the Mermaid fences of a page with the script that --mermaid names. Until a diagram is drawn, and when it cannot be,
// its source stays as it is; then the source folds below the drawing. Mermaid runs in a hidden frame that may load nothing,
// since a diagram's source can name images and style sheets; what comes out is cleaned of them and set apart from the page's
// ids and rules in a shadow tree.
platen.start(function () {
	'use strict';
	var doc = platen.doc, root = platen.root, make = platen.make, me = doc.querySelector('script[data-mermaid]');
	var url = new URL(me.dataset.mermaid, doc.baseURI).href, dark = window.matchMedia('(prefers-color-scheme: dark)');
	var list = [], frame, engine, shown, count = 0, busy = Promise.resolve();

	doc.querySelectorAll('.p-main pre > code[class="language-mermaid" i]').forEach(function (code) {
		if (!code.textContent.trim()) return;
		// What its author gave grounds of his own can be read on a light page only.
		list.push({ code: code, source: code.textContent, fixed: /^\s*(style|classDef)\b.*fill\s*:/m.test(code.textContent) });
	});

	function isDark() { return root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches; }

	// The frame has the page's font, and a policy that lets nothing in but the script.
	function open() {
		var from = location.protocol === 'file:' ? 'file:' : url.replace(/;/g, '%3B').replace(/,/g, '%2C');
		frame = make('iframe', { 'class': 'p-drawing', 'aria-hidden': 'true', tabindex: '-1' });
		var page = doc.implementation.createHTMLDocument('');
		page.head.append(make('meta', { 'http-equiv': 'Content-Security-Policy', content: "default-src 'none'; script-src " + from + "; style-src 'unsafe-inline'; img-src data:; font-src data:" }));
		page.head.append(make('script', { src: url }));
		frame.srcdoc = '<!DOCTYPE html>' + page.documentElement.outerHTML;
		return new Promise(function (done, failed) {
			frame.onload = function () {
				engine = frame.contentWindow.mermaid;
				if (engine && engine.render) done();
				else failed(new Error(url + ' is not a script of Mermaid 10 or newer'));
			};
			doc.querySelector('.p-main').append(frame);
		});
	}

	// What a drawing may not have: anything that runs, and addresses outside of it.
	function outside(s) { return /url\(\s*(?!\s*["']?(#|data:image\/))/i.test(s) || /@import/i.test(s); }
	function clean(svg) {
		svg.querySelectorAll('script, iframe, object, embed, link, meta, base, form, input, button, video, audio, animate, animateMotion, animateTransform, set').forEach(function (e) { e.remove(); });
		[svg].concat([].slice.call(svg.querySelectorAll('*'))).forEach(function (e) {
			[].slice.call(e.attributes).forEach(function (a) {
				var link = e.localName === 'a', address = /^(xlink:)?href$|^src(set)?$/i.test(a.name);
				if (/^on/i.test(a.name) || address && !(link ? /^(https?:|mailto:|#)/i : e.localName === 'use' ? /^#/ : /^(#|data:image\/)/i).test(a.value.trim()) || outside(a.value)) e.removeAttribute(a.name);
			});
		});
		svg.querySelectorAll('img').forEach(function (e) {
			if (!e.hasAttribute('src')) e.replaceWith(e.alt);
			else if (!e.hasAttribute('alt')) e.alt = '';
		});
		return svg;
	}

	// The style sheet of a drawing goes into its shadow tree as it is, without what loads something.
	function show(d, text, theme) {
		var svg = clean(new DOMParser().parseFromString(text, 'text/html').querySelector('svg')), file = d.code.closest('.p-file'), rules = '';
		var name = file ? file.querySelector('p').textContent : me.dataset.name + ': ' + d.source.trim().replace(/\s+/g, ' ').slice(0, 300);
		svg.querySelectorAll('style').forEach(function (s) {
			if (!outside(s.textContent)) rules += s.textContent;
			s.remove();
		});
		if (!d.host) place(d);
		d.host.dataset.theme = theme;
		if (!svg.getAttribute('aria-labelledby')) svg.setAttribute('aria-label', name);
		svg.setAttribute('role', svg.querySelector('a') ? 'group' : 'img');
		var sheet = new CSSStyleSheet(), tree = d.host.shadowRoot || d.host.attachShadow({ mode: 'open' });
		sheet.replaceSync(rules);
		tree.adoptedStyleSheets = [sheet];
		tree.replaceChildren(svg);
	}

	// The drawing takes the place of the source, and its id; the source folds below it.
	function place(d) {
		var pre = d.code.parentElement, block = pre.closest('.p-code') || pre;
		var box = make('div', { 'class': 'p-mermaid' }), fold = make('details');
		d.host = make('div', { 'class': d.fixed ? 'p-diagram p-fixed' : 'p-diagram' });
		if (pre.id) {
			box.id = pre.id;
			pre.removeAttribute('id');
		}
		block.before(box);
		fold.append(make('summary', {}, me.dataset.source), block);
		box.append(d.host, fold);
	}

	function setUp(theme) {
		engine.initialize({
			startOnLoad: false, securityLevel: 'strict', suppressErrorRendering: true, fontFamily: getComputedStyle(doc.body).fontFamily,
			theme: theme === 'dark' ? 'dark' : 'default', themeVariables: theme === 'dark' ? { edgeLabelBackground: '#2b3036' } : {}, // its own grey is too light for its text
			secure: ['secure', 'securityLevel', 'startOnLoad', 'maxTextSize', 'maxEdges', 'suppressErrorRendering', 'fontFamily', 'altFontFamily', 'themeCSS'],
		});
	}

	function drawOne(d, page) {
		var theme = d.fixed ? 'light' : page;
		if (d.host && d.host.dataset.theme === theme) return;
		setUp(theme);
		return engine.render('platen-diagram-' + count++, d.source).then(function (r) { show(d, r.svg, theme); });
	}

	function draw() {
		var theme = isDark() ? 'dark' : 'light';
		if (theme === shown) return;
		shown = theme;
		busy = busy.then(function () {
			if (theme !== shown) return; // the reader was faster
			return list.reduce(function (before, d) {
				return before.then(function () { return drawOne(d, theme); }).catch(function (e) { console.warn('platen: a Mermaid diagram was not drawn: ' + (e && e.message || e)); });
			}, Promise.resolve());
		});
	}

	if (!list.length || !me) return;
	open().then(function () {
		draw();
		dark.addEventListener('change', draw);
		new MutationObserver(draw).observe(root, { attributes: true, attributeFilter: ['data-theme'] });
	}).catch(function (e) {
		frame.remove();
		console.warn('platen: ' + e.message);
	});
});
