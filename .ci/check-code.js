// check-code.js PLATEN OUT: the buttons on code, numbers in its comments, and large images, in Chromium, on a guide that is written into
//   the folder OUT: what Copy copies, that the choice to wrap holds on the next page, that a number leads to its item, axe.
//   NODE_MODULES may name the folder of puppeteer.
// Prints a line a finding; exit 0 when there is none, 1 when there is one.
'use strict';
const fs = require('fs'), path = require('path'), zlib = require('zlib'), { spawnSync } = require('child_process'), { pathToFileURL } = require('url');
const modules = process.env.NODE_MODULES || path.join(__dirname, '..', '.tools', 'npm', 'node_modules');
const puppeteer = require(path.join(modules, 'puppeteer-core'));
const axe = fs.readFileSync(path.join(modules, 'axe-core', 'axe.min.js'), 'utf8');
const [platen, out] = process.argv.slice(2).map(p => path.resolve(p));
let findings = 0;
const same = (what, got, want) => { if (got !== want) { findings++; console.log(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`); } };

function png(w, h) { // of one colour
  const crc = b => { let c = ~0; for (const x of b) { c ^= x; for (let k = 0; k < 8; k++) c = c >>> 1 ^ (c & 1 ? 0xedb88320 : 0); } return ~c >>> 0; };
  const chunk = (type, data) => { const b = Buffer.concat([Buffer.from(type), data]), n = Buffer.alloc(4), s = Buffer.alloc(4); n.writeUInt32BE(data.length); s.writeUInt32BE(crc(b)); return Buffer.concat([n, b, s]); };
  const head = Buffer.alloc(13); head.writeUInt32BE(w); head.writeUInt32BE(h, 4); head[8] = 8;
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', zlib.deflateSync(Buffer.alloc((w + 1) * h, 128))), chunk('IEND', Buffer.alloc(0))]);
}

const long = 'x'.repeat(200);
const page = `# Code

\`\`\`yaml
theme: # (1)!
  name: a # (2)
\`\`\`

1. The theme.
2. Its name.

\`\`\`console
$ make all \\
>   install
done
# id
root
\`\`\`

\`\`\`sh
# a comment
echo $HOME
\`\`\`

\`\`\`sh
$ echo hi
hi
\`\`\`

\`\`\`
${long}
\`\`\`

![Wide](wide.png)

![Small](small.png)
`;
fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(path.join(out, 'in'), { recursive: true });
for (const [name, data] of [['index.md', '# Guide\n\n- [Code](code.md)\n- [More](more.md)\n'], ['code.md', page], ['more.md', '# More\n\n```\n' + long + '\n```\n'], ['wide.png', png(2000, 20)], ['small.png', png(20, 20)]])
  fs.writeFileSync(path.join(out, 'in', name), data);
const made = spawnSync(platen, [path.join(out, 'in'), '-o', path.join(out, 'site') + '/', '-t', 'html', '-q', '--no-cache'], { encoding: 'utf8' });
if (made.status) throw new Error(made.stderr);

(async () => {
  const browser = await puppeteer.launch({ executablePath: process.env.CHROME || '/usr/bin/chromium', headless: true, protocolTimeout: 120000,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  const tab = await browser.newPage(), at = name => pathToFileURL(path.join(out, 'site', name)).href;
  tab.on('pageerror', e => { findings++; console.log(`script error: ${e}`); });
  await tab.evaluateOnNewDocument(() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: s => { window.copied = s; return Promise.resolve(); } } }));
  await tab.setViewport({ width: 1280, height: 900 });
  await tab.goto(at('code.html'));
  const copies = await tab.evaluate(() => Array.from(document.querySelectorAll('.p-copy'), b => { b.click(); return window.copied; }));
  same('code with annotations', copies[0], 'theme: \n  name: a \n');
  same('a session', copies[1], 'make all \\\n  install\nid\n');
  same('a script with a comment', copies[2], '# a comment\necho $HOME\n');
  same('a script with prompts', copies[3], 'echo hi\n');
  same('other code', copies[4], long + '\n');
  same('numbers', await tab.evaluate(() => Array.from(document.querySelectorAll('.p-mark'), a => a.textContent + document.querySelector(a.hash).textContent).join()), '1The theme.,2Its name.');
  same('buttons to wrap', await tab.evaluate(() => document.querySelectorAll('.p-wrap').length), 1);
  await tab.evaluate(() => document.querySelector('.p-wrap').click());
  await tab.goto(at('more.html'));
  same('wrapped on the next page', await tab.evaluate(() => { const p = document.querySelector('pre'); return p.scrollWidth <= p.clientWidth; }), true);
  same('the button there', await tab.evaluate(() => document.querySelector('.p-wrap').getAttribute('aria-pressed')), 'true');
  await tab.evaluate(() => document.querySelector('.p-wrap').click());
  same('no longer wrapped', await tab.evaluate(() => { const p = document.querySelector('pre'); return p.scrollWidth > p.clientWidth; }), true);
  await tab.goto(at('code.html'));
  same('images that lead to themselves', await tab.evaluate(() => Array.from(document.querySelectorAll('.p-zoom img'), i => i.alt).join()), 'Wide');
  await tab.evaluate(axe);
  for (const scheme of ['light', 'dark']) {
    await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    for (const v of await tab.evaluate(async () => (await window.axe.run(document)).violations.map(v => `${v.id}: ${v.nodes[0].html}`))) same(`axe, ${scheme}`, v, '');
  }
  await browser.close();
  if (!findings) console.log('code: copies, numbers, wrapping and large images as they should be');
  process.exit(findings ? 1 : 0);
})().catch(e => { console.error(e); process.exit(1); });
