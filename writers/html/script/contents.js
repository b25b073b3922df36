// The contents at the side: folds and place are kept from page to page, arrows open in place from the file that all pages
// share, and on narrow screens they lie over the page without leaving it.
platen.start(function () {
	'use strict';
	var doc = platen.doc, make = platen.make, words = platen.words;
	var side = doc.querySelector('.p-side'), menu = doc.querySelector('.p-menu');
	if (!side) return;
	var data, asked = [], here = location.href.replace(/[?#].*/, '');

	// Keys name lines: the address from the top, else the words.
	function keyOf(li) {
		var line = li.firstElementChild;
		return line.matches('a') ? address(line.href) : line.textContent;
	}
	function address(href) {
		var clean = href.replace(/[?#].*/, '');
		return clean.indexOf(platen.top) === 0 ? clean.slice(platen.top.length) : clean;
	}

	function opened() {
		try { return JSON.parse(platen.keep('sessionStorage', 'open')) || []; } catch (e) { return []; }
	}
	function remember(key, open) {
		var list = opened().filter(function (k) { return k !== key; });
		if (open) list.push(key);
		platen.keep('sessionStorage', 'open', JSON.stringify(list.slice(-200)));
	}

	function load(back) {
		if (data) return back();
		asked.push(back);
		if (asked.length > 1) return;
		window.platenContents = function (d) {
			data = d;
			asked.splice(0).forEach(function (f) { f(); });
		};
		var s = make('script', { src: platen.stem + '-contents.js' });
		s.onerror = function () { asked = []; };
		doc.head.append(s);
	}

	// render makes the list anew from the data: [words, address from the top, lines below, 1 for a part].
	function render() {
		var saved = opened(), current = address(here), y = side.scrollTop;
		function onPath(n) { return n[1] === current || (n[2] || []).some(onPath); }
		var path = [];
		(function find(list) {
			return list.some(function (n) {
				if (n[1] === current || n[2] && find(n[2])) {
					path.push(n);
					return true;
				}
			});
		})(data);
		function list(nodes) {
			var ul = make('ul');
			nodes.forEach(function (n) { ul.append(line(n)); });
			return ul;
		}
		function line(n) {
			var li = make('li'), to = n[1], first = to || n[3] ? to : start(n[2] || []);
			var e = first ? make('a', { href: /^[a-z][a-z+.-]*:|^\/\//i.test(first) ? first : platen.top + first }, n[0]) : make(n[3] ? 'b' : 'span', {}, n[0]);
			if (to === current && path[0] === n) e.setAttribute('aria-current', 'page');
			li.append(e);
			if (n[2] && n[3]) li.append(list(n[2]));
			else if (n[2]) {
				var fold = make('details'), label = make('summary');
				label.append(make('span', { 'class': 'p-vh' }, n[0]));
				fold.append(label);
				li.append(fold);
				fold.addEventListener('toggle', function () { if (fold.open && !fold.querySelector('ul')) fold.append(list(n[2])); });
				if (path.indexOf(n) >= 0 || saved.indexOf(keyOf(li)) >= 0) {
					fold.append(list(n[2]));
					fold.open = true;
				}
			}
			return li;
		}
		function start(nodes) {
			for (var i = 0; i < nodes.length; i++) {
				var s = nodes[i][1] || start(nodes[i][2] || []);
				if (s) return s;
			}
			return '';
		}
		var old = side.querySelector(':scope > ul');
		old.replaceWith(list(data));
		side.querySelectorAll('.p-all').forEach(function (e) { e.remove(); });
		side.scrollTop = y;
	}

	// Arrows of chapters that this page does not carry: they open from the data.
	function more(li) {
		var fold = make('details'), label = make('summary');
		label.append(make('span', { 'class': 'p-vh' }, li.firstElementChild.textContent));
		fold.append(label);
		li.append(fold);
		li.classList.remove('p-more');
		label.addEventListener('click', function (e) {
			e.preventDefault();
			var key = keyOf(li);
			load(function () {
				remember(key, true);
				render();
				side.querySelectorAll('details').forEach(function (d) { if (keyOf(d.parentElement) === key) d.firstElementChild.focus(); });
			});
		});
	}

	// Lists of which this page carries a part: a button where lines are left out shows them all.
	function rest(ul, at) {
		var li = make('li'), b = make('button', { type: 'button', 'class': 'p-rest', 'aria-label': side.querySelector('.p-all').textContent }, '…');
		b.addEventListener('click', function () {
			load(function () {
				render();
				var now = side.querySelector('[aria-current]');
				if (now) now.focus({ preventScroll: true });
				place();
			});
		});
		li.append(b);
		ul[at](li);
	}

	var saved = opened();
	side.querySelectorAll('details').forEach(function (d) { if (saved.indexOf(keyOf(d.parentElement)) >= 0) d.open = true; });
	var lines = side.querySelectorAll('.p-more'), wanted = false;
	lines.forEach(function (li) { wanted = wanted || saved.indexOf(keyOf(li)) >= 0; });
	lines.forEach(more);
	side.querySelectorAll('.p-from').forEach(function (ul) { rest(ul, 'prepend'); });
	side.querySelectorAll('.p-cut').forEach(function (ul) { rest(ul, 'append'); });
	side.addEventListener('click', function (e) {
		var label = e.target.closest('summary'), line = e.target.closest('a');
		if (label && !e.defaultPrevented) remember(keyOf(label.parentElement.parentElement), !label.parentElement.open);
		if (line) platen.keep('sessionStorage', 'line', JSON.stringify([line.href.replace(/[?#].*/, ''), line.getBoundingClientRect().top]));
	});

	// place scrolls the contents such that the current line is where it was clicked, or in view.
	function place() {
		var now = side.querySelector('[aria-current]'), was, at = platen.keep('sessionStorage', 'line'), y = platen.keep('sessionStorage', 'side');
		try { was = JSON.parse(at); } catch (e) { }
		if (y) side.scrollTop = +y;
		if (!now || side.scrollHeight <= side.clientHeight) return;
		var top = now.getBoundingClientRect().top, box = side.getBoundingClientRect();
		if (was && was[0] === here) side.scrollTop += top - was[1];
		top = now.getBoundingClientRect().top - box.top;
		if (top < 0 || top > side.clientHeight - 40) side.scrollTop += top - side.clientHeight / 3;
	}
	if (wanted) load(function () {
		render();
		place();
	});
	place();
	addEventListener('pagehide', function () { platen.keep('sessionStorage', 'side', String(side.scrollTop)); });

	// On narrow screens.
	if (!menu) return;
	var rest = [].slice.call(doc.body.children).filter(function (e) { return e !== side && !e.matches('script'); });
	function show(open) {
		side.classList.toggle('p-open', open);
		menu.setAttribute('aria-expanded', String(open));
		rest.forEach(function (e) { e.inert = open; });
		platen.root.style.overflow = open ? 'hidden' : '';
		if (open) {
			place();
			side.querySelector('.p-close').focus({ preventScroll: true });
			place();
		} else menu.focus({ preventScroll: true });
	}
	menu.setAttribute('role', 'button');
	menu.setAttribute('aria-expanded', 'false');
	var close = side.querySelector('.p-close');
	close.setAttribute('role', 'button');
	[menu, close].forEach(function (e) {
		e.addEventListener('click', function (event) {
			event.preventDefault();
			show(e === menu);
		});
		e.addEventListener('keydown', function (event) {
			if (event.key !== ' ') return;
			event.preventDefault();
			show(e === menu);
		});
	});
	doc.addEventListener('keydown', function (e) { if (e.key === 'Escape' && side.classList.contains('p-open')) show(false); });
	window.matchMedia('(min-width: 56.25em)').addEventListener('change', function (e) { if (e.matches && side.classList.contains('p-open')) show(false); });
	if (location.hash === '#' + side.id) history.replaceState(null, '', here);
});
