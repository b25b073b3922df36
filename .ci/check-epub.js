// check-epub.js FILE.epub [PAGES [SHOTS]]: what a browser and axe say of a book's documents, at most PAGES of them
// (default 20), chosen evenly. Prints a line a finding; exit 0 when there is none, 1 when there is one, 2 when it could
// not look.
//   At the size of an e-reader, 600 by 800 px: axe-core in light, contrast again in dark, where the reader has put black
//   or white below the page; nothing leaves the page sideways; nothing is loaded from outside the book.
//   SHOTS, a folder, gets a picture of each page in both schemes.
'use strict';
const fs = require('fs'), os = require('os'), path = require('path'), { pathToFileURL } = require('url'), { execFileSync } = require('child_process');
const modules = process.env.NODE_MODULES || path.join(__dirname, '..', '.tools', 'npm', 'node_modules');
const puppeteer = require(path.join(modules, 'puppeteer-core'));
const axe = fs.readFileSync(path.join(modules, 'axe-core', 'axe.min.js'), 'utf8');

const [file, most = 20, shots] = process.argv.slice(2);
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'book-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));
execFileSync('unzip', ['-q', file, '-d', dir]);
const pages = fs.readdirSync(dir, { recursive: true }).filter(n => n.endsWith('.xhtml')).sort().map(n => path.join(dir, n));
if (!pages.length) { console.error(`no documents in ${file}`); process.exit(2); }
const step = Math.max(1, Math.ceil(pages.length / +most));
const sample = pages.filter((p, i) => i % step === 0 || path.dirname(p) === path.join(dir, 'EPUB'));
let findings = 0;
const say = (page, what) => { findings++; console.log(`${path.basename(file)}: ${path.relative(dir, page)}: ${what}`); };

(async () => {
  const browser = await puppeteer.launch({ executablePath: process.env.CHROME || '/usr/bin/chromium', headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--allow-file-access-from-files'] });
  for (const page of sample) {
    const tab = await browser.newPage();
    tab.on('request', r => { if (!r.url().startsWith(pathToFileURL(dir).href) && !r.url().startsWith('data:')) say(page, `request to ${r.url()}`); });
    await tab.setViewport({ width: 600, height: 800 });
    for (const [scheme, ground, run] of [['light', '', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }],
      ['dark', '', { runOnly: { type: 'rule', values: ['color-contrast'] } }],
      ['light', 'html, body { background: #000 !important; color: #ddd !important }', { runOnly: { type: 'rule', values: ['color-contrast'] } }],
      ['dark', 'html, body { background: #fff !important; color: #111 !important }', { runOnly: { type: 'rule', values: ['color-contrast'] } }]]) {
      await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await tab.goto(pathToFileURL(page).href, { waitUntil: 'load' });
      if (ground) await tab.addStyleTag({ content: ground });
      else {
        const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 1) say(page, `is ${wide} px wider than the screen`);
        if (shots) await tab.screenshot({ path: path.join(shots, `${path.basename(file, '.epub')}-${path.basename(page, '.xhtml')}-${scheme}.png`) });
      }
      await tab.evaluate(axe);
      const violations = await tab.evaluate(async o => (await window.axe.run(document, o)).violations.map(v => `${v.id}: ${v.help}: ${v.nodes[0].html}`), run);
      for (const v of violations) say(page, `axe, ${scheme}${ground && ' on the other ground'}: ${v}`);
    }
    await tab.close();
  }
  await browser.close();
  console.log(`check-epub: ${path.basename(file)}: ${pages.length} documents, ${sample.length} in the browser, ${findings} findings`);
  process.exit(findings ? 1 : 0);
})().catch(e => { console.error(e); process.exit(2); });
