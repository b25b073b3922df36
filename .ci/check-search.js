// check-search.js SITE [PAGES]: the search of a guide's pages in the folder SITE.
//   The words of a text are the same in Go and in script/search.js, and the index is the one that MiniSearch itself
//   makes of the same entries (testdata of writers/html/internal/search). Every page, at most PAGES of them chosen
//   evenly (default 100), is found by its title. In Chromium, from file://: the box by keyboard alone, axe on the open
//   list, no request to other hosts, no box without scripts.
// Prints a line a finding; exit 0 when there is none, 1 when there is one.
'use strict';
const fs = require('fs'), path = require('path'), vm = require('vm'), zlib = require('zlib'), { pathToFileURL } = require('url');
const modules = path.join(__dirname, '..', '.tools', 'npm', 'node_modules');
const MiniSearch = require(path.join(modules, 'minisearch/dist/cjs/index.cjs'));
const puppeteer = require(path.join(modules, 'puppeteer-core'));
const axe = fs.readFileSync(path.join(modules, 'axe-core', 'axe.min.js'), 'utf8');
const top = path.join(__dirname, '..'), testdata = path.join(top, 'writers/html/internal/search/testdata');
const dir = path.resolve(process.argv[2]), most = +(process.argv[3] || 100);
let findings = 0;
const say = what => { findings++; console.log(what); };
const unpacked = s => JSON.parse(zlib.inflateRawSync(Buffer.from(s, 'base64')));
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// The page's own script, for its rules.
const window = {};
vm.runInNewContext(fs.readFileSync(path.join(top, 'writers/html/script/search.js'), 'utf8'), { window });
const options = window.platenSearch.options();

// load runs scripts of an index and returns its parts.
function load(files) {
  const parts = { words: [] };
  const context = { JSON, platenSearch: { open: head => { parts.head = window.platenSearch.opened(unpacked(head)); }, add: (i, words) => { parts.words.push(...unpacked(words)); } } };
  for (const f of files) vm.runInNewContext(fs.readFileSync(f, 'utf8'), context, { filename: f });
  return { ...parts, index: window.platenSearch.serialized(parts.head, parts.words) };
}

for (const c of JSON.parse(fs.readFileSync(path.join(testdata, 'tokens.json'), 'utf8'))) {
  const got = options.tokenize(c.text);
  if (!same(got, c.tokens)) say(`words of ${JSON.stringify(c.text)}: ${got}, not ${c.tokens}`);
}

{ // our index of the entries, and MiniSearch's
  const { head, words } = JSON.parse(fs.readFileSync(path.join(testdata, 'index.json'), 'utf8'));
  const ours = window.platenSearch.serialized(window.platenSearch.opened(head), words);
  const engine = new MiniSearch({ ...options, storeFields: [] });
  const docs = JSON.parse(fs.readFileSync(path.join(testdata, 'entries.json'), 'utf8'));
  engine.addAll(docs.map((d, id) => ({ id, ...d })));
  const theirs = JSON.parse(JSON.stringify(engine));
  const sorted = index => index.slice().sort((a, b) => a[0] < b[0] ? -1 : 1);
  if (!same(sorted(ours.index), sorted(theirs.index))) say('the words differ from those of MiniSearch');
  for (const k of ['documentCount', 'nextId', 'documentIds', 'fieldIds', 'fieldLength', 'serializationVersion'])
    if (!same(ours[k], theirs[k])) say(`${k} differs: ${JSON.stringify(ours[k])}, MiniSearch's is ${JSON.stringify(theirs[k])}`);
  theirs.averageFieldLength.forEach((v, i) => { if (Math.abs(v - ours.averageFieldLength[i]) > 0.001) say(`averageFieldLength ${i} is ${ours.averageFieldLength[i]}, not ${v}`); });
}

// The site's index.
const files = fs.readdirSync(dir).filter(f => /^platen-index.*\.js$/.test(f)).sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).map(f => path.join(dir, f));
for (const f of files) if (fs.statSync(f).size > 3 * 2 ** 20) say(`${path.basename(f)} is over 3 MB`);
const site = load(files), engine = MiniSearch.loadJS(site.index, options);
const pageOf = r => site.head.page[r.id];
const step = Math.max(1, Math.ceil(site.head.pages.length / most));
const sample = site.head.pages.map((p, i) => [i, ...p]).filter((_, i) => i % step === 0);
let first = 0, start = process.hrtime.bigint();
for (const [i, href, title] of sample) {
  if (!fs.existsSync(path.join(dir, decodeURIComponent(href)))) say(`${href} is not there`);
  const found = engine.search(title);
  const twins = found.filter(r => pageOf(r) !== i && site.head.first[r.id] && site.head.pages[pageOf(r)][1] === title).length;
  const at = found.findIndex(r => pageOf(r) === i);
  if (at === 0) first++;
  if (options.tokenize(title).length && (at < 0 || at > 9 + twins)) say(`${href} is result ${at + 1} for its title, "${title}"`);
}
console.log(`${site.head.pages.length} pages, ${site.index.documentCount} entries, ${site.words.length} words; ${first} of ${sample.length} titles find their page first; ` +
  `${Number(process.hrtime.bigint() - start) / 1e6 / sample.length | 0} ms a query`);

(async () => {
  const browser = await puppeteer.launch({ executablePath: process.env.CHROME || '/usr/bin/chromium', headless: true, protocolTimeout: 120000,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  const deep = sample.map(s => s[1]).sort((a, b) => b.split('/').length - a.split('/').length)[0]; // from the deepest page
  const tab = await browser.newPage();
  tab.on('pageerror', e => say(`script error: ${e}`));
  tab.on('request', r => { if (/^https?:/.test(r.url())) say(`request to ${r.url()}`); });
  await tab.setViewport({ width: 1280, height: 900 });
  await tab.goto(pathToFileURL(path.join(dir, decodeURIComponent(deep))).href);
  const [, , title] = sample.find(s => s[1] !== deep && engine.search(s[2]).length && pageOf(engine.search(s[2])[0]) === s[0]) || sample[0];
  await tab.keyboard.press('/');
  await tab.keyboard.type(title);
  const option = '[role=listbox]:not([hidden]) [role=option]';
  await tab.waitForSelector(option, { timeout: 60000 }).catch(() => say(`no result for "${title}"`));
  await new Promise(r => setTimeout(r, 300));
  await tab.keyboard.press('ArrowDown');
  const active = await tab.evaluate(() => document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.getAttribute('aria-selected'));
  if (active !== 'true') say('the arrow key chooses no result');
  await tab.evaluate(axe);
  for (const scheme of ['light', 'dark']) {
    await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    for (const v of await tab.evaluate(async () => (await window.axe.run(document)).violations.map(v => `${v.id}: ${v.help}: ${v.nodes[0].html}`))) say(`axe with the list open, ${scheme}: ${v}`);
  }
  await tab.keyboard.press('Escape');
  if (await tab.$(option)) say('Escape does not close the list');
  await tab.keyboard.type(' ');
  await tab.waitForSelector(option).catch(() => say('the list does not come back'));
  const chosen = await tab.evaluate(o => document.querySelector(o).href, option);
  await Promise.all([tab.waitForNavigation({ timeout: 60000 }), tab.keyboard.press('Enter')]).catch(e => say(`Enter goes nowhere: ${e}`));
  const at = decodeURIComponent(new URL(tab.url()).pathname), want = decodeURIComponent(new URL(chosen).pathname);
  if (at !== want) say(`Enter goes to ${at}, not to ${want}`);
  const still = await browser.newPage();
  await still.setJavaScriptEnabled(false);
  await still.goto(pathToFileURL(want).href);
  if (await still.evaluate(() => document.querySelector('.p-find').getClientRects().length + document.querySelector('.p-theme').getClientRects().length)) say('the search box or the theme switch shows without scripts');
  await browser.close();
  process.exit(findings ? 1 : 0);
})().catch(e => { console.error(e); process.exit(1); });
