// check-vectors.js PLATEN OUT: some two thousand attempts to run a script, by class, over every way into a page: words, addresses,
//   titles, ids, classes, languages, info strings, front matter, names of files, contents, settings of projects, notebooks,
//   formulas, diagrams, frames, templates, drawings, redirects, the search index, JSON-LD, RSS, sitemap, llms.txt, EPUB.
//   Each is opened in Chromium with hooks and with the page's policy switched off, which is to be a second wall and not the first.
//   Nothing may fire, ask for anything, or be there that could: event attributes, scripts and frames that are not platen's, addresses
//   of other schemes. With --allow-html the same pages have to fire: what does not shows that the hooks do not see.
// Prints a line a finding; exit 0 when there is none, 1 when there is one.
'use strict';
const fs = require('fs'), path = require('path'), { spawnSync } = require('child_process'), { pathToFileURL } = require('url');
const puppeteer = require(path.join(process.env.NODE_MODULES || path.join(__dirname, '..', '.tools', 'npm', 'node_modules'), 'puppeteer-core'));
const { guides } = require('./vectors/guides.js');
const [platen, out] = process.argv.slice(2).map(p => path.resolve(p));
let findings = 0;
const say = what => { if (findings++ < 60) console.log(what); };

// What a page may hold. It runs in the page, so it has all that it needs in it.
function suspicious(ours) {
  const found = [], own = new RegExp(ours), lines = { script: 0 };
  const roots = [document];
  for (let i = 0; i < roots.length; i++) for (const e of roots[i].querySelectorAll('*')) if (e.shadowRoot) roots.push(e.shadowRoot);
  for (const e of roots.flatMap(r => [...r.querySelectorAll('*')])) {
    const name = e.localName.toLowerCase(), tell = () => e.cloneNode(false).outerHTML?.slice(0, 160) || name;
    for (const a of e.attributes) {
      if (/^on/i.test(a.name)) found.push('event attribute: ' + tell());
      if (/^(xlink:)?href$|^(src|action|formaction|data|poster|background|to|from|values)$/i.test(a.name)) {
        const v = a.value.replace(/[\0-\x20]/g, '').toLowerCase();
        if (/^((javascript|vbscript|livescript|mocha|blob|filesystem|view-source|jar|feed):|data:(?!image\/(png|jpeg|gif|webp);base64,|,$))/.test(v)) found.push('address: ' + tell());
      }
    }
    if (e.href && typeof e.href === 'string' && e.protocol && !/^(https?|mailto|tel|file):$/.test(e.protocol)) found.push('address: ' + tell());
    if (name === 'script') {
      const json = e.type === 'application/ld+json';
      if (json) { try { JSON.parse(e.textContent); } catch (err) { found.push('JSON-LD: ' + err.message + ': ' + e.textContent.slice(0, 200)); } }
      else if (!own.test(e.getAttribute('src') || '')) found.push('script: ' + tell());
    }
    if (/^(object|embed|applet|base|form|frame|frameset|portal|animate|set|animatetransform|animatemotion|handler|listener|xsl:.*)$/.test(name) || name === 'foreignobject' && e.getRootNode() === document && e.childNodes.length) found.push('element: ' + tell());
    if (name === 'iframe' && !(e.className === 'p-drawing' || e.getAttribute('sandbox') !== null && /^https:\/\/embed\.example\//.test(e.src))) found.push('frame: ' + tell());
    if (name === 'meta' && /refresh/i.test(e.httpEquiv || '') && !/^0; ?url=(\.\.?\/|[\w%.-]+[/.]|\.?$)/i.test(e.content)) found.push('refresh: ' + e.content.slice(0, 120));
    if (name === 'style' && e.textContent.trim() && /@import|expression\(|url\((?!\s*["']?(#|data:image))/i.test(e.textContent)) found.push('style: ' + e.textContent.slice(0, 80));
  }
  return found;
}

const hooks = () => {
  const fire = n => console.log('FIRED ' + n);
  window.X = fire;
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = fire;
};

async function main() {
  fs.rmSync(out, { recursive: true, force: true });
  const made = guides(path.join(out, 'src'));
  const browser = await puppeteer.launch({ executablePath: process.env.CHROME || '/usr/bin/chromium', headless: true, protocolTimeout: 180000,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--allow-file-access-from-files', '--host-resolver-rules=MAP * ~NOTFOUND'] });
  const tab = await browser.newPage();
  await tab.setBypassCSP(true);
  await tab.evaluateOnNewDocument(hooks);
  let fired, where, quiet = false;
  tab.on('console', m => { const [, n] = /^FIRED (.*)/.exec(m.text()) || []; if (n !== undefined) { fired.add(n); if (!quiet) say(`${where}: vector ${n} fires: ${made.vectors[n] || ''}`); } });
  tab.on('dialog', d => d.dismiss());
  tab.on('request', r => {
    if (quiet || r.url().startsWith('file:') || r.url().startsWith('data:image/')) return;
    if (r.isNavigationRequest() && r.frame() === tab.mainFrame() && /^https?:/.test(r.url())) return; // where a project's own redirect leads
    if (r.resourceType() === 'image' && /^https?:/.test(r.url()) || /^https:\/\/embed\.example\//.test(r.url())) return; // images of other servers are shown, as the manual says
    say(`${where}: asks for ${r.url().slice(0, 120)}`);
  });
  fired = new Set();
  const open = async file => {
    where = path.relative(out, file);
    await tab.goto(pathToFileURL(file).href, { waitUntil: 'load', timeout: 120000 }).catch(e => { if (!/ERR_ABORTED/.test(e.message)) say(`${where}: ${e.message}`); });
  };
  const look = async ours => { // a page that leads to another server is gone
    if (!/^file:/.test(tab.url())) { if (!/^(https?:|chrome-error:)/.test(tab.url())) say(`${where}: is now ${tab.url().slice(0, 120)}`); return; }
    for (const f of await tab.evaluate(suspicious, ours).catch(e => [e.message])) say(`${where}: ${f}`);
  };

  let opened = 0, hits = 0;
  for (const g of made.guides) {
    const to = path.join(out, 'made', g.name, g.ext || '/');
    fs.mkdirSync(path.dirname(to), { recursive: true });
    const r = spawnSync(platen, [...g.from, '-o', to.replace(/\/\.([a-z]+)$/, '/book.$1'), '-q', '--no-cache', ...g.flags], { encoding: 'utf8', cwd: path.join(out, 'src') });
    if (r.status !== 0 && r.status !== 1 && r.status !== 3) { say(`${g.name}: platen: ${r.status} ${r.stderr.slice(0, 300)}`); continue; }
    let dir = path.join(out, 'made', g.name);
    if (g.ext === '.epub') spawnSync('unzip', ['-q', '-o', path.join(dir, 'book.epub'), '-d', path.join(dir, 'book')]);
    const files = fs.readdirSync(dir, { recursive: true }).map(String).sort();
    const pages = files.filter(n => /\.(x?html|xml|opf|ncx)$/.test(n)), bare = files.filter(n => /\.(svg|txt)$/.test(n));
    if (pages.length < g.pages) say(`${g.name}: ${pages.length} pages of ${g.pages}: ${r.stderr.slice(0, 300)}`);
    let seen = '';
    for (const n of pages) {
      await open(path.join(dir, n));
      await look(g.ours);
      if (g.wait && /mermaid/.test(n)) await tab.waitForSelector('.p-diagram', { timeout: 60000 }).then(() => look(g.ours)).catch(() => say(`${where}: no diagram is drawn`));
      opened++;
      if (g.sees) seen += await tab.evaluate(() => document.body?.textContent || '');
    }
    for (const s of g.sees || []) if (!seen.includes(s)) say(`${g.name}: ${s} is in no page: what stands before it has swallowed it`);
    for (let i = 0; i < bare.length; i += 30) { // in frames, many at once
      const frames = path.join(dir, 'frames.htm');
      fs.writeFileSync(frames, bare.slice(i, i + 30).map(n => `<iframe src="${n.split('/').map(encodeURIComponent).join('/').replace(/'/g, '%27')}"></iframe>`).join('\n'));
      await open(frames);
      for (const f of tab.frames().slice(1)) { where = `${g.name}: ${decodeURIComponent(path.basename(f.url()))}`; for (const s of await f.evaluate(suspicious, '^$').catch(() => [])) say(`${where}: ${s}`); }
      opened += Math.min(30, bare.length - i);
    }
    if (g.search) {
      await open(path.join(dir, 'index.html'));
      for (const q of ['vector', 'onerror', 'script', 'X']) {
        await tab.focus('.p-find input');
        await tab.$eval('.p-find input', i => { i.value = ''; });
        await tab.type('.p-find input', q);
        await tab.waitForFunction(() => document.querySelectorAll('.p-hits [role=option]').length, { timeout: q === 'vector' ? 60000 : 1500 }).catch(() => q === 'vector' && say(`${g.name}: the search finds nothing for ${q}`));
        hits += await tab.$$eval('.p-hits [role=option]', a => a.length);
        await look(g.ours);
      }
    }
  }
  const count = Object.keys(made.vectors).length;

  // The control: the same text, kept as it is.
  quiet = true;
  fired = new Set();
  spawnSync(platen, [path.join(out, 'src', 'words'), '-o', path.join(out, 'made', 'control') + '/', '-q', '--no-cache', '--allow-html'], { encoding: 'utf8' });
  for (const n of ['raw.html', 'block.html']) {
    await open(path.join(out, 'made', 'control', n));
    await new Promise(r => setTimeout(r, 1000));
  }
  await browser.close();
  if (fired.size < 30) { quiet = false; say(`only ${fired.size} vectors fire where HTML is allowed: the hooks do not see`); }
  if (count < 500) say(`only ${count} vectors`);
  console.log(`check-vectors: ${count} vectors, ${opened} documents, ${hits} results of the search, ${fired.size} fire where HTML is allowed, ${findings} findings`);
  process.exit(findings ? 1 : 0);
}
main().catch(e => { console.error(e); process.exit(1); });
