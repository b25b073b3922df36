// check-mermaid.js PLATEN OUT: Mermaid fences, drawn in the pages of a guide by --mermaid with the package mermaid.
//   In Chromium, from file://: each diagram has its name, its source folds below it and takes no room before; the theme's
//   switch draws them anew, but those with grounds of their author's; what a source names on other servers is not asked for; what Mermaid refuses stays code; a page
//   without fences loads nothing; axe finds nothing in both schemes; without scripts the source is there.
// Prints a line a finding; exit 0 when there is none, 1 when there is one. A picture of each scheme is left in OUT.
'use strict';
const fs = require('fs'), path = require('path'), { execFileSync } = require('child_process'), { pathToFileURL } = require('url');
const modules = path.join(__dirname, '..', '.tools', 'npm', 'node_modules');
const puppeteer = require(path.join(modules, 'puppeteer-core'));
const axe = fs.readFileSync(path.join(modules, 'axe-core', 'axe.min.js'), 'utf8');
const [platen, out] = process.argv.slice(2).map(p => path.resolve(p));
let findings = 0;
const say = what => { findings++; console.log(what); };
const wait = ms => new Promise(r => setTimeout(r, ms));

const fence = (text, info = '') => '```mermaid' + info + '\n' + text + '\n```\n\n';
// A server that nothing may reach: what a source names there is not asked for.
const server = require('http').createServer((q, r) => { say(`a diagram asks for ${q.url}`); r.end(); }).listen(0, '127.0.0.1', run);

async function run() {
  const evil = 'http://127.0.0.1:' + server.address().port;
  fs.mkdirSync(path.join(out, 'guide'), { recursive: true });
  fs.writeFileSync(path.join(out, 'guide/index.md'), '# Diagrams\n\n[Other](other.md)\n\n' +
    fence('flowchart LR\n  A[Start] -->|yes| B{Done?}', ' title="The way"') +
    fence('sequenceDiagram\n  accTitle: Request\n  A->>B: GET') +
    fence('flowchart LR\n  A --> --> [') +
    fence('%%{init: {"themeCSS": "@import url(' + evil + '/a.css);"}}%%\nflowchart TD\n  A["<img src=\'' + evil + '/b.png\'>x"] --> B\n  style B fill:#fff') +
    fence('classDiagram\n  Animal <|-- Duck'));
  fs.writeFileSync(path.join(out, 'guide/other.md'), '# Other\n\n```go\nx := 1\n```\n');
  execFileSync(platen, [path.join(out, 'guide'), '-o', path.join(out, 'html') + '/', '-t', 'html', '-q', '--no-config', '--no-cache', '--mermaid', path.join(modules, 'mermaid/dist/mermaid.min.js')]);
  const at = name => pathToFileURL(path.join(out, 'html', name)).href;

  // diagrams tells of each drawing its name, its scheme, its width in pixels and whether the source below it is there, folded.
  const diagrams = page => page.evaluate(() => [...document.querySelectorAll('.p-diagram')].map(d => {
    const svg = d.shadowRoot.querySelector('svg'), by = svg.getAttribute('aria-labelledby'), fold = d.nextElementSibling;
    return { name: by ? d.shadowRoot.getElementById(by).textContent : svg.getAttribute('aria-label'), theme: d.dataset.theme, width: svg.getBoundingClientRect().width,
      folded: !fold.open && !!fold.querySelector('pre').textContent };
  }));

  const browser = await puppeteer.launch({ executablePath: process.env.CHROME || '/usr/bin/chromium', headless: true, protocolTimeout: 120000, args: ['--no-sandbox', '--disable-gpu'] });
  for (const scheme of ['light', 'dark']) {
    const page = await browser.newPage();
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    page.on('pageerror', e => say(`${scheme}: ${e.message}`));
    await page.goto(at('index.html'), { waitUntil: 'load' });
    for (let i = 0; i < 60 && (await diagrams(page)).length < 4; i++) await wait(500);
    await wait(1000);
    let list = await diagrams(page);
    const names = list.map(d => d.name);
    if (names[0] !== 'The way' || names[1] !== 'Request' || !/^Figure: classDiagram Animal/.test(names.at(-1))) say(`${scheme}: the names are ${JSON.stringify(names)}`);
    for (const [i, d] of list.entries()) if (d.theme !== (i === 2 ? 'light' : scheme) || d.width < 20 || !d.folded) say(`${scheme}: a diagram is ${JSON.stringify(d)}`);
    if (!await page.evaluate(() => [...document.querySelectorAll('.p-main pre')].some(p => /--> --> \[/.test(p.textContent) && p.checkVisibility()))) say(`${scheme}: what was refused is not there as code`);
    await page.evaluate(axe);
    for (const v of await page.evaluate(() => axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '))))) say(`${scheme}: axe: ${v}`);
    await page.screenshot({ path: path.join(out, scheme + '.png'), fullPage: true });
    await page.click('.p-theme');
    const other = scheme === 'light' ? 'dark' : 'light';
    for (let i = 0; i < 40 && (await diagrams(page)).some((d, i) => i !== 2 && d.theme !== other); i++) await wait(250);
    list = await diagrams(page);
    if (list.some((d, i) => d.theme !== (i === 2 ? 'light' : other)) || list.length !== names.length) say(`${scheme}: the switch left ${JSON.stringify(list)}`);
    await page.click('.p-theme');
    await page.close();
  }
  const plain = await browser.newPage();
  await plain.setJavaScriptEnabled(false);
  await plain.goto(at('index.html'));
  const sources = await plain.$$eval('pre > code.language-mermaid', all => all.filter(c => c.checkVisibility()).length);
  if (sources !== 5) say(`without scripts ${sources} sources of 5 are there`);
  await plain.close();
  const bare = await browser.newPage();
  bare.on('request', r => { if (/mermaid|diagrams/.test(path.basename(r.url()))) say(`a page without fences loads ${r.url()}`); });
  await bare.goto(at('other.html'), { waitUntil: 'networkidle0' });
  await browser.close();
  process.exit(findings ? 1 : 0);
}
