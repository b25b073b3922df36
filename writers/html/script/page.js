// What makes the pages of a guide handier. None of it is needed to read them.
// Loaded in the head, so that the theme is set before anything is drawn.
(function () {
	'use strict';
	var doc = document, root = doc.documentElement, me = doc.currentScript, words = me.dataset;
	var stem = me.src.replace(/\.js([?#].*)?$/, ''); // of the files beside this one
	var dark = window.matchMedia('(prefers-color-scheme: dark)');

	function stored(value) {
		try { // storage may be switched off
			if (value === undefined) return localStorage.getItem('platen-theme');
			if (value) localStorage.setItem('platen-theme', value);
			else localStorage.removeItem('platen-theme');
		} catch (e) { }
	}

	function isDark() { return root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches; }

	var theme = stored();
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
			stored(root.dataset.theme || '');
			show();
		});
		dark.addEventListener('change', show);
		show();
	}

	// A button on each block of code.
	function copyButtons() {
		if (!navigator.clipboard && !doc.execCommand) return;
		doc.querySelectorAll('.p-main pre').forEach(function (pre) {
			if (!pre.textContent.trim()) return;
			var box = make('div', { 'class': 'p-code' }), button = make('button', { type: 'button', 'class': 'p-copy' }, words.copy);
			pre.before(box);
			box.append(pre, button);
			button.addEventListener('click', function () {
				copy(pre, function () {
					button.textContent = words.copied;
					setTimeout(function () { button.textContent = words.copy; }, 1500);
				});
			});
		});
	}

	function copy(pre, done) {
		function select() { // where there is no clipboard: plain http
			var range = doc.createRange(), selection = getSelection();
			range.selectNodeContents(pre);
			selection.removeAllRanges();
			selection.addRange(range);
			if (doc.execCommand('copy')) done();
		}
		if (navigator.clipboard) navigator.clipboard.writeText(pre.textContent).then(done, select);
		else select();
	}

	// Links to headings, for those who point; everybody has them in the contents.
	function headingLinks() {
		doc.querySelectorAll('.p-main :is(h2, h3, h4, h5, h6)[id]').forEach(function (h) {
			if (!h.closest('summary')) h.append(make('a', { 'class': 'p-perma', href: '#' + encodeURIComponent(h.id), tabindex: '-1', 'aria-hidden': 'true' }, '#'));
		});
	}

	// The page's contents show where the reader is.
	function follow(toc) {
		var links = [].slice.call(toc.querySelectorAll('a')), now;
		var heads = links.map(function (a) { return doc.getElementById(decodeURIComponent(a.hash.slice(1))); });
		function look() {
			var at = -1;
			for (var i = 0; i < heads.length; i++) if (heads[i] && heads[i].getBoundingClientRect().top < 120) at = i;
			if (innerHeight + scrollY >= root.scrollHeight - 4 && at >= 0) at = Math.max(at, lastVisible());
			if (links[at] === now) return;
			if (now) now.removeAttribute('aria-current');
			if (now = links[at]) {
				now.setAttribute('aria-current', 'true');
				var top = now.offsetTop, box = toc;
				if (top < box.scrollTop || top > box.scrollTop + box.clientHeight - 40) box.scrollTop = top - box.clientHeight / 2;
			}
		}
		function lastVisible() {
			for (var i = heads.length - 1; i >= 0; i--) if (heads[i] && heads[i].getBoundingClientRect().top < innerHeight) return i;
			return -1;
		}
		var waiting = false;
		addEventListener('scroll', function () {
			if (!waiting) requestAnimationFrame(function () { waiting = false; look(); });
			waiting = true;
		}, { passive: true });
		look();
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
		var input = box.querySelector('input');
		input.addEventListener('focus', function () {
			var s = make('script', { src: stem + '-search.js' });
			s.onload = function () { window.platenSearch.start(box, stem, words, make); };
			doc.head.append(s);
		}, { once: true });
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

	// The guide's versions are listed in a file that all of them read, beside their folders. From a disk there is none.
	function versions(place) {
		if (!/^http/.test(location.protocol)) return;
		fetch(place.dataset.from).then(function (r) { return r.json(); }).then(function (list) {
			var top = new URL('.', new URL(place.dataset.from, location)), now = location.pathname.slice(top.pathname.length).split('/')[0];
			var select = make('select', { 'aria-label': place.dataset.label });
			list.forEach(function (v) {
				var name = String(v.version), own = name === now || (v.aliases || []).indexOf(now) >= 0;
				var option = make('option', { value: name }, String(v.title || name));
				option.selected = own;
				select.append(option);
			});
			select.addEventListener('change', function () { // the same page there, else the start
				var rest = location.pathname.slice(top.pathname.length).split('/').slice(1).join('/'), start = new URL(encodeURIComponent(select.value) + '/', top);
				var page = new URL(rest, start);
				fetch(page, { method: 'HEAD' }).then(function (r) { location.href = r.ok ? page : start; }, function () { location.href = start; });
			});
			if (list.length) place.append(select);
		}, function () { });
	}

	doc.addEventListener('DOMContentLoaded', function () {
		var one = doc.querySelector.bind(doc);
		var side = one('body > .p-side'), here = side && side.querySelector('[aria-current]'), toc = one('.p-body > .p-toc');
		var button = one('body > .p-top > .p-theme'), box = one('body > .p-top > .p-find');
		if (button) themeSwitch(button);
		if (box) search(box);
		doc.querySelectorAll('.p-versions').forEach(versions);
		copyButtons();
		headingLinks();
		if (toc) {
			unfold(toc);
			follow(toc);
		}
		if (here && side.scrollHeight > side.clientHeight) {
			var top = here.getBoundingClientRect().top - side.getBoundingClientRect().top;
			if (top > side.clientHeight - 60) side.scrollTop = top - side.clientHeight / 3;
		}
		doc.addEventListener('keydown', function (e) { // the contents of narrow screens lie over the page
			if (e.key === 'Escape' && side && location.hash === '#' + side.id) location.hash = one('main').id;
		});
	});
})();
