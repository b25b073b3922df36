// Searching: the words of what readers type, the parts of the index that are needed for them, and the list of
// results, an ARIA combobox with a listbox.
window.platenSearch = (function () {
	'use strict';
	var limit = 20; // results shown
	var stem, head, parts = [], engine, make;
	var waiting = []; // called when a file has come

	// The same rules stand in search/tokens.go for the index. Of a query the lone last character of a run is left out.
	var run = /[\p{L}\p{M}\p{N}]+/gu;
	var dense = /[\u30fc\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+|[^\u30fc\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;

	function fold(s) {
		return s.toLowerCase().normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/ς/g, 'σ').normalize('NFKC');
	}

	function isDense(s) { return /^[\u30fc\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(s); }

	function tokens(text, query) {
		var out = [];
		(fold(text).match(run) || []).forEach(function (word) {
			word.match(dense).forEach(function (s) {
				if (!isDense(s)) return out.push(s);
				var chars = Array.from(s);
				for (var i = 0; i + 1 < chars.length; i++) out.push(chars[i] + chars[i + 1]);
				if (!query || chars.length === 1) out.push(chars[chars.length - 1]);
			});
		});
		return out;
	}

	function options() {
		return {
			fields: ['title', 'page', 'text'],
			storeFields: ['p', 'a', 't'],
			tokenize: function (s) { return tokens(s, false); },
			processTerm: function (t) { return t; },
			searchOptions: {
				tokenize: function (s) { return tokens(s, true); },
				boost: { title: 5, page: 1.3 },
				weights: { prefix: 0.3, fuzzy: 0.15 },
				boostDocument: function (id, term, stored) { return stored.a ? 1 : 1.2; },
				prefix: function (term) { return term.length > 1 || isDense(term); },
				fuzzy: function (term) { return term.length > 4 && !isDense(term) && !/\d/.test(term) ? 0.2 : false; },
				combineWith: 'AND'
			}
		};
	}

	// needed returns the numbers of the files that have the words that begin with these.
	function needed(words) {
		var out = {};
		words.forEach(function (w) {
			for (var i = 0; i < head.firsts.length; i++) {
				var end = head.firsts[i + 1];
				if ((end === undefined || before(w, end)) && (before(head.firsts[i], w) || head.firsts[i] === w || head.firsts[i].startsWith(w))) out[i] = true;
			}
		});
		return Object.keys(out);
	}

	// before compares by code points, as the index is sorted; JavaScript compares by UTF-16 units.
	function before(a, b) {
		var x = Array.from(a), y = Array.from(b);
		for (var i = 0; i < x.length && i < y.length; i++) if (x[i] !== y[i]) return x[i].codePointAt(0) < y[i].codePointAt(0);
		return x.length < y.length;
	}

	// find calls back with the results of the query.
	function find(query, back) {
		if (!head) return waiting.push(function () { find(query, back); });
		var missing = needed(tokens(query, true)).filter(function (i) { return !parts[i]; });
		if (missing.length) {
			missing.forEach(function (i) { load('-index-' + (+i + 1) + '.js'); });
			return waiting.push(function () { find(query, back); });
		}
		if (!engine) {
			var index = Object.assign({}, head.index, { index: [].concat.apply([], parts.filter(Boolean)) });
			engine = MiniSearch.loadJS(index, options());
		}
		var found = engine.search(query);
		if (!found.length) found = engine.search(query, { combineWith: 'OR' });
		back(found);
	}

	var asked = {};
	function load(name) {
		if (asked[name]) return;
		asked[name] = true;
		document.head.append(make('script', { src: stem + name }));
	}

	function arrived() {
		var calls = waiting;
		waiting = [];
		calls.forEach(function (f) { f(); });
	}

	// address returns where a result leads, seen from the site's top.
	function address(r) {
		return head.pages[r.p][0] + (r.a ? '#' + encodeURIComponent(r.a) : '');
	}

	function start(box, at, words, maker) {
		stem = at;
		make = maker;
		var top = stem.slice(0, stem.lastIndexOf('/') + 1);
		var input = box.querySelector('input'), list = box.querySelector('[role=listbox]'), status = box.querySelector('[role=status]');
		var active = -1, timer;

		function close() {
			list.hidden = true;
			status.textContent = '';
			input.setAttribute('aria-expanded', 'false');
			choose(-1);
		}

		function choose(i) {
			var items = list.children;
			if (items[active]) items[active].setAttribute('aria-selected', 'false');
			active = i;
			if (items[i]) {
				items[i].setAttribute('aria-selected', 'true');
				items[i].scrollIntoView({ block: 'nearest' });
				input.setAttribute('aria-activedescendant', items[i].id);
			} else input.removeAttribute('aria-activedescendant');
		}

		// marked appends text with the words that were found marked.
		function marked(to, text, terms) {
			var rest = text, plain = terms.filter(Boolean).map(function (t) { return t.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'); });
			if (plain.length) {
				text.split(new RegExp('(' + plain.sort(function (a, b) { return b.length - a.length; }).join('|') + ')', 'i')).forEach(function (s, i) {
					if (i % 2) to.append(make('mark', {}, s)); else to.append(s);
				});
			} else to.append(rest);
		}

		function show(found) {
			list.textContent = '';
			active = -1;
			found.slice(0, limit).forEach(function (r, i) {
				var a = make('a', { role: 'option', id: list.id + i, href: top + address(r), tabindex: '-1', 'aria-selected': 'false' });
				var page = head.pages[r.p][1], title = make('b');
				marked(title, r.a ? r.t : page, r.terms);
				a.append(title);
				if (r.a) a.append(' ', make('span', {}, page));
				list.append(a);
			});
			list.hidden = !found.length;
			input.setAttribute('aria-expanded', String(found.length > 0));
			input.removeAttribute('aria-activedescendant');
			status.textContent = found.length ? words.found.replace('%d', found.length) : words.none;
			status.className = found.length ? 'p-vh' : '';
		}

		function look() {
			var query = input.value;
			if (!tokens(query, true).length) return close();
			find(query, function (found) { if (input.value === query && box.contains(document.activeElement)) show(found); });
		}

		input.addEventListener('input', function () {
			clearTimeout(timer);
			timer = setTimeout(look, 60);
		});
		input.addEventListener('focus', look);
		input.addEventListener('keydown', function (e) {
			var n = list.hidden ? 0 : list.children.length;
			if (e.isComposing) return;
			if (e.key === 'ArrowDown' && n) choose((active + 1) % n);
			else if (e.key === 'ArrowUp' && n) choose((active <= 0 ? n : active) - 1);
			else if (e.key === 'Enter' && n) {
				var to = list.children[Math.max(0, active)];
				close();
				to.click();
			} else if (e.key === 'Escape') {
				if (list.hidden && !status.textContent) input.value = '';
				close();
			} else return;
			e.preventDefault();
		});
		list.addEventListener('click', function (e) { if (!e.ctrlKey && !e.metaKey && !e.shiftKey) close(); });
		box.addEventListener('focusout', function (e) { if (!box.contains(e.relatedTarget)) close(); });
		list.addEventListener('mousedown', function (e) { e.preventDefault(); }); // the box keeps the focus
		load('-index.js');
		look();
	}

	return {
		start: start,
		options: options,
		open: function (data) { head = data; arrived(); },
		add: function (i, terms) { parts[i] = terms; engine = null; arrived(); }
	};
})();
