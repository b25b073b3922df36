(function (from) {
	'use strict';
	var doc = document, box, open = false;
	function make(name, style, text) {
		var e = doc.createElement(name);
		e.style.cssText = style;
		if (text) e.textContent = text;
		return e;
	}
	function show(found) {
		if (box) {
			open = box.firstChild.open;
			box.remove();
			box = null;
		}
		if (!found.all) return;
		box = make('aside', 'position:fixed;inset:auto 12px 12px auto;z-index:999;max-width:min(44rem,calc(100vw - 24px));font:14px/1.5 system-ui,sans-serif;color:#1b1f24;background:#fff;border:2px solid #b3261e;border-radius:8px;box-shadow:0 4px 16px rgba(0,0,0,.25)');
		box.setAttribute('aria-label', 'platen');
		var all = make('details', ''), list = make('ul', 'margin:0;padding:0 14px 10px;list-style:none;max-height:50vh;overflow:auto');
		all.open = open;
		all.append(make('summary', 'padding:6px 14px;cursor:pointer;font-weight:600', found.all + (found.all === 1 ? ' finding' : ' findings') + (found.own ? ', ' + found.own + ' on this page' : '')));
		found.list.forEach(function (f) {
			var item = make('li', 'margin:8px 0 0');
			item.append(make('b', f.severity === 'error' ? 'color:#b3261e' : 'color:#7a4f00', f.severity), ' ', make('code', 'font-size:13px', f.file + (f.line ? ':' + f.line : '')));
			item.append(make('div', '', f.msg + ' [' + f.code + ']'));
			if (f.hint) item.append(make('div', 'color:#555', f.hint));
			list.append(item);
		});
		all.append(list);
		box.append(all);
		doc.body.append(box);
	}
	window.platenFindings = function () {
		fetch(from).then(function (r) { return r.json(); }).then(show, function () { });
	};
	addEventListener('beforeprint', function () { if (box) box.hidden = true; });
	addEventListener('afterprint', function () { if (box) box.hidden = false; });
})
