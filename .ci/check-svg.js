// check-svg.js PLATEN DRAWINGS SHOTS: drawings as a PDF has them, by poppler, beside how Chromium draws them.
//   Both are drawn at 192 dots an inch, with the same faces, those that platen has. A pixel differs when nothing in the other
//   picture beside its place, a pixel around, has its colour: edges are smoothed in two ways. Prints the share of pixels that
//   differ of each drawing, and how large it may be (tolerances.json); SHOTS gets both pictures, and what differs in red.
//   Faces that lie packed are unpacked by zstd. Exit 0 when all are within their tolerances, 1 when one is not, 2 when it could not look.
'use strict';
const fs = require('fs'), path = require('path'), os = require('os'), { execFileSync } = require('child_process');
const root = path.join(__dirname, '..');
const puppeteer = require(path.join(process.env.NODE_MODULES || path.join(root, '.tools', 'npm', 'node_modules'), 'puppeteer-core'));
const [platen, dir, shots] = process.argv.slice(2).map(p => path.resolve(p));
const dots = 192, off = 60;
const allowed = JSON.parse(fs.readFileSync(path.join(dir, 'tolerances.json'), 'utf8'));

// The faces of the page: what the drawings name are those that platen sets.
function faces() {
  const families = {
    'source-sans-3/SourceSans3': ['Arial', 'Helvetica', 'verdana', 'trebuchet ms', 'Excalifont', 'Xiaolai'],
    'source-serif-4/SourceSerif4': ['Times', 'Times New Roman', 'Georgia'],
    'source-code-pro/SourceCodePro': ['Courier', 'Courier New', 'Cascadia'],
  };
  let css = '';
  for (const [file, names] of Object.entries(families)) for (const [weight, style, name] of [['400', 'normal', '400Regular'], ['700', 'normal', '700Bold'], ['400', 'italic', '400Regular_Italic'], ['700', 'italic', '700Bold_Italic']]) {
    const at = path.join(root, 'fonts', `${file}_${name}.ttf`);
    const data = (fs.existsSync(at) ? fs.readFileSync(at) : execFileSync('zstd', ['-dcq', at + '.zst'], { maxBuffer: 1 << 24 })).toString('base64');
    for (const n of names) css += `@font-face{font-family:"${n}";font-weight:${weight};font-style:${style};src:url(data:font/ttf;base64,${data})}\n`;
  }
  return css;
}

// In the page: the share of pixels of a that are nowhere near in b, and of b in a; and a picture of them.
async function compare(a, b, off) {
  const load = async url => { const i = new Image(); i.src = url; await i.decode(); return i; };
  const [x, y] = [await load(a), await load(b)], w = Math.min(x.width, y.width), h = Math.min(x.height, y.height);
  const pixels = i => { const c = new OffscreenCanvas(w, h).getContext('2d'); c.fillStyle = '#fff'; c.fillRect(0, 0, w, h); c.drawImage(i, 0, 0); return c.getImageData(0, 0, w, h).data; };
  const p = pixels(x), q = pixels(y);
  const c = document.createElement('canvas'), ctx = c.getContext('2d');
  c.width = w; c.height = h;
  const out = ctx.createImageData(w, h);
  let n = 0;
  const lacks = (s, t, i, j) => {
    const k = 4 * (j * w + i);
    for (let v = Math.max(0, j - 1); v <= Math.min(h - 1, j + 1); v++) for (let u = Math.max(0, i - 1); u <= Math.min(w - 1, i + 1); u++) {
      const m = 4 * (v * w + u);
      if (Math.abs(s[k] - t[m]) <= off && Math.abs(s[k + 1] - t[m + 1]) <= off && Math.abs(s[k + 2] - t[m + 2]) <= off) return false;
    }
    return true;
  };
  for (let j = 0; j < h; j++) for (let i = 0; i < w; i++) {
    const k = 4 * (j * w + i), bad = lacks(p, q, i, j) || lacks(q, p, i, j);
    if (bad) n++;
    out.data.set(bad ? [255, 0, 0, 255] : [200 + p[k] / 5, 200 + p[k + 1] / 5, 200 + p[k + 2] / 5, 255], k);
  }
  ctx.putImageData(out, 0, 0);
  return { share: 100 * n / (w * h), sizes: [x.width, x.height, y.width, y.height], url: c.toDataURL('image/png') };
}

(async () => {
  fs.mkdirSync(shots, { recursive: true });
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'svg-'));
  const names = fs.readdirSync(dir).filter(f => f.endsWith('.svg')).sort();
  const browser = await puppeteer.launch({ executablePath: process.env.CHROME || '/usr/bin/chromium', headless: true, protocolTimeout: 120000,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-lcd-text', '--font-render-hinting=none'] });
  const css = faces();
  let over = 0;
  for (const name of names) {
    const stem = name.replace(/\.svg$/, '');
    fs.copyFileSync(path.join(dir, name), path.join(work, name));
    fs.writeFileSync(path.join(work, 'page.md'), `![A drawing](${name})\n`);
    execFileSync(platen, [path.join(work, 'page.md'), '-o', path.join(work, 'page.pdf'), '-q'], { stdio: 'ignore' });
    const box = execFileSync('pdfinfo', ['-struct', path.join(work, 'page.pdf')]).toString().match(/\/BBox \[([\d. ]+)\]/)[1].split(' ').map(Number);
    const high = +execFileSync('pdfinfo', [path.join(work, 'page.pdf')]).toString().match(/x ([\d.]+) pts/)[1];
    const svg = fs.readFileSync(path.join(dir, name), 'utf8').replace(/<\?xml[^>]*\?>/, '');
    const tab = await browser.newPage();
    // An image has no faces of the page, so the drawing stands in the page itself, read as XML.
    await tab.setContent(`<!DOCTYPE html><style>${css}body{margin:0}</style>`);
    const size = await tab.evaluate(async text => {
      const d = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
      const view = (d.getAttribute('viewBox') || '').split(/[ ,]+/).map(Number);
      const e = document.importNode(d, true);
      e.style.maxWidth = 'none';
      e.style.display = 'block';
      if (/%$/.test(e.getAttribute('width') || '100%')) { e.setAttribute('width', view[2]); e.setAttribute('height', view[3]); }
      document.body.append(e);
      await Promise.all([...document.fonts].map(f => f.load().catch(() => {})));
      await document.fonts.ready;
      const r = e.getBoundingClientRect();
      return [r.width, r.height];
    }, svg);
    await tab.setViewport({ width: Math.ceil(size[0]), height: Math.ceil(size[1]), deviceScaleFactor: dots / 96 });
    const theirs = path.join(shots, stem + '-browser.png'), ours = path.join(shots, stem + '-pdf');
    await tab.screenshot({ path: theirs, clip: { x: 0, y: 0, width: size[0], height: size[1] } });
    const r = dots * size[0] * 0.75 / (box[2] - box[0]), px = r / 72;
    execFileSync('pdftocairo', ['-r', String(r), '-png', '-singlefile', '-x', String(Math.round(box[0] * px)), '-y', String(Math.round((high - box[3]) * px)),
      '-W', String(Math.round(size[0] * dots / 96)), '-H', String(Math.round(size[1] * dots / 96)), path.join(work, 'page.pdf'), ours]);
    const url = f => 'data:image/png;base64,' + fs.readFileSync(f).toString('base64');
    const got = await tab.evaluate(compare, url(ours + '.png'), url(theirs), off);
    fs.writeFileSync(path.join(shots, stem + '-differs.png'), Buffer.from(got.url.split(',')[1], 'base64'));
    const most = allowed[stem];
    const bad = most === undefined || got.share > most;
    if (bad) over++;
    console.log(`${stem.padEnd(24)} ${got.share.toFixed(2).padStart(6)} % of the pixels differ, at most ${most === undefined ? 'none said' : most + ' %'}${bad ? '  OVER' : ''}`);
    await tab.close();
  }
  await browser.close();
  fs.rmSync(work, { recursive: true });
  console.log(`${names.length} drawings, ${over} over their tolerance`);
  process.exit(over ? 1 : 0);
})().catch(e => { console.error(e); process.exit(2); });
