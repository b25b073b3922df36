// What makes the pages of a guide handier. None of it is needed to read them.
// Loaded in the head, so that the theme is set before anything is drawn.
var platen = (function () {
	'use strict';
	var doc = document, root = doc.documentElement, me = doc.currentScript;
	var words = platenWords[root.lang.toLowerCase().split('-')[0]] || platenWords.en;
	var stem = me.src.replace(/\.js([?#].*)?$/, ''); // of the files beside this one
	var top = stem.slice(0, stem.lastIndexOf('/') + 1); // of the site
	var dark = window.matchMedia('(prefers-color-scheme: dark)');
	var started = []; // called when the page is there

	// keep remembers a value beyond this page, in sessionStorage or localStorage; without a value it tells it.
	function keep(storage, name, value) {
		try { // storage may be switched off
			var s = window[storage];
			if (value === undefined) return s.getItem('platen-' + name);
			if (value) s.setItem('platen-' + name, value);
			else s.removeItem('platen-' + name);
		} catch (e) { }
	}

	function isDark() { return root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches; }

	var theme = keep('localStorage', 'theme');
	if (theme === 'dark' || theme === 'light') root.dataset.theme = theme;
	root.classList.add('p-js');

	function make(name, attributes, text) {
		var e = doc.createElement(name);
		for (var a in attributes) e.setAttribute(a, attributes[a]);
		if (text) e.textContent = text;
		return e;
	}

	// The theme follows the system until the reader wants the other one; wanting the system's own forgets the choice.
	function themeSwitch(button) {
		function show() { button.setAttribute('aria-pressed', isDark()); }
		button.addEventListener('click', function () {
			var want = isDark() ? 'light' : 'dark';
			if ((want === 'dark') === dark.matches) delete root.dataset.theme; else root.dataset.theme = want;
			keep('localStorage', 'theme', root.dataset.theme || '');
			show();
		});
		dark.addEventListener('change', show);
		show();
	}

	// Links to headings; a click copies the address.
	function headingLinks() {
		doc.querySelectorAll('.p-main :is(h2, h3, h4, h5, h6)[id]').forEach(function (h) {
			if (h.closest('summary')) return;
			var a = make('a', { 'class': 'p-perma', href: '#' + encodeURIComponent(h.id), 'aria-label': words.link.replace('%s', h.textContent.trim()) }, '#');
			a.addEventListener('click', function () {
				if (navigator.clipboard) navigator.clipboard.writeText(a.href).catch(function () { });
			});
			h.append(a);
		});
	}

	// The page's contents show where the reader is: the section that was chosen, until the reader scrolls on.
	function follow(toc) {
		var links = [].slice.call(toc.querySelectorAll('a')), now, chosen = -1, waiting = false;
		var heads = links.map(function (a) { return doc.getElementById(decodeURIComponent(a.hash.slice(1))); });
		function edge() { return (parseFloat(getComputedStyle(root).scrollPaddingTop) || 0) + 16; } // a little below where a chosen heading lands
		function look() {
			var at = -1, below = edge();
			for (var i = 0; i < heads.length; i++) if (heads[i] && heads[i].getBoundingClientRect().top < below) at = i;
			if (innerHeight + scrollY >= root.scrollHeight - 4 && scrollY > 0) {
				for (i = heads.length - 1; i > at; i--) if (heads[i] && heads[i].getBoundingClientRect().top < innerHeight) { at = i; break; }
			}
			if (chosen >= 0) at = chosen;
			if (links[at] === now) return;
			if (now) now.removeAttribute('aria-current');
			if (now = links[at]) {
				now.setAttribute('aria-current', 'true');
				var y = now.offsetTop;
				if (y < toc.scrollTop || y > toc.scrollTop + toc.clientHeight - 40) toc.scrollTop = y - toc.clientHeight / 2;
			}
		}
		function choose() {
			var id = decode(location.hash.slice(1)), to = id && doc.getElementById(id);
			chosen = -1;
			if (to) for (var i = 0; i < heads.length; i++) { // the section that holds it
				if (heads[i] && (heads[i] === to || heads[i].compareDocumentPosition(to) & Node.DOCUMENT_POSITION_FOLLOWING)) chosen = i;
			}
			look();
		}
		function release() { chosen = -1; }
		['wheel', 'touchmove', 'pointerdown'].forEach(function (name) { addEventListener(name, release, { passive: true }); });
		addEventListener('keydown', function (e) { if (/^(Arrow|Page|Home|End| )/.test(e.key)) release(); });
		addEventListener('hashchange', choose);
		toc.addEventListener('click', function (e) { // the same section once more changes no hash
			var i = links.indexOf(e.target.closest('a'));
			if (i >= 0) setTimeout(function () { chosen = i; look(); });
		});
		addEventListener('scroll', function () {
			if (!waiting) requestAnimationFrame(function () { waiting = false; look(); });
			waiting = true;
		}, { passive: true });
		addEventListener('resize', look);
		choose();
	}

	function decode(s) {
		try { return decodeURIComponent(s); } catch (e) { return s; }
	}

	// Beside the text the page's contents do not fold; browsers that cannot show what is closed get it opened.
	function unfold(toc) {
		var wide = window.matchMedia('(min-width: 80em)'), details = toc.querySelector('details');
		if (!details || CSS.supports('selector(::details-content)')) return;
		function set() { details.open = wide.matches; }
		wide.addEventListener('change', set);
		set();
	}

	// The engine and the index are loaded when the box is used for the first time.
	function search(box) {
		var input = box.querySelector('input'), status = box.querySelector('[role=status]'), asked = false, ready = false;
		function load() {
			if (!ready && input.value.trim()) status.textContent = words.searching;
			if (asked) return;
			asked = true;
			var s = make('script', { src: stem + '-search.js' });
			s.onload = function () {
				ready = true;
				window.platenSearch.start(box, stem, words, make);
			};
			s.onerror = function () {
				asked = false;
				s.remove();
				if (!input.value.trim()) return;
				status.textContent = words.failed + ' ';
				var again = make('button', { type: 'button' }, words.retry);
				again.addEventListener('click', function () {
					input.focus();
					load();
				});
				status.append(again);
			};
			doc.head.append(s);
		}
		input.addEventListener('focus', load);
		input.addEventListener('input', load);
		doc.addEventListener('keydown', function (e) {
			var at = e.target, typing = at.isContentEditable || /^(input|textarea|select)$/i.test(at.tagName);
			var slash = e.key === '/' && !typing && !e.ctrlKey && !e.metaKey && !e.altKey;
			if (slash || e.key.toLowerCase() === 'k' && (e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey) {
				e.preventDefault();
				input.focus();
				input.select();
			}
		});
	}

	// The words that led here from the search are marked until the reader chooses something else.
	function markFound() {
		var found = keep('sessionStorage', 'found');
		keep('sessionStorage', 'found', '');
		if (!found) return;
		found = JSON.parse(found);
		if (found.at !== location.href.replace(/#.*/, '') || !window.Highlight || !CSS.highlights) return;
		var re = new RegExp(found.words, 'giu'), ranges = [];
		var walk = doc.createTreeWalker(doc.querySelector('main'), NodeFilter.SHOW_TEXT);
		for (var n; ranges.length < 500 && (n = walk.nextNode());) {
			for (var m; (m = re.exec(n.data)) && m[0];) {
				var r = doc.createRange();
				r.setStart(n, m.index);
				r.setEnd(n, m.index + m[0].length);
				ranges.push(r);
			}
		}
		var marks = new Highlight();
		ranges.forEach(function (r) { marks.add(r); });
		// A rule of its own: style sheets that checkers read have no word for such marks yet.
		var rule = new CSSStyleSheet();
		rule.insertRule('::highlight(platen-found){background:#fff2b3;color:#1b1f24}');
		doc.adoptedStyleSheets = doc.adoptedStyleSheets.concat(rule);
		CSS.highlights.set('platen-found', marks);
		doc.addEventListener('keydown', function (e) { if (e.key === 'Escape') CSS.highlights.delete('platen-found'); });
	}

	// The guide's versions are listed in a file that all of them read, beside their folders. From a disk there is none.
	function versions(place) {
		if (!/^http/.test(location.protocol)) return;
		fetch(place.dataset.from).then(function (r) { return r.json(); }).then(function (list) {
			var at = new URL('.', new URL(place.dataset.from, location)), now = location.pathname.slice(at.pathname.length).split('/')[0];
			var select = make('select', { 'aria-label': place.dataset.label });
			list.forEach(function (v) {
				var name = String(v.version), own = name === now || (v.aliases || []).indexOf(now) >= 0;
				var option = make('option', { value: name }, String(v.title || name));
				option.selected = own;
				select.append(option);
			});
			select.addEventListener('change', function () { // the same page there, else the start
				var rest = location.pathname.slice(at.pathname.length).split('/').slice(1).join('/'), start = new URL(encodeURIComponent(select.value) + '/', at);
				var page = new URL(rest, start);
				fetch(page, { method: 'HEAD' }).then(function (r) { location.href = r.ok ? page : start; }, function () { location.href = start; });
			});
			if (list.length) place.append(select);
		}, function () { });
	}

	doc.addEventListener('DOMContentLoaded', function () {
		var one = doc.querySelector.bind(doc), toc = one('.p-side ~ .p-body > .p-toc'), button = one('.p-theme'), box = one('.p-find');
		if (button) themeSwitch(button);
		if (box) search(box);
		doc.querySelectorAll('.p-versions').forEach(versions);
		headingLinks();
		started.forEach(function (f) { f(); });
		if (toc) {
			unfold(toc);
			follow(toc);
		}
		markFound();
	});

	return { doc: doc, root: root, words: words, stem: stem, top: top, keep: keep, make: make, decode: decode, start: function (f) { started.push(f); } };
})();
