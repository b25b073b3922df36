// Code: buttons that copy it and wrap its lines, and numbers in comments that lead to the list below. Images that are larger
// than their place lead to themselves.
(function () {
	'use strict';
	var doc = platen.doc, make = platen.make, words = platen.words;

	function codeButtons() {
		doc.querySelectorAll('.p-main pre').forEach(function (pre) {
			if (!pre.textContent.trim()) return;
			var box = make('div', { 'class': 'p-code' }), tools = make('div', { 'class': 'p-tools' });
			pre.before(box);
			box.append(pre, tools);
			wrapButton(pre, tools);
			if (navigator.clipboard || doc.execCommand) copyButton(pre, tools);
		});
	}

	function copyButton(pre, tools) {
		var button = make('button', { type: 'button', 'class': 'p-copy' }, words.copy);
		tools.append(button);
		button.addEventListener('click', function () {
			copy(pre, function () {
				button.textContent = words.copied;
				setTimeout(function () { button.textContent = words.copy; }, 1500);
			});
		});
	}

	// copied is the text of code without annotations; of a session in a shell, the commands without their prompts.
	function copied(pre) {
		var text = '';
		var walk = doc.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
		for (var n; (n = walk.nextNode());) if (!n.parentNode.closest('.p-mark')) text += n.data;
		var code = pre.firstElementChild, lang = (/\blanguage-([\w-]+)/.exec(code ? code.className : '') || [])[1];
		var session = /^(console|shell-session|shellsession|terminal|pycon|doscon|ps1con)$/.test(lang), lines = text.split('\n');
		var prompt = session ? /^(?:\$|#|%|>>>|\.\.\.|PS [^>\n]*>|[A-Za-z]:\\[^>\n]*>|[\w.-]+@[\w.-]+[^$#\n]*[$#]) / : /^(?:\$|PS [^>\n]*>) /;
		if (!session && !/^(bash|sh|shell|zsh|powershell)$/.test(lang) || !lines.some(function (l) { return prompt.test(l); })) return text;
		var out = [], more = false;
		lines.forEach(function (l) {
			if (prompt.test(l)) out.push(l.replace(prompt, ''));
			else if (more) out.push(l.replace(/^> /, ''));
			else return;
			more = /\\$/.test(l);
		});
		return out.join('\n') + '\n';
	}

	function copy(pre, done) {
		var text = copied(pre);
		function select() { // where there is no clipboard: plain http
			var area = make('textarea', { readonly: '', 'aria-hidden': 'true', style: 'position:fixed;opacity:0' }), at = doc.activeElement;
			area.value = text;
			doc.body.append(area);
			area.select();
			if (doc.execCommand('copy')) done();
			area.remove();
			if (at) at.focus();
		}
		if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, select);
		else select();
	}

	// The choice to wrap long lines holds for all code. Only code with such lines has the button.
	function wrapButton(pre, tools) {
		if (pre.scrollWidth <= pre.clientWidth + 1 && !platen.keep('localStorage', 'wrap')) return;
		var button = make('button', { type: 'button', 'class': 'p-wrap', 'aria-pressed': 'false', 'aria-label': words.wrap, title: words.wrap }, '\u21a9');
		tools.append(button);
		button.addEventListener('click', function () {
			platen.keep('localStorage', 'wrap', platen.keep('localStorage', 'wrap') ? '' : 'on');
			wrap();
		});
	}

	function wrap() {
		var on = platen.keep('localStorage', 'wrap') === 'on';
		platen.root.classList.toggle('p-wrapped', on);
		doc.querySelectorAll('.p-wrap').forEach(function (b) { b.setAttribute('aria-pressed', on); });
	}

	// annotations makes comments like "# (1)!" in code links to the items of the list that follows it.
	function annotations() {
		doc.querySelectorAll('.p-main pre').forEach(function (pre, at) {
			var list = (pre.closest('.p-file') || pre).nextElementSibling;
			if (!list || list.tagName !== 'OL') return;
			var items = [].filter.call(list.children, function (c) { return c.tagName === 'LI'; }), found = [];
			pre.querySelectorAll('.c').forEach(function (c) {
				var m = /^\s*(?:#|\/\/|--|;|%|\/\*|<!--)\s*\((\d{1,2})\)(!?)\s*(?:\*\/|-->)?(\s*)$/.exec(c.textContent);
				if (m && items[m[1] - 1]) found.push([c, m[1], m[3]]);
			});
			if (!found.length) return;
			list.classList.add('p-marks');
			found.forEach(function (f) {
				var item = items[f[1] - 1];
				if (!item.id) item.id = 'p-mark-' + at + '-' + f[1];
				var a = make('a', { 'class': 'p-mark', href: '#' + item.id, 'aria-label': f[1] + ': ' + item.textContent.trim().slice(0, 120), title: item.textContent.trim().slice(0, 300) }, f[1]);
				f[0].textContent = f[2];
				f[0].prepend(a);
			});
		});
	}

	function zoom() {
		doc.querySelectorAll('.p-main img[width]').forEach(function (img) {
			if (img.closest('a') || !img.alt || /^data:/.test(img.src) || img.clientWidth && img.getAttribute('width') < img.clientWidth * 1.2 || img.getAttribute('width') < 400) return;
			var a = make('a', { 'class': 'p-zoom ' + (img.className.match(/only-\w+/) || [''])[0], href: img.src });
			img.before(a);
			a.append(img);
		});
	}

	platen.start(function () {
		annotations();
		codeButtons();
		wrap();
		zoom();
	});
})();
