// check-drawing.js SITE SHOTS PAGE...: how pages of a guide are drawn, in Chromium from file://.
//   At 390, 768, 1280 and 1600 px, in light, dark and forced colours, and as wide as paper is: boxes that must not lie on each other do
//   not, nothing leaves the page sideways, text has its contrast on the ground it stands on, no other host is asked.
//   At 390 and 1280 px each line of a page's own contents is clicked: its heading lands below the bar, and it is marked.
//   SHOTS gets a picture of each. Prints a line a finding; exit 0 when there is none, 1 when there is one.
'use strict';
const fs = require('fs'), path = require('path'), { pathToFileURL } = require('url');
const puppeteer = require(path.join(__dirname, '..', '.tools', 'npm', 'node_modules', 'puppeteer-core'));
const [dir, shots, ...pages] = process.argv.slice(2);
const widths = [390, 768, 1280, 1600];
const media = { light: { scheme: 'light' }, dark: { scheme: 'dark' }, forced: { scheme: 'dark', forced: true }, print: { scheme: 'light', type: 'print' } };
let findings = 0;
const say = what => { findings++; console.log(what); };

// In the page: what is wrong with how it is drawn.
function look(kind) {
  const out = [], root = document.documentElement;
  const seen = e => !!e && e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && (r => r.width > 2 && r.height > 2)(e.getBoundingClientRect());
  const name = e => e.tagName.toLowerCase() + (e.className && typeof e.className === 'string' ? '.' + e.className.split(' ')[0] : '') + ' "' + e.textContent.trim().slice(0, 20) + '"';
  const over = (a, b) => a.right > b.left + 1 && b.right > a.left + 1 && a.bottom > b.top + 1 && b.bottom > a.top + 1;
  if (root.scrollWidth > innerWidth + 1) out.push(`the page is ${root.scrollWidth} px wide`);
  // Blocks beside each other: the parts of the page, of the bar, and what stands in main.
  const groups = ['body', '.p-top', '.p-body', 'main', 'main section', '.p-near', '.p-crumbs ol', '[role=tablist]', '.p-side ul', '.p-toc ul'];
  for (const g of groups) for (const parent of document.querySelectorAll(g)) {
    const kids = [...parent.children].filter(e => seen(e) && !/^(absolute|fixed)$/.test(getComputedStyle(e).position) && !e.matches('script'));
    for (let i = 0; i < kids.length; i++) for (let k = i + 1; k < Math.min(kids.length, i + 12); k++) {
      const a = kids[i].getBoundingClientRect(), b = kids[k].getBoundingClientRect();
      const sticky = [kids[i], kids[k]].some(e => getComputedStyle(e).position === 'sticky');
      if (over(a, b) && !(sticky && scrollY > 0 && g === 'body')) out.push(`${name(kids[i])} lies on ${name(kids[k])}`);
    }
  }
  // Text stays in its box, unless the box scrolls.
  for (const e of document.querySelectorAll('main :is(p, li, td, th, h1, h2, h3, figcaption), .p-side a, .p-toc a, .p-top a, .p-top button')) {
    if (!seen(e) || e.closest('.p-vh')) continue;
    const r = e.getBoundingClientRect();
    let scrolls = false;
    for (let p = e; p; p = p.parentElement) scrolls = scrolls || /auto|scroll|hidden/.test(getComputedStyle(p).overflowX) && p !== root && p !== document.body;
    if (!scrolls && (r.right > innerWidth + 1 || r.left < -1)) out.push(`${name(e)} leaves the page`);
  }
  if (kind === 'forced') return out;
  // Contrast of text on what is painted below it, by computed colours.
  const rgb = s => { const m = s.match(/[\d.]+/g) || []; const k = /color\(srgb/.test(s) ? 255 : 1; return [m[0] * k, m[1] * k, m[2] * k, m[3] === undefined ? 1 : +m[3]]; };
  const lum = c => { const f = c.slice(0, 3).map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * f[0] + .7152 * f[1] + .0722 * f[2]; };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), said = new Set();
  for (let n; n = walk.nextNode();) {
    const e = n.parentElement;
    if (!n.data.trim() || !seen(e) || e.closest('.p-vh, script, style, option')) continue;
    let ground = [255, 255, 255, 1];
    const chain = [];
    for (let p = e; p; p = p.parentElement) chain.unshift(p);
    for (const p of chain) { const c = rgb(getComputedStyle(p).backgroundColor); if (c[3] > 0) ground = ground.map((v, i) => i < 3 ? v * (1 - c[3]) + c[i] * c[3] : 1); }
    const s = getComputedStyle(e), ink = rgb(s.color), a = lum(ink), b = lum(ground), ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const large = parseFloat(s.fontSize) >= 24 || parseFloat(s.fontSize) >= 18.6 && +s.fontWeight >= 600;
    const key = name(e);
    if (ratio < (large ? 3 : 4.5) && !said.has(key)) { said.add(key); out.push(`${key} has a contrast of ${ratio.toFixed(1)}`); }
  }
  return out;
}

(async () => {
  fs.mkdirSync(shots, { recursive: true });
  const browser = await puppeteer.launch({ executablePath: process.env.CHROME || '/usr/bin/chromium', headless: true, protocolTimeout: 120000,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  const tab = await browser.newPage(), cdp = await tab.createCDPSession();
  tab.on('pageerror', e => say(`script error: ${e}`));
  tab.on('request', r => { if (/^https?:/.test(r.url())) say(`request to ${r.url()}`); });
  const set = m => cdp.send('Emulation.setEmulatedMedia', { media: m.type || '', features: [{ name: 'prefers-color-scheme', value: m.scheme }, { name: 'forced-colors', value: m.forced ? 'active' : 'none' }, { name: 'prefers-reduced-motion', value: 'reduce' }] });
  for (const page of pages) {
    const url = pathToFileURL(path.resolve(dir, page)).href;
    for (const width of widths) for (const [kind, m] of Object.entries(media)) {
      if (kind === 'print' && width !== 768) continue;
      await tab.setViewport({ width: kind === 'print' ? 612 : width, height: 900 }); // the text of A4 at 96 dots an inch
      await set(m);
      await tab.goto('about:blank');
      await tab.goto(url);
      const where = `${page} at ${width} px, ${kind}: `;
      for (const y of kind === 'print' ? [0] : [0, 700]) {
        await tab.evaluate(y => scrollTo(0, y), y);
        for (const what of new Set(await tab.evaluate(look, kind))) say(where + what);
      }
      await tab.evaluate(() => scrollTo(0, 0));
      await tab.screenshot({ path: path.join(shots, `${page.replace(/\W+/g, '-')}-${width}-${kind}.png`) });
    }
    await set(media.light);
    for (const width of [390, 1280]) {
      await tab.setViewport({ width, height: 900 });
      await tab.goto('about:blank');
      await tab.goto(url);
      const lines = await tab.evaluate(() => [...document.querySelectorAll('.p-toc a')].length);
      for (let i = 0; i < lines; i++) {
        const r = await tab.evaluate(async i => {
          const a = document.querySelectorAll('.p-toc a')[i], d = a.closest('details');
          if (d) d.open = true;
          a.click();
          await new Promise(k => setTimeout(k, 120));
          const h = document.getElementById(decodeURIComponent(a.hash.slice(1))).getBoundingClientRect(), bar = document.querySelector('.p-top').getBoundingClientRect();
          return { line: a.textContent, marked: [...document.querySelectorAll('.p-toc [aria-current]')].map(e => e.textContent).join(), y: h.top, bar: bar.bottom, end: scrollY + innerHeight >= document.documentElement.scrollHeight - 2 };
        }, i);
        const where = `${page} at ${width} px, after a click on "${r.line}": `;
        if (r.marked !== r.line) say(`${where}"${r.marked}" is marked`);
        if (!r.end && (r.y < r.bar - 1 || r.y > r.bar + 60)) say(`${where}the heading lands at ${Math.round(r.y)} px, the bar ends at ${Math.round(r.bar)}`);
      }
    }
  }
  await browser.close();
  console.log(`${pages.length} pages, ${widths.length} widths, ${Object.keys(media).length} media: ${findings} findings`);
  process.exit(findings ? 1 : 0);
})().catch(e => { console.error(e); process.exit(1); });
