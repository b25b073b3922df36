// Tabs: the disclosures become a row of tabs with its panels. ARIA Authoring Practices, tabs pattern. A choice holds for
// all groups with that label, on this page and the next ones.
platen.start(function () {
	'use strict';
	var doc = platen.doc, make = platen.make, groups = [];

	function chosen() {
		try { return JSON.parse(platen.keep('localStorage', 'tabs')) || []; } catch (e) { return []; }
	}

	function build(box, number) {
		var all = [].slice.call(box.children);
		if (!all.every(function (e) { return e.matches('details'); })) return; // a label with a link stays open
		var row = make('div', { role: 'tablist' }), group = { box: box, tabs: [] };
		all.forEach(function (d, i) {
			var summary = d.querySelector('summary'), panel = make('div', { role: 'tabpanel', tabindex: '0' }), label = summary.textContent.trim();
			var tab = make('button', { type: 'button', role: 'tab', id: 'p-tab-' + number + '-' + i, 'aria-controls': d.id || 'p-panel-' + number + '-' + i }, label);
			panel.id = d.id || 'p-panel-' + number + '-' + i;
			panel.className = d.className;
			panel.setAttribute('aria-labelledby', tab.id);
			panel.dataset.label = label;
			summary.querySelectorAll('[id]').forEach(function (e) { panel.append(make('span', { id: e.id })); });
			var head = summary.querySelector('h2, h3, h4, h5, h6');
			if (head) {
				head.className = 'p-vh';
				panel.append(head);
			}
			while (d.lastElementChild.firstChild) panel.append(d.lastElementChild.firstChild);
			d.replaceWith(panel);
			row.append(tab);
			group.tabs.push({ label: label, tab: tab, panel: panel });
			tab.addEventListener('click', function () { choose(group, i); });
			tab.addEventListener('keydown', function (e) {
				var n = group.tabs.length, rtl = getComputedStyle(row).direction === 'rtl', to = -1;
				if (e.key === 'ArrowRight') to = i + (rtl ? -1 : 1);
				else if (e.key === 'ArrowLeft') to = i + (rtl ? 1 : -1);
				else if (e.key === 'Home') to = 0;
				else if (e.key === 'End') to = n - 1;
				else return;
				e.preventDefault();
				to = (to + n) % n;
				choose(group, to);
				group.tabs[to].tab.focus();
			});
		});
		box.prepend(row);
		box.classList.add('p-tabbed');
		groups.push(group);
		show(group, 0);
	}

	function show(group, i) {
		group.tabs.forEach(function (t, k) {
			t.tab.setAttribute('aria-selected', String(k === i));
			t.tab.tabIndex = k === i ? 0 : -1;
			t.panel.hidden = k !== i;
		});
		var tab = group.tabs[i].tab, row = tab.parentElement; // in view, without moving the page
		if (tab.offsetLeft < row.scrollLeft || tab.offsetLeft + tab.offsetWidth > row.scrollLeft + row.clientWidth) row.scrollLeft = tab.offsetLeft - row.clientWidth / 3;
	}

	function choose(group, i) {
		var label = group.tabs[i].label, row = group.box, y = row.getBoundingClientRect().top;
		groups.forEach(function (g) {
			var k = g === group ? i : g.tabs.findIndex(function (t) { return t.label === label; });
			if (k >= 0) show(g, k);
		});
		var moved = row.getBoundingClientRect().top - y; // groups above have another height now
		if (moved) scrollBy({ top: moved, behavior: 'instant' });
		var list = chosen().filter(function (l) { return l !== label; });
		list.unshift(label);
		platen.keep('localStorage', 'tabs', JSON.stringify(list.slice(0, 50)));
	}

	// openFor opens what holds the element that the address names: a tab, a fold.
	function openFor() {
		var id = platen.decode(location.hash.slice(1)), to = id && doc.getElementById(id), closed = false;
		if (!to) return;
		for (var e = to; e; e = e.parentElement) {
			if (e.matches('details:not([open])')) closed = e.open = true;
			groups.forEach(function (g) {
				g.tabs.forEach(function (t, i) {
					if (t.panel === e && e.hidden) {
						closed = true;
						show(g, i);
					}
				});
			});
		}
		if (closed) to.scrollIntoView();
	}

	doc.querySelectorAll('.p-tabs').forEach(build);
	var list = chosen();
	groups.forEach(function (g) {
		var best = -1, rank = list.length;
		g.tabs.forEach(function (t, i) {
			var r = list.indexOf(t.label);
			if (r >= 0 && r < rank) {
				rank = r;
				best = i;
			}
		});
		if (best >= 0) show(g, best);
	});
	addEventListener('hashchange', openFor);
	doc.addEventListener('click', function (e) { // the same address once more changes no hash
		var a = e.target.closest && e.target.closest('a[href^="#"]');
		if (a) setTimeout(openFor);
	});
	openFor();
});
