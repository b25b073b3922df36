// check-policy.js PLATEN OUT DIR…: the Content-Security-Policy of pages, in Chromium.
//   Every page of the folders DIR, at most 50 of each, and a guide with all that its user may add (scripts and styles of --head,
//   --css with fonts, --template, --mermaid, --embed, formulas, numbered code), from file:// and from a server: each page has a
//   policy without 'unsafe-inline' for scripts, and obeys it: nothing is refused, while the search, the theme's switch, images
//   and diagrams are used. Then what an attacker would put into a page is put into it, and is refused.
// Prints a line a finding; exit 0 when there is none, 1 when there is one.
'use strict';
const fs = require('fs'), http = require('http'), path = require('path'), { execFileSync } = require('child_process'), { pathToFileURL } = require('url');
const puppeteer = require(path.join(process.env.NODE_MODULES || path.join(__dirname, '..', '.tools', 'npm', 'node_modules'), 'puppeteer-core'));
const [platen, out, ...dirs] = process.argv.slice(2).map(p => path.resolve(p));
let findings = 0, looked = 0;
const say = what => { findings++; console.log(what); };
const put = (name, text) => { const f = path.join(out, name); fs.mkdirSync(path.dirname(f), { recursive: true }); fs.writeFileSync(f, text); };
const html = d => fs.readdirSync(d, { recursive: true }).map(String).filter(n => n.endsWith('.html')).sort().map(n => path.join(d, n));

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
function guide() {
  put('src/index.md', '# Policy\n\n![A dot](a.png) $\\frac{1}{2_a}$ $y_g$\n\n``` {.go .numberLines startFrom="7"}\nx := 1\n```\n\n| a | b |\n|---|------------|\n| x | ' + 'word '.repeat(30) + ' |\n\n> [!TIP]\n> x\n\n<iframe src="https://embed.example/v" title="Film"></iframe>\n\n<video src="v.mp4" title="Film"></video>\n\n=== "A"\n    a\n\n=== "B"\n    b\n');
  put('src/other.md', '---\naliases: [/old/place/]\n---\n# Other\n\n```mermaid\ngraph\n```\n\nwords\n');
  for (const f of ['src/a.png', 'src/favicon.png']) put(f, Buffer.from(png, 'base64'));
  put('src/v.mp4', 'no film');
  put('user.css', '@font-face { font-family: Own; src: url(data:font/woff2;base64,d09GMg==) } body { font-family: Own, sans-serif } main { background: url(data:image/png;base64,' + png + ') }');
  put('head.html', '<script>window.ours = 1;</script>\n<script>var s = document.createElement("style"); s.textContent = "b{}"; document.head.append(s);</script><style>i { color: red }</style>');
  put('own.html', '<meta http-equiv="Content-Security-Policy" content="script-src \'self\' file:">');
  put('page.tmpl', '<!DOCTYPE html>\n<html lang="{{.Lang}}" dir="{{.Dir}}"><head>{{.Head}}</head><body>{{.Header}}{{.Contents}}<div class="p-body">{{.Main}}</div><script>window.ours = 1;</script></body></html>\n');
  put('engine.js', 'window.mermaid = { initialize: function () { document.head.append(Object.assign(document.createElement("style"), { textContent: "b{}" })); }, render: function () { return Promise.resolve({ svg: "<svg xmlns=\\"http://www.w3.org/2000/svg\\"><style>g{fill:red}</style><g style=\\"stroke:red\\"><text>x</text></g></svg>" }); } };\n');
  const make = (to, ...flags) => execFileSync(platen, [path.join(out, 'src'), '-f', 'pandoc+content_tabs+alerts', '-o', path.join(out, to), '-q', '--no-cache', ...flags]);
  make('plain/'); make('one/all.html'); make('each/', '--each'); make('head/', '--head', path.join(out, 'head.html')); make('own/', '--head', path.join(out, 'own.html')); make('template/', '--template', path.join(out, 'page.tmpl'));
  make('given/', '--css', path.join(out, 'user.css'), '--mermaid', path.join(out, 'engine.js'), '--embed', 'embed.example', '--base-url', 'https://example.com/', '--remote-images', 'link');
}

async function main() {
  fs.rmSync(out, { recursive: true, force: true });
  guide();
  const browser = await puppeteer.launch({ executablePath: process.env.CHROME || '/usr/bin/chromium', headless: true, protocolTimeout: 180000,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'] });
  const server = http.createServer((q, r) => {
    const f = path.join(out, decodeURIComponent(new URL(q.url, 'http://x').pathname).replace(/\/$/, '/index.html'));
    const type = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.png': 'image/png' }[path.extname(f)] || 'application/octet-stream';
    if (!fs.existsSync(f)) { r.writeHead(404); r.end(); } else { r.writeHead(200, { 'Content-Type': type }); r.end(fs.readFileSync(f)); }
  }).listen(0, '127.0.0.1');
  await new Promise(r => server.on('listening', r));
  const tab = await browser.newPage();
  let refused = [], fired = 0;
  tab.on('console', m => { const t = m.text(); if (t === 'FIRED') fired++; else if (/Content Security Policy|Content-Security-Policy/.test(t)) refused.push(t.slice(0, 240)); });
  const policyOf = () => tab.evaluate(() => [...document.querySelectorAll('meta[http-equiv="Content-Security-Policy" i]')].map(m => m.content));

  async function obeys(url, what, { own, slow } = {}) {
    refused = [];
    await tab.goto(url, { waitUntil: 'load' });
    if (await tab.$('.p-find input').then(e => e && e.isVisible())) {
      await tab.type('.p-find input', 'a');
      await tab.waitForFunction(() => document.querySelector('.p-hits [role=status]').textContent || document.querySelector('.p-hits [role=option]'), { timeout: 30000 }).catch(() => say(`${what}: the search does not answer`));
      await tab.click('.p-theme').catch(() => {});
    }
    if (slow) await tab.waitForSelector('.p-diagram', { timeout: 30000 }).catch(() => say(`${what}: no diagram`));
    await tab.evaluate(() => { document.querySelectorAll('.p-frame').forEach(e => e.scrollIntoView()); });
    await new Promise(r => setTimeout(r, slow || own ? 300 : 20));
    const policies = await policyOf(), scripts = /script-src([^;]*)/.exec(policies[0] || '');
    if (policies.length !== 1) say(`${what}: ${policies.length} policies`);
    else if (!own && (scripts && /unsafe-inline|unsafe-eval|\*/.test(scripts[1]) || !/default-src 'none'/.test(policies[0]))) say(`${what}: ${policies[0]}`);
    for (const r of refused) say(`${what}: ${r}`);
    looked++;
  }
  for (const d of dirs) {
    const all = html(d), step = Math.max(1, Math.ceil(all.length / 50));
    for (const f of all.filter((_, i) => i % step === 0)) await obeys(pathToFileURL(f).href, path.relative(process.cwd(), f));
  }
  for (const base of [pathToFileURL(out).href, `http://127.0.0.1:${server.address().port}`]) {
    for (const f of ['plain/index.html', 'one/all.html', 'each/index.html', 'template/index.html', 'head/index.html', 'given/index.html', 'plain/404.html'].filter(f => fs.existsSync(path.join(out, f)))) await obeys(`${base}/${f}`, `${base.slice(0, 4)} ${f}`);
    if (await tab.goto(`${base}/head/index.html`).then(() => tab.evaluate(() => window.ours)) !== 1) say('the script of --head has not run');
    if (await tab.goto(`${base}/template/index.html`).then(() => tab.evaluate(() => window.ours)) !== 1) say('the script of --template has not run');
    await obeys(`${base}/own/index.html`, 'own', { own: true });
    await obeys(`${base}/given/other.html`, `${base.slice(0, 4)} given/other.html`, { slow: true });
    await tab.goto(`${base}/plain/old/place/index.html#words`, { waitUntil: 'load' }).catch(() => {});
    await tab.waitForFunction(() => /other\.html#words$/.test(location.href), { timeout: 15000 }).catch(() => say(`${base.slice(0, 4)}: the former address leads to ${tab.url()}`));
    for (const [f, n] of [['plain/index.html', 2], ['each/index.html', 1]]) {
      await tab.goto(`${base}/${f}`, { waitUntil: 'load' });
      if (await tab.$$eval('main img', a => a.filter(i => i.complete && i.naturalWidth).length) < 1) say(`${base.slice(0, 4)} ${f}: its image is not shown`);
      if (await tab.$$eval('code[style], .p-svg[style], col[style]', a => a.length) < n) say(`${f}: the page has fewer style attributes than it should, so that nothing is tried`);
      const want = await tab.$eval('code[style]', c => getComputedStyle(c).counterSet);
      if (want !== 'n 6') say(`${f}: the code counts from ${want}`);
    }
  }

  // A hole in the first wall.
  const holes = ['<script>console.log("FIRED")</script>', '<img src=x onerror="console.log(\'FIRED\')">', '<svg onload="console.log(\'FIRED\')">', '<iframe srcdoc="<script>console.log(\'FIRED\')</script>"></iframe>', '<script src="data:text/javascript,console.log(%22FIRED%22)"></script>',
    '<script src="https://evil.example/x.js"></script>', '<style>@import "https://evil.example/x.css";</style>', '<link rel=stylesheet href="https://evil.example/x.css">', '<b style="background:url(https://evil.example/x.png)">x</b>', '<object data="data:text/html,<script>console.log(1)</script>"></object>',
    '<base href="https://evil.example/">', '<iframe src="https://evil.example/"></iframe>'];
  for (const f of ['plain/index.html', 'each/index.html']) {
    const page = fs.readFileSync(path.join(out, f), 'utf8');
    for (const [i, hole] of holes.entries()) {
      put(f.replace('index', 'hole'), page.replace('</main>', () => hole + '</main>'));
      refused = []; fired = 0;
      await tab.goto(pathToFileURL(path.join(out, f.replace('index', 'hole'))).href, { waitUntil: 'load' });
      await new Promise(r => setTimeout(r, 50));
      if (fired || !refused.length) say(`${f}: hole ${i} is open: ${hole}`);
    }
  }
  await browser.close();
  server.close();
  console.log(`check-policy: ${looked} pages obey, ${holes.length} holes in two pages, ${findings} findings`);
  process.exit(findings ? 1 : 0);
}
main().catch(e => { console.error(e); process.exit(1); });
