// The order of results, and words that were meant: what a search makes of what MiniSearch has found.
window.platenRank = (function () {
	'use strict';

	// distance is how many letters have to be changed, added, left out or exchanged with the next one to make b of a; more
	// than most when it is more than that.
	function distance(a, b, most) {
		if (Math.abs(a.length - b.length) > most) return most + 1;
		var before = [], last = [], row = [], i, j;
		for (j = 0; j <= b.length; j++) last[j] = j;
		for (i = 1; i <= a.length; i++) {
			row = [i];
			var least = i;
			for (j = 1; j <= b.length; j++) {
				var same = a[i - 1] === b[j - 1];
				row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
				if (!same && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
				if (row[j] < least) least = row[j];
			}
			if (least > most) return most + 1;
			before = last;
			last = row;
		}
		return last[b.length];
	}

	// meant returns the words of the lists that are nearest to a word that none of them has, those of most entries first.
	// Short words are what they are; nine letters may have two faults.
	function meant(word, lists) {
		var most = word.length < 4 ? 0 : word.length < 9 ? 1 : 2, best = [];
		if (!most || /\d/.test(word)) return best;
		lists.forEach(function (list) {
			list.forEach(function (entry) {
				var n = distance(word, entry[0], most);
				if (n > most) return;
				if (n < most) {
					most = n;
					best = [];
				}
				var entries = 0;
				for (var field in entry[1]) entries += Object.keys(entry[1][field]).length;
				best.push([entry[0], entries]);
			});
		});
		return best.sort(function (a, b) { return b[1] - a[1]; }).slice(0, 3).map(function (b) { return b[0]; });
	}

	// order sorts results anew: a title that is no more than the words goes before one that has them among others, and a page
	// that treats the words in many of its sections before one that names them once. words are those of the query, with their
	// other forms; titles is how many words the title of an entry has, first which
	// entries are the beginning of a page.
	function order(found, words, titles, pageOf, first) {
		var set = {}, sections = {};
		words.forEach(function (w) { set[w] = true; });
		found.forEach(function (r) {
			var n = 0;
			Object.keys(r.match).forEach(function (w) { if (set[w] && r.match[w].indexOf('title') >= 0) n++; });
			var share = Math.min(1, n / Math.max(1, titles(r.id)));
			r.score *= 1 + (first[r.id] ? 0.9 : 0.6) * share * share;
		});
		var top = found.reduce(function (t, r) { return Math.max(t, r.score); }, 0);
		found.forEach(function (r) { if (r.score > top / 4) sections[pageOf(r.id)] = (sections[pageOf(r.id)] || 0) + 1; });
		found.forEach(function (r) { r.score *= 1 + 0.08 * Math.log2(Math.min(8, sections[pageOf(r.id)] || 1)); });
		return found.sort(function (a, b) { return b.score - a.score || a.id - b.id; });
	}

	// oneWord joins what was found of a word itself, of its other forms, and, when that is not much, of words that begin with it
	// or are near it: near finds those. All of them are one word: an entry counts by the best of them, and a form that is rare
	// for itself is no rarer than the word.
	function oneWord(entries, exact, forms, near) {
		var out = new Map();
		function rare(k) { return Math.log(1 + (entries - k + 0.5) / (k + 0.5)); }
		function take(r, score) {
			var have = out.get(r.id);
			if (!have) return out.set(r.id, { id: r.id, score: score, terms: r.terms, match: r.match });
			have.score = Math.max(have.score, score);
			have.terms = have.terms.concat(r.terms);
			have.match = Object.assign({}, have.match, r.match);
		}
		var union = new Set(), all = exact.concat(forms);
		all.forEach(function (list) { list.forEach(function (r) { union.add(r.id); }); });
		all.forEach(function (list, i) {
			var weight = (i < exact.length ? 1 : 0.7) * rare(union.size) / rare(list.length);
			list.forEach(function (r) { take(r, r.score * weight); });
		});
		if (union.size < 200) near().forEach(function (r) { if (!union.has(r.id)) take(r, r.score); });
		return out;
	}

	// join joins the results of several words: entries that have all of them, or with OR any.
	function join(words, how) {
		var out = [], from = how === 'OR' ? words : words.slice().sort(function (a, b) { return a.size - b.size; }).slice(0, 1), seen = new Set();
		from.forEach(function (found) {
			found.forEach(function (one, id) {
				if (seen.has(id)) return;
				seen.add(id);
				var list = words.map(function (w) { return w.get(id); }).filter(Boolean);
				if (list.length < words.length && how !== 'OR') return;
				var r = { id: id, score: 0, terms: [], match: {} };
				list.forEach(function (w) {
					r.score += w.score;
					r.terms = r.terms.concat(w.terms);
					Object.assign(r.match, w.match);
				});
				r.score *= list.length / words.length;
				out.push(r);
			});
		});
		return out;
	}

	// add gives results the scores of other results for the same entries.
	function add(found, others) {
		var scores = {};
		others.forEach(function (r) { scores[r.id] = r; });
		found.forEach(function (r) {
			var other = scores[r.id];
			if (!other) return;
			r.score += other.score / 2;
			r.terms = r.terms.concat(other.terms);
		});
	}

	return { add: add, distance: distance, join: join, oneWord: oneWord, meant: meant, order: order };
})();
