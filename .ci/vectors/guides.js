// guides(DIR) writes the guides that hold the vectors below DIR and says how each is converted.
//   → { guides: [{ name, from: [arguments], ext, flags, ours: pattern of platen's own scripts, pages: at least, sees: words that have to be there, search, wait }], vectors: { number: what and where } }
'use strict';
const fs = require('fs'), path = require('path');
const { words, addresses } = require('./payloads.js');

// Where words go, in pages of many. The name of a page is that of the class.
const forms = {
  raw: ['Text %s text'], block: ['%s'], list: ['- %s\n- [ ] %s'], quote: ['> %s'], strong: ['**%s** _%s_ ~~%s~~'], code: ['`%s`', '    %s', '```\n%s\n```', '<pre><code>%s</code></pre>'],
  info: ['```%s\nx\n```', '~~~ js title="%s" {1}\nx\n~~~', '``` {.%s data-x="%s"}\nx\n```', '```js:%s\nx\n```', '```{code-block} %s\n:caption: %s\nx\n```'],
  heading: ['## %s', '### x {#%s}', '### x {.%s}', '### x {title="%s" onclick="X(N)" style="%s"}', '<h3 id="%s" class="%s">x</h3>'], title: ['[x](a.md "%s")', "![x](a.png '%s')", '[x][r%n]\n\n[r%n]: a.md (%s)'],
  alt: ['![%s](a.png)', '![x](a.png){alt="%s" onerror="%s"}', '<img src="a.png" alt="%s" title="%s">', '![%s](https://img.example/a.png)'], label: ['[%s](https://example.com)', '[%s]', '<a name="%s"></a>x', '[x](#%s)'],
  note: ['!!! note "%s"\n    %s', ':::note[%s]\n%s\n:::', '> [!NOTE] %s\n> %s', '??? tip "%s"\n    x', '::: warning %s\n%s\n:::'], tabs: ['=== "%s"\n    %s', '{{< tabs >}}{{% tab title="%s" %}}%s{{% /tab %}}{{< /tabs >}}'],
  table: ['| %s | b |\n|---|---|\n| %s | <img src="x" onerror="X(N)"> |', '<table><caption>%s</caption><tr><td title="%s" style="%s">x</table>'], list2: ['Term %s\n: %s'], foot: ['x[^%n]\n\n[^%n]: %s', '[^%s]\n\n[^%s]: x'], abbr: ['*[HT%n]: %s\n\nHT%n'],
  math: ['$%s$', '$$\n%s\n$$', '$\\text{%s}$', '$\\unknown{%s}$'], details: ['<details><summary>%s</summary>\n\n%s\n\n</details>\n</details>'], div: ['<div class="%s" id="%s" title="%s">x</div>', '::: {.x title="%s" onclick="%s"}\nx\n:::'], emoji: [':%s:', '[x]{onclick="%s" .%s}', '<i class="fa %s"></i>'],
  mermaid: ['```mermaid\n%s\n```'], // where an engine hands out what the source has
};
const goals = {
  link: ['[x](<%s>)', '[x](%s)', '<%s>', '[x][l%n]\n\n[l%n]: <%s>', '<a href="%s">x</a>', '[![x](<%s>)](<%s>)'], image: ['![x](<%s>)', '![x](%s)', '<img src="%s" srcset="%s 2x">', '<picture><source srcset="%s"><img src="%s"></picture>'],
  media: ['<video src="%s" poster="%s"></video>', '<audio src="%s"></audio>', '<iframe src="%s"></iframe>', '<object data="%s"></object>', '<embed src="%s">', '{{< youtube "%s" >}}', '{% embed url="%s" %}', '::youtube[x]{#%s}'],
  formula: ['$\\href{%s}{x}$', '$$\\href{%s}{x} \\url{%s} \\includegraphics{%s} \\htmlData{onclick=%s}{x} \\style{%s}{x} \\class{%s}{x} \\cssId{%s}{x}$$'], cite: ['<blockquote cite="%s">x</blockquote>', '<form action="%s"><button formaction="%s">x</button></form>', '<td background="%s">x</td>', '<meta http-equiv="refresh" content="0;url=%s">'],
};

exports.guides = dir => {
  const vectors = {};
  let count = 0;
  const number = (payload, where) => { vectors[++count] = `${payload} (${where})`; return payload.replace(/N(?=\))/g, count); };
  const write = (name, text) => { const f = path.join(dir, name); fs.mkdirSync(path.dirname(f), { recursive: true }); fs.writeFileSync(f, text); };
  const fill = (form, s) => form.replace(/%n/g, count).replace(/%s/g, () => s);
  const yaml = s => JSON.stringify(s.replace(/[\0-\x1f\uFEFF]/g, ' '));
  const closed = '\n\n?> --> ]]>\n\n</x></script></style></svg></math></textarea></title></template></plaintext></noscript></details></div></b></p></form></dialog></marquee></custom-tag>\n\n';

  // words: all of them, in each form.
  const sees = [];
  write('words/index.md', '# Vectors\n\nA vector.\n');
  for (const [name, list] of [...Object.entries(forms), ...Object.entries(goals)]) {
    let page = `# Vector ${name}\n\n`;
    (forms[name] ? words : addresses).forEach((p, i) => { page += fill(list[i % list.length], number(p, name)) + closed + (i % 10 ? '' : `END-${name}-${i}\n\n`); if (i % 10 === 0 && !/raw|block|code|math/.test(name)) sees.push(`END-${name}-${i}`); });
    write(`words/${name}.md`, page);
  }
  write('words/a.png', Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'));

  // front: what front matter and names say, each in a page of its own; three levels, so that the way to a page is told.
  write('front/index.md', `---\ntitle: ${yaml(number(words[79], 'title of the first page'))}\ndescription: ${yaml(number(words[7], 'description of the first page'))}\n---\n\nA vector.\n`);
  words.forEach((p, i) => {
    const at = k => yaml(number(words[(i + k) % words.length], `front matter ${k}`));
    const folder = i % 9 ? `front/part${i % 8}/` : `front/${number('<img src=x onerror=X(N)>', 'folder')}/`;
    write(folder + `page${i}.md`, `---\ntitle: ${at(0)}\ndescription: ${at(1)}\nauthor: ${at(2)}\nlang: ${at(3)}\ndate: ${i % 2 ? '2026-01-02' : at(4)}\ntags: [${at(5)}, ${at(6)}]\nkeywords: [${at(7)}]\n` +
      `aliases: [${at(8)}, "/old${i}/${p.replace(/[\0-\x1f"\\/]/g, '_')}.html"]\nslug: ${i % 3 ? `s${i}` : at(10)}\nsidebar_label: ${at(11)}\nversion: ${at(12)}\nrights: ${at(13)}\n` +
      `image: ${yaml(number(addresses[i % addresses.length], 'image'))}\ncustom_edit_url: ${yaml(number(addresses[(i + 9) % addresses.length], 'edit'))}\nlast_update: {date: ${at(14)}}\n---\n\nA vector ${i}.\n\n## Vector ${number(p, 'heading')}\n\nx\n`);
    const name = number(p, 'name of a file').replace(/[\0/\n\r]/g, ' ').slice(0, 120);
    if (i % 2) write(`front/names/${name}.md`, `A vector.\n`);
  });

  // Projects: what their files say.
  const w = i => number(words[i % words.length], 'project'), a = i => number(addresses[i % addresses.length], 'project');
  const every = f => words.map((_, i) => f(i)).join('');
  write('mkdocs/docs/index.md', '# Vectors\n\nA vector.\n'); write('mkdocs/docs/a.md', '# A\n\nA vector.\n');
  write('mkdocs/mkdocs.yml', `site_name: ${yaml(w(6))}\nsite_url: "https://example.com/d/"\nsite_description: ${yaml(w(79))}\nrepo_url: ${yaml(a(0))}\nedit_uri: ${yaml(a(33))}\ncopyright: ${yaml(w(6) + w(0))}\ntheme: {name: material, logo: ${yaml(a(1))}, favicon: ${yaml(a(29))}}\nextra_css: [${yaml(a(2))}]\n` +
    `extra_javascript: [evil.js]\nplugins: [search, {redirects: {redirect_maps: {${words.map((_, i) => `${yaml('old' + i + w(i).replace(/\//g, '_') + '.md')}: a.md`).join(', ')}}}}]\nnav:\n- index.md\n` + every(i => `- ${yaml(w(i))}: ${i % 2 ? 'a.md' : yaml(a(i))}\n- ${yaml(w(i + 1))}:\n  - ${yaml(w(i + 2))}: ${yaml('a.md#' + w(i + 3))}\n`));
  write('mkdocs/docs/evil.js', 'X(0)');
  write('mdbook/src/a.md', '# A\n\nA vector.\n');
  write('mdbook/src/SUMMARY.md', '# Summary\n\n[Vector](a.md)\n\n' + every(i => `- [${w(i).replace(/[[\]\n]/g, '')}](${i % 2 ? 'a.md' : '<' + a(i).replace(/[<>\n]/g, '') + '>'})\n`));
  write('mdbook/book.toml', `[book]\ntitle = ${yaml(w(85))}\nauthors = [${yaml(w(6))}]\nlanguage = ${yaml(w(87))}\n[output.html]\ngit-repository-url = ${yaml(a(0))}\nedit-url-template = ${yaml(a(3) + '{path}')}\nadditional-js = ["evil.js"]\n[output.html.redirect]\n` +
    every(i => i % 2 ? '' : `${yaml('/old' + i + '/' + w(i).replace(/[/\\]/g, '_') + '.html')} = ${yaml(i % 4 ? a(i) : 'a.html#' + w(i))}\n`));
  write('docusaurus/docs/intro.md', '---\nslug: /\n---\n# Vectors\n\nA vector.\n'); write('docusaurus/docs/a.mdx', every(i => `# ${i}\n\nexport const x${i} = ${JSON.stringify(w(i))};\n\n<Tabs><TabItem value=${yaml(w(i))} label=${yaml(w(i))}>\n\nx\n\n</TabItem></Tabs>\n\n`));
  write('docusaurus/docusaurus.config.js', `module.exports = { title: ${yaml(w(85))}, tagline: ${yaml(w(6))}, url: 'https://example.com', baseUrl: '/', favicon: ${yaml(a(29))}, customFields: {}, scripts: ['evil.js'],\n themeConfig: { announcementBar: { id: 'x', content: ${yaml(words.slice(0, 60).map((_, i) => w(i)).join(' '))} },\n` +
    ` navbar: { title: ${yaml(w(6))}, logo: { src: ${yaml(a(29))} }, items: [${addresses.map((_, i) => `{ label: ${yaml(w(i))}, href: ${yaml(a(i))} }`).join(', ')}] }, footer: { copyright: ${yaml(words.slice(60).map((_, i) => w(60 + i)).join(' '))}, links: [{ title: ${yaml(w(0))}, items: [{ label: ${yaml(w(2))}, href: ${yaml(a(0))} }, { html: ${yaml(w(6))} }] }] } } };\n`);
  write('docusaurus/sidebars.js', `module.exports = { docs: ['intro', ${words.map((_, i) => `{ type: 'link', label: ${yaml(w(i))}, href: ${yaml(a(i))} }`).join(', ')}] };\n`);
  // A project file that is found, and not named.
  write('found/index.md', '# Vectors\n\nA vector.\n'); write('found/b.md', '# B\n\nA vector.\n');
  write('found/platen.yaml', `metadata: {title: ${yaml(w(85))}, rights: ${yaml(w(6))}}\nfooter: ${yaml(w(6) + ' ' + w(0))}\nannouncement: ${yaml(w(7) + w(33))}\n`);

  // Notebooks: what their cells have put out.
  const cells = words.flatMap((_, i) => [{ cell_type: 'markdown', metadata: {}, source: w(i) + closed }, { cell_type: 'code', metadata: {}, source: w(i), execution_count: 1, outputs: [
    { output_type: 'display_data', metadata: {}, data: { [['text/html', 'image/svg+xml', 'text/markdown', 'text/latex', 'application/javascript', 'text/plain'][i % 6]]: w(i) } }, { output_type: 'stream', name: 'stderr', text: w(i + 1) },
    { output_type: 'error', ename: w(i), evalue: w(i + 2), traceback: ['\u001b[31m' + w(i + 3)] }] }]);
  write('notebook/n.ipynb', JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { language: w(1), name: w(0) } }, cells })); write('notebook/index.md', '# Vectors\n\nA vector. [x](n.ipynb)\n');

  // Drawings, as files of their own beside the page.
  let shown = '# Vectors\n\nA vector.\n\n';
  words.forEach((_, i) => {
    const head = i % 3 ? '' : '<?xml version="1.0"?><?xml-stylesheet href="data:text/css,*{}"?><!DOCTYPE svg [<!ENTITY e "X">]>';
    write(`drawings/d${i}.svg`, head + `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9" onload="X(${count})"><title>${w(i)}</title><g onclick="X(${count})">${w(i)}</g><a xlink:href="${a(i).replace(/["<&]/g, '')}"><rect width="9" height="9"/></a><style>@import "${a(i + 1).replace(/["<&]/g, '')}";</style><script>X(${count})</script><image href="${a(i + 2).replace(/["<&]/g, '')}"/></svg>`);
    shown += `![x](d${i}.svg)\n`;
  });
  write('drawings/index.md', shown); write('drawings/b.md', '# B\n\n[x](d1.svg)\n');

  // What its user gives: a template that prints all that there is, an engine that hands back what it is given, frames.
  write('page.tmpl', '<!DOCTYPE html>\n<html lang="{{.Lang}}" dir="{{.Dir}}"><head>{{.Head}}</head><body title="{{.Title}}">{{.Header}}{{.Contents}}<ul>{{range .Crumbs}}<li title={{.Title}}><a href="{{.URL}}">{{.Title}}</a></li>{{end}}{{range .Nav}}<li><a href="{{.URL}}">{{.Title}}</a>{{end}}{{range .TOC}}<li><a href="{{.URL}}">{{.Title}}</a>{{end}}</ul>' +
    '{{range $k, $v := .Meta}}<p data-k="{{$k}}" title=\'{{$v}}\'>{{$v}}</p>{{end}}{{with .Next}}<a href={{.URL}}>{{.Title}}</a>{{end}}<a href="{{.EditURL}}">{{.Path}}</a><a href="{{.URL}}">{{.Address}}</a>\n{{.Main}}{{.Footer}}</body></html>\n');
  write('engine.js', 'window.mermaid = { initialize: function () {}, render: function (id, s) { return Promise.resolve({ svg: "<svg xmlns=\\"http://www.w3.org/2000/svg\\"><style>@import url(https://evil.example/a.css);</style><g onclick=X(0)>" + s + "</g></svg>" }); } };\n');

  const site = '^(/d/|(\\.\\./)*)platen(-[a-z]+(-\\d+)?)?\\.js$|^file:.*/platen[-a-z0-9]*\\.js$', all = ['--base-url', 'https://example.com/d/', '--feed', '--tags', '--llms-full'];
  return { vectors, guides: [
    { name: 'words', from: ['words'], flags: ['--mermaid', 'engine.js', '--embed', 'embed.example'], ours: site, pages: 25, sees, search: true, wait: true },
    { name: 'mkdocs-words', from: ['words'], flags: ['-f', 'mkdocs', '--math', 'mathml'], ours: site, pages: 25 },
    { name: 'docusaurus-words', from: ['words'], flags: ['-f', 'docusaurus'], ours: site, pages: 25 },
    { name: 'myst-words', from: ['words'], flags: ['-f', 'myst'], ours: site, pages: 25 },
    { name: 'front', from: ['front'], flags: all, ours: site, pages: 100, search: true },
    { name: 'template', from: ['front/part3'], flags: ['--template', 'page.tmpl', ...all], ours: site, pages: 10 },
    { name: 'one-file', from: ['front'], flags: [], ext: '.html', ours: '^$', pages: 1 },
    { name: 'epub', from: ['words'], flags: [], ext: '.epub', ours: '^$', pages: 25 },
    { name: 'epub-front', from: ['front'], flags: [], ext: '.epub', ours: '^$', pages: 20 },
    ...['mkdocs', 'mdbook', 'docusaurus', 'found', 'notebook', 'drawings'].map(name => ({ name, from: [name], flags: name === 'found' ? [] : all, ours: site, pages: 2, search: name !== 'drawings' })),
  ] };
};
