// check-html.js DIR [PAGES]: what a browser and axe say of the HTML pages in DIR, at most PAGES of them (default 20),
// chosen evenly. Prints a line a finding; exit 0 when there is none, 1 when there is one, 2 when it could not look.
//   axe-core in light, contrast again in dark; sideways scroll at 390 px; script errors; requests to other hosts;
//   links and fragments that lead nowhere; ids given twice; pages without exactly one main and one h1.
'use strict';
const fs = require('fs'), path = require('path'), { pathToFileURL } = require('url');
const modules = path.join(__dirname, '..', '.tools', 'npm', 'node_modules');
const puppeteer = require(path.join(modules, 'puppeteer-core'));
const axe = fs.readFileSync(path.join(modules, 'axe-core', 'axe.min.js'), 'utf8');

const dir = path.resolve(process.argv[2] || '.'), most = +(process.argv[3] || 20);
const pages = [];
(function walk(d) {
  for (const e of fs.readdirSync(d, { withFileTypes: true })) {
    const p = path.join(d, e.name);
    if (e.isDirectory()) walk(p); else if (p.endsWith('.html')) pages.push(p);
  }
})(dir);
pages.sort();
if (!pages.length) { console.error(`no HTML pages in ${dir}`); process.exit(2); }
const step = Math.max(1, Math.ceil(pages.length / most));
const sample = pages.filter((_, i) => i % step === 0);
let findings = 0;
const say = (page, what) => { findings++; console.log(`${path.relative(dir, page)}: ${what}`); };

(async () => {
  const browser = await puppeteer.launch({ executablePath: process.env.CHROME || '/usr/bin/chromium', headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  const ids = new Map(), links = [];
  for (const page of pages) { // every page: ids, links, landmarks, read by the browser's own parser without scripts
    const tab = ids.size === 0 ? await browser.newPage() : (await browser.pages())[1];
    await tab.setJavaScriptEnabled(false);
    await tab.goto(pathToFileURL(page).href, { waitUntil: 'domcontentloaded' });
    const facts = await tab.evaluate(() => ({
      ids: [...document.querySelectorAll('[id]')].map(e => e.id),
      hrefs: [...document.querySelectorAll('a[href]')].map(a => a.href),
      main: document.querySelectorAll('main').length, h1: document.querySelectorAll('h1').length, lang: document.documentElement.lang,
    }));
    const set = new Set();
    for (const id of facts.ids) { if (set.has(id)) say(page, `id "${id}" twice`); set.add(id); }
    ids.set(page, set);
    for (const href of facts.hrefs) if (href.startsWith('file:')) links.push([page, href]);
    if (facts.main !== 1) say(page, `${facts.main} main elements`);
    if (facts.h1 !== 1) say(page, `${facts.h1} h1 elements`);
    if (!facts.lang) say(page, 'no language');
  }
  for (const [page, href] of links) {
    const url = new URL(href), file = decodeURIComponent(url.pathname), fragment = decodeURIComponent(url.hash.slice(1));
    if (!file.startsWith(dir + path.sep)) continue; // a page alone may name its siblings elsewhere
    if (!fs.existsSync(file)) say(page, `link to ${path.relative(dir, file)}, which is not there`);
    else if (fragment && ids.has(file) && !ids.get(file).has(fragment)) say(page, `link to #${fragment} in ${path.relative(dir, file)}, which has no such id`);
  }
  for (const page of sample) {
    const tab = await browser.newPage();
    tab.on('pageerror', e => say(page, `script error: ${e}`));
    const source = fs.readFileSync(page, 'utf8'); // images that the source takes from elsewhere are its author's
    const ownImage = r => r.resourceType() === 'image' && [`src="${r.url()}"`, `srcset="${r.url()}"`].some(s => source.includes(s));
    tab.on('request', r => { if (/^https?:/.test(r.url()) && !ownImage(r)) say(page, `request to ${r.url()}`); });
    await tab.setViewport({ width: 1280, height: 900 });
    for (const [scheme, run] of [['light', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }],
      ['dark', { runOnly: { type: 'rule', values: ['color-contrast'] } }]]) {
      await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await tab.goto(pathToFileURL(page).href, { waitUntil: 'load' });
      await tab.evaluate(axe);
      const violations = await tab.evaluate(async o => (await window.axe.run(document, o)).violations.map(v => `${v.id}: ${v.help}: ${v.nodes[0].html}`), run);
      for (const v of violations) say(page, `axe, ${scheme}: ${v}`);
    }
    await tab.setViewport({ width: 390, height: 844, isMobile: true, hasTouch: true });
    await tab.reload({ waitUntil: 'load' });
    const scroll = await tab.evaluate(() => { window.scrollTo(9999, 0); return window.scrollX; });
    if (scroll > 1) say(page, `scrolls ${scroll} px sideways at 390 px`);
    await tab.close();
  }
  await browser.close();
  console.log(`check-html: ${pages.length} pages, ${links.length} links, ${sample.length} pages in the browser, ${findings} findings`);
  process.exit(findings ? 1 : 0);
})().catch(e => { console.error(e); process.exit(2); });
