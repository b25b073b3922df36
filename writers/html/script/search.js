// Searching: the words of what readers type and their other forms, the parts of the index that are needed for them, and
// the list of results with the text around the words, an ARIA combobox with a listbox.
window.platenSearch = (function () {
	'use strict';
	var step = 20; // results shown at a time
	var stem, head, make, parts = [], texts = [], starts = [], engines = {};
	var waiting = []; // called when a file has come, or has not

	// The same rules stand in search/tokens.go for the index. Of a query the lone last character of a run is left out, and
	// so are the parts of a name like describeInstances; operators are words of a query where they stand alone.
	var run = /[\p{L}\p{M}\p{N}]+/gu;
	var dense = /[\u30fc\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+|[^\u30fc\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
	var symbols = /^(?:[-+*\/%=<>!&|^~?:.@#$\\]{1,3}|[-+*\/%=<>!&|^~?:.@#$\\()\[\]{}]{2,4})$/;
	var spelled = { 'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'ø': 'o', 'đ': 'd', 'ł': 'l', 'ı': 'i' };

	function fold(s) {
		s = s.toLowerCase();
		if (/^[\x00-\x7f]*$/.test(s)) return s;
		s = s.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/ς/g, 'σ').replace(/[ßæœøđłı]/g, function (c) { return spelled[c]; });
		return s.normalize('NFKC');
	}

	function isDense(s) { return /^[\u30fc\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(s); }

	function isWord(s) { return /[\p{L}\p{N}]/u.test(s); }

	function tokens(text, query) {
		var out = [];
		if (query) text.split(/\s+/).forEach(function (s) { if (symbols.test(s)) out.push(s); });
		(text.match(/[A-Za-z0-9\u0080-\u{10ffff}]+/gu) || []).forEach(function (plain) {
			if (!/^[\x00-\x7f]+$/.test(plain)) (fold(plain).match(run) || []).forEach(function (word) {
				word.match(dense).forEach(function (s) {
					if (!isDense(s)) return out.push(s);
					var chars = Array.from(s);
					for (var i = 0; i + 1 < chars.length; i++) out.push(chars[i] + chars[i + 1]);
					if (!query || chars.length === 1) out.push(chars[chars.length - 1]);
				});
			});
			else {
				out.push(plain.toLowerCase());
				if (query) return;
				var humps = plain.replace(/([a-z0-9])(?=[A-Z])/g, '$1 ').split(' ');
				if (humps.length > 9) humps = humps.slice(0, 8).concat(humps.slice(8).join(''));
				if (humps.length > 1 && humps.every(function (p) { return p.length > 1; })) humps.forEach(function (p) { out.push(p.toLowerCase()); });
			}
		});
		return out;
	}

	function options() {
		return {
			fields: ['title', 'page', 'text'],
			tokenize: function (s) { return tokens(s, false); },
			processTerm: function (t) { return t; },
			searchOptions: {
				tokenize: function (s) { return tokens(s, true); },
				boost: { title: 5, page: 1.3 },
				weights: { prefix: 0.3, fuzzy: 0.15 },
				boostDocument: function (id) { return head && head.first[id] ? 1.2 : 1; },
				prefix: function (term) { return isDense(term) || term.length > 1 && isWord(term); },
				fuzzy: function (term) { return term.length > 4 && isWord(term) && !isDense(term) && !/\d/.test(term) ? 0.2 : false; },
				combineWith: 'AND'
			}
		};
	}

	// opened takes the head of the index: which page each entry is of, and what MiniSearch wants to know of entries.
	function opened(data) {
		var page = [], first = [], chunk = [], t = -1;
		data.pages.forEach(function (p, i) {
			if (data.texts[t + 1] === i) chunk[++t] = page.length;
			for (var k = 0; k < p[2]; k++) {
				first.push(!k);
				page.push(i);
			}
		});
		starts = chunk;
		data.page = page;
		data.first = first;
		return data;
	}

	// serialized makes what MiniSearch.loadJS takes of the head and of words.
	function serialized(data, words) {
		var ids = {}, stored = {}, lengths = {}, sum = [0, 0, 0], n = data.lengths.length / 3;
		for (var i = 0; i < n; i++) {
			ids[i] = i;
			stored[i] = {};
			lengths[i] = data.lengths.slice(3 * i, 3 * i + 3);
			for (var f = 0; f < 3; f++) sum[f] += lengths[i][f];
		}
		return {
			serializationVersion: 2, dirtCount: 0, nextId: n, documentCount: n, fieldIds: { title: 0, page: 1, text: 2 }, documentIds: ids, storedFields: stored,
			fieldLength: lengths, averageFieldLength: sum.map(function (s) { return s / Math.max(1, n); }), index: words
		};
	}

	// engineFor returns MiniSearch with these parts of the index; the last few are kept.
	function engineFor(list) {
		var key = list.join();
		if (!engines[key]) {
			if (Object.keys(engines).length > 3) engines = {};
			engines[key] = MiniSearch.loadJS(serialized(head, [].concat.apply([], list.map(function (i) { return parts[i]; }))), options());
		}
		return engines[key];
	}

	// before compares by code points, as the index is sorted; JavaScript compares by UTF-16 units.
	function before(a, b) {
		for (var i = 0; i < a.length && i < b.length; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.codePointAt(i) < b.codePointAt(i) === (a.codePointAt(i) !== b.codePointAt(i));
		return a.length < b.length;
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
		return Object.keys(out).sort(function (a, b) { return a - b; });
	}

	// The other forms of a word are those of the index that have its stem: "policies" finds "policy". Stems are compared
	// here and now, so that the index need not hold them.
	var stemmers = window.platenStemmers || [];
	function root(word) {
		return word.length < 3 || isDense(word) || /\d/.test(word) || !isWord(word) ? [] : stemmers.map(function (s) { return s.stemWord(word); });
	}
	function shortened(stem) { return stem.length > 3 ? stem.slice(0, -1) : stem; }

	function forms(word) {
		var out = {};
		root(word).forEach(function (stem, k) {
			if (stem.length < 2) return;
			var start = shortened(stem);
			needed([start]).forEach(function (i) {
				var list = parts[i] || [], low = 0, high = list.length;
				while (low < high) {
					var mid = low + high >> 1;
					if (before(list[mid][0], start)) low = mid + 1; else high = mid;
				}
				for (; low < list.length && list[low][0].startsWith(start); low++) {
					var w = list[low][0];
					if (w !== word && w.length <= Math.max(word.length, stem.length) + 8 && stemmers[k].stemWord(w) === stem) out[w] = true;
				}
			});
		});
		return Object.keys(out).slice(0, 50);
	}

	// known reports whether the index has the word or one that begins with it.
	function known(word) {
		return needed([word]).some(function (i) {
			var list = parts[i] || [], low = 0, high = list.length;
			while (low < high) {
				var mid = low + high >> 1;
				if (before(list[mid][0], word)) low = mid + 1; else high = mid;
			}
			return low < list.length && list[low][0].startsWith(word);
		});
	}

	// parse returns the words of a query, the operators that stand at words, what stands in quotes, and names that are made of
	// several words, like a_b or x.y, which belong together.
	function parse(query) {
		var phrases = [];
		query.replace(/["“”„]([^"“”„]+)["“”]/g, function (all, p) {
			var t = tokens(p, true);
			if (t.length > 1) phrases.push(p.trim());
		});
		function once(w, i, l) { return l.indexOf(w) === i; }
		var words = tokens(query, true).filter(once).slice(0, 12);
		return {
			words: words, phrases: phrases,
			signs: (query.match(/[-+*\/%=<>!&|^~?:.@#$\\]{2,3}/g) || []).filter(once).filter(function (s) { return words.indexOf(s) < 0; }).slice(0, 3),
			names: query.split(/[\s"“”„]+/).filter(function (s) { return /[A-Za-z0-9][-_.:\/]+[A-Za-z0-9]/.test(s); })
		};
	}

	// find calls back with the results of the query: {id, score, terms}; with null when a file has not come. With wide, the
	// words are loaded among which one may be that was meant.
	function find(query, back, wide) {
		var q = parse(query);
		if (!head) return ask(['-index.js'], function () { find(query, back); }, back);
		var starts = q.signs.slice();
		q.words.forEach(function (w) {
			starts.push(w);
			root(w).forEach(function (s) { starts.push(shortened(s)); });
			if (wide && isWord(w) && !isDense(w) && !known(w)) starts.push(w[0]);
		});
		var list = needed(starts), missing = list.filter(function (i) { return !parts[i]; });
		if (missing.length) return ask(missing.map(function (i) { return '-index-' + (+i + 1) + '.js'; }), function () { find(query, back, wide); }, back);
		var engine = engineFor(list), accepted = [];
		function found1(word, more) { return engine.search(word, Object.assign({ fuzzy: false }, more)); }
		function search(how, loose) { // loose forgives typing errors in words that there are
			accepted = [];
			return platenRank.join(q.words.map(function (w) {
				var others = forms(w), words = [w];
				if (wide && !others.length && isWord(w) && !isDense(w) && !known(w)) {
					words = platenRank.meant(w, list.map(function (i) { return parts[i]; }));
					words.forEach(function (m) { others = others.concat(forms(m)); });
				}
				accepted = accepted.concat(words, others);
				var exact = words.map(function (m) { return found1(m, { prefix: false }); });
				return platenRank.oneWord(head.page.length, exact, others.map(function (f) { return found1(f, { prefix: false }); }),
					function () { return loose ? engine.search(w) : found1(w); });
			}), how);
		}
		var found = search('AND');
		if (!found.length && !wide) return find(query, back, true);
		if (!found.length) found = search('AND', true);
		if (!found.length && q.words.length > 1 && !q.phrases.length) found = search('OR', true);
		if (q.signs.length) platenRank.add(found, engine.search({ combineWith: 'OR', queries: q.signs, prefix: false, fuzzy: false }));
		found = platenRank.order(found, accepted, function (id) { return head.lengths[3 * id]; }, function (id) { return head.page[id]; }, head.first);
		if (q.phrases.length) return phrased(found.slice(0, 200), q.phrases, true, back);
		if (q.names.length) return phrased(found, q.names, false, back);
		back(found);
	}

	// phrased calls back with the results that have all phrases word by word; when they need not have them, those of the first
	// that do come before the others.
	function phrased(found, phrases, all, back) {
		var sought = phrases.map(squeezed), first = all ? found : found.slice(0, 8);
		function has(r) {
			var p = passage(r.id), s = p && squeezed(p[1] + ' ' + p[2]);
			return !!p && sought.every(function (x) { return s.indexOf(x) >= 0; });
		}
		withTexts(first, function () {
			var having = first.filter(has);
			back(all ? having : having.concat(first.filter(function (r) { return having.indexOf(r) < 0; }), found.slice(8)));
		}, back);
	}

	// squeezed makes text that is the same word by word the same.
	function squeezed(s) { return ' ' + (fold(s).match(run) || []).join(' ') + ' '; }

	// unpacked makes data of a string: base64 of DEFLATE of JSON.
	function unpacked(s) {
		var bytes = Uint8Array.from(atob(s), function (c) { return c.charCodeAt(0); });
		return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).json();
	}

	// Files are asked for once; what fails can be asked for again.
	var asked = {};
	function ask(names, done, back) {
		waiting.push({ done: done, back: back });
		names.forEach(function (name) {
			if (asked[name]) return;
			asked[name] = true;
			var s = make('script', { src: stem + name });
			s.onerror = function () {
				delete asked[name];
				s.remove();
				waiting.splice(0).forEach(function (w) { w.back(null); });
			};
			document.head.append(s);
		});
	}
	function arrived() { waiting.splice(0).forEach(function (w) { w.done(); }); }

	// Texts of entries are in files of several pages.
	function chunkOf(id) {
		var i = starts.length - 1;
		while (i > 0 && starts[i] > id) i--;
		return i;
	}
	function passage(id) { // [anchor, title, text]
		var i = chunkOf(id);
		return texts[i] && texts[i][id - starts[i]];
	}
	function withTexts(found, done, back) {
		var missing = {};
		found.forEach(function (r) { if (!passage(r.id)) missing['-text-' + (chunkOf(r.id) + 1) + '.js'] = true; });
		missing = Object.keys(missing);
		if (!missing.length) return done();
		ask(missing, function () { withTexts(found, done, back); }, back);
	}

	// excerpt finds the piece of text with most of the words, and cuts it into pieces of which every second is marked.
	function excerpt(text, terms, phrases) {
		var hits = [], set = {}, m, word = /[\p{L}\p{M}\p{N}]+|[-+*\/%=<>!&|^~?:.@#$\\]+/gu;
		terms.forEach(function (t) { set[t] = true; });
		var piled = terms.filter(isDense);
		while (m = word.exec(text)) {
			var w = fold(m[0]), at = -1;
			if (set[w]) hits.push([m.index, m[0].length, w]);
			else if (piled.length && piled.some(function (t) { return (at = w.indexOf(t)) >= 0; })) hits.push([m.index + at, 2, w.slice(at, at + 2)]);
			else if (/[a-z0-9][A-Z]/.test(m[0]) && tokens(m[0], false).some(function (t) { return set[t]; })) hits.push([m.index, m[0].length, w]);
			if (hits.length > 400) break;
		}
		if (!hits.length) return [text.slice(0, 160) + (text.length > 160 ? ' …' : '')];
		var best = 0, most = -1;
		for (var i = 0; i < hits.length; i++) { // the window with most different words
			var seen = {}, n = 0;
			for (var k = i; k < hits.length && hits[k][0] < hits[i][0] + 170; k++) if (!seen[hits[k][2]]) n += seen[hits[k][2]] = 1;
			if (phrases.length && squeezed(text.slice(hits[i][0], hits[i][0] + 300)).indexOf(squeezed(phrases[0])) === 0) n += 10;
			if (n > most) {
				most = n;
				best = i;
			}
		}
		var from = Math.max(0, hits[best][0] - 50), to = Math.min(text.length, from + 220);
		if (from > 0) from = text.indexOf(' ', from) + 1 || from;
		if (from > hits[best][0]) from = hits[best][0];
		if (to < text.length) to = Math.max(text.lastIndexOf(' ', to), hits[best][0] + hits[best][1]);
		var out = [from > 0 ? '… ' : ''], last = from;
		hits.forEach(function (h) {
			if (h[0] < last || h[0] + h[1] > to) return;
			out[out.length - 1] += text.slice(last, h[0]);
			out.push(text.slice(h[0], h[0] + h[1]), '');
			last = h[0] + h[1];
		});
		out[out.length - 1] += text.slice(last, to) + (to < text.length ? ' …' : '');
		return out;
	}

	function escaped(s) { return s.replace(/[.*+?^${}()|[\]\\\/-]/g, '\\$&'); }

	function start(box, at, words, maker) {
		stem = at;
		make = maker;
		var top = stem.slice(0, stem.lastIndexOf('/') + 1);
		var input = box.querySelector('input'), list = box.querySelector('[role=listbox]'), status = box.querySelector('[role=status]');
		var button, active = -1, timer, found = [], shown = '', eager = false, phrases = [];

		function close() {
			list.hidden = true;
			list.textContent = status.textContent = '';
			if (button) button.remove();
			button = null;
			shown = '';
			found = [];
			input.setAttribute('aria-expanded', 'false');
			choose(-1);
		}

		function choose(i) {
			var items = options();
			if (items[active]) items[active].setAttribute('aria-selected', 'false');
			active = i;
			if (items[i]) {
				items[i].setAttribute('aria-selected', 'true');
				items[i].scrollIntoView({ block: 'nearest' });
				input.setAttribute('aria-activedescendant', items[i].id);
			} else input.removeAttribute('aria-activedescendant');
		}

		function options() { return list.querySelectorAll('[role=option]'); }

		function pieces(to, list) { list.forEach(function (s, i) { if (i % 2) to.append(make('mark', {}, s)); else to.append(s); }); }

		// option makes a result; what its file of texts knows is filled in when that has come.
		function option(r, i) {
			var page = head.pages[head.page[r.id]], a = make('a', { role: 'option', id: list.id + i, href: top + page[0], tabindex: '-1', 'aria-selected': 'false' });
			function fill() {
				var p = passage(r.id), title = p && p[1] || page[1];
				a.textContent = '';
				var b = make('b');
				pieces(b, marked(title, r.terms));
				a.append(b);
				if (!p) return;
				if (p[0]) {
					a.href = top + page[0] + '#' + encodeURIComponent(p[0]);
					a.append(' ', make('span', {}, page[1]));
				}
				if (p[2]) {
					var text = make('span', { 'class': 'p-text' }), cut = excerpt(p[2], r.terms, phrases);
					pieces(text, cut);
					a.append(' ', text);
					r.marks = cut.filter(function (s, i) { return i % 2; });
				}
			}
			fill();
			if (!passage(r.id)) withTexts([r], fill, function () { });
			a.addEventListener('click', function () { // the page marks the words
				var all = (r.marks || []).concat(r.terms.filter(isWord)).map(escaped);
				if (all.length) platen.keep('sessionStorage', 'found', JSON.stringify({ at: a.href.replace(/#.*/, ''), words: '(?<![\\p{L}\\p{N}])(?:' + all.sort(function (a, b) { return b.length - a.length; }).slice(0, 60).join('|') + ')(?![\\p{L}\\p{N}])' }));
			});
			return a;
		}

		function marked(title, terms) {
			var out = [''], last = 0, m, word = /[\p{L}\p{M}\p{N}]+/gu, set = {};
			terms.forEach(function (t) { set[t] = true; });
			while (m = word.exec(title)) {
				if (!set[fold(m[0])]) continue;
				out[out.length - 1] += title.slice(last, m.index);
				out.push(m[0], '');
				last = m.index + m[0].length;
			}
			out[out.length - 1] += title.slice(last);
			return out;
		}

		// more shows further results.
		function more() {
			var n = options().length;
			if (button) button.remove();
			button = null;
			found.slice(n, n + step).forEach(function (r, i) { list.append(option(r, n + i)); });
			if (found.length > n + step) {
				button = make('button', { type: 'button', tabindex: '-1' }, words.more);
				button.addEventListener('click', more);
				list.after(button);
			}
		}

		function show(query, results) {
			shown = query;
			found = results;
			active = -1;
			phrases = parse(query).phrases;
			list.textContent = '';
			list.scrollTop = 0;
			list.hidden = !found.length;
			more();
			input.setAttribute('aria-expanded', String(found.length > 0));
			input.removeAttribute('aria-activedescendant');
			status.textContent = !found.length ? words.none : found.length === 1 ? words.one : words.found.replace('%d', found.length);
			status.className = found.length ? 'p-count' : '';
			if (eager) go();
		}

		function go() {
			eager = false;
			var to = options()[Math.max(0, active)];
			if (!to) return;
			platen.keep('sessionStorage', 'query', input.value);
			close();
			to.click();
		}

		function failed() {
			close();
			eager = false;
			status.className = '';
			status.textContent = words.failed + ' ';
			var again = make('button', { type: 'button' }, words.retry);
			again.addEventListener('click', function () {
				input.focus();
				look();
			});
			status.append(again);
		}

		function look() {
			var query = input.value;
			if (!tokens(query, true).length) {
				close();
				if (query.trim()) {
					status.className = '';
					status.textContent = words.none;
				}
				return;
			}
			if (shown !== query) {
				var slow = setTimeout(function () {
					if (input.value !== query || shown === query) return;
					close();
					status.className = '';
					status.textContent = words.searching;
				}, 200);
			}
			var mine = function () { return input.value === query && box.contains(document.activeElement); };
			find(query, function (results) {
				if (!mine()) return clearTimeout(slow);
				if (!results) {
					clearTimeout(slow);
					return failed();
				}
				withTexts(results.slice(0, 6), function () { // what is seen first
					clearTimeout(slow);
					if (mine() && (shown !== query || list.hidden)) show(query, results);
				}, function () {
					clearTimeout(slow);
					if (mine()) show(query, results);
				});
			});
		}

		input.addEventListener('input', function () {
			eager = false;
			clearTimeout(timer);
			timer = setTimeout(look, 60);
		});
		input.addEventListener('focus', look);
		input.addEventListener('keydown', function (e) {
			var n = list.hidden ? 0 : options().length;
			if (e.isComposing) return;
			if (e.key === 'ArrowDown' && n) {
				if (active === n - 1 && found.length > n) more();
				choose((active + 1) % options().length);
			} else if (e.key === 'ArrowUp' && n) choose((active <= 0 ? n : active) - 1);
			else if (e.key === 'Enter') {
				if (shown === input.value && n) go();
				else if (input.value.trim()) { // the results of what stands in the box are still to come
					eager = true;
					clearTimeout(timer);
					look();
				}
			} else if (e.key === 'Escape') {
				if (list.hidden && !status.textContent) input.value = '';
				close();
			} else return;
			e.preventDefault();
		});
		list.addEventListener('scroll', function () { if (found.length > options().length && list.scrollTop + list.clientHeight > list.scrollHeight - 200) more(); });
		list.addEventListener('click', function (e) { if (e.target.closest('a') && !e.ctrlKey && !e.metaKey && !e.shiftKey) close(); });
		box.addEventListener('focusout', function (e) { if (!box.contains(e.relatedTarget)) close(); });
		list.addEventListener('mousedown', function (e) { e.preventDefault(); }); // the box keeps the focus
		look();
	}

	return {
		start: start,
		options: options,
		serialized: serialized,
		opened: opened,
		open: function (data) {
			unpacked(data).then(function (d) {
				head = opened(d);
				arrived();
			});
		},
		add: function (i, data) {
			unpacked(data).then(function (d) {
				parts[i] = d;
				arrived();
			});
		},
		text: function (i, pages) {
			Promise.all(pages.map(unpacked)).then(function (list) {
				texts[i] = [].concat.apply([], list);
				arrived();
			});
		}
	};
})();
