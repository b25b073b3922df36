// check-questions.js PLATEN GUIDES OUT [QUESTIONS]: the questions of search/questions.json (or of another such file), typed into the search
//   box in Chromium: of pages from file:// and from a server. GUIDES is a folder with the guides, which PLATEN makes into sites in OUT.
//   NODE_MODULES may name the folder of puppeteer.
// The questions and the pages that answer them were written down before the search was tuned to anything.
// Prints a line for each question whose answer is not the first result. Exit 0 when of the 60 questions over three guides 50 have the
// right page first and 57 among the first five, and when of the questions beside them the same share has; 1 otherwise.
'use strict';
const fs = require('fs'), path = require('path'), http = require('http'), { spawnSync } = require('child_process'), { pathToFileURL } = require('url');
const modules = process.env.NODE_MODULES || path.join(__dirname, '..', '.tools', 'npm', 'node_modules');
const puppeteer = require(path.join(modules, 'puppeteer-core'));
const [platen, guides, out] = process.argv.slice(2, 5).map(p => path.resolve(p));
const sets = JSON.parse(fs.readFileSync(process.argv[5] || path.join(__dirname, 'search', 'questions.json'), 'utf8'));
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png' };

function serve(dir) {
  return new Promise(done => {
    const server = http.createServer((req, res) => {
      const file = path.join(dir, path.normalize('/' + decodeURIComponent(new URL(req.url, 'http://x').pathname)));
      fs.readFile(file, (err, data) => {
        res.writeHead(err ? 404 : 200, { 'Content-Type': types[path.extname(file)] || 'application/octet-stream' });
        res.end(err ? '' : data);
      });
    }).listen(0, '127.0.0.1', () => done(server));
  });
}

// ask types a question and returns the pages of the results that are shown.
async function ask(tab, base, question) {
  await tab.evaluate(() => {
    const box = document.querySelector('.p-find input');
    box.focus();
    box.value = '';
    box.dispatchEvent(new Event('input'));
  });
  await tab.waitForFunction(() => document.querySelector('.p-find [role=listbox]').hidden, { timeout: 20000 });
  await tab.keyboard.type(question);
  await tab.waitForFunction(() => {
    const find = document.querySelector('.p-find'), said = find.querySelector('[role=status]');
    return find.querySelectorAll('[role=option]').length || said.textContent && said.classList.contains('p-none');
  }, { timeout: 20000, polling: 50 }).catch(() => { });
  await new Promise(r => setTimeout(r, 250)); // the last key's results
  const list = await tab.evaluate(() => Array.from(document.querySelectorAll('.p-find [role=option]'), a => a.href));
  return list.map(h => decodeURIComponent(h.slice(base.length).replace(/#.*/, '')).replace(/\.html$/, ''));
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: process.env.CHROME || '/usr/bin/chromium', headless: true, protocolTimeout: 120000,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  let wrong = 0;
  const sum = {};
  for (const set of sets) {
    const dir = path.join(out, set.guide);
    const made = spawnSync(platen, [path.join(guides, set.folder), '-o', dir + '/', '-t', 'html', '-q', '--fail-on', 'never', '--no-cache'], { encoding: 'utf8' });
    if (made.status) throw new Error(made.stderr);
    const server = await serve(dir);
    for (const [how, base] of [['file', pathToFileURL(dir).href + '/'], ['server', `http://127.0.0.1:${server.address().port}/`]]) {
      const tab = await browser.newPage();
      await tab.setViewport({ width: 1280, height: 900 });
      await tab.goto(base + 'index.html');
      const key = `${set.beside ? 'beside' : 'questions'}, ${how}`;
      const s = sum[key] = sum[key] || { all: 0, first: 0, five: 0 };
      for (const [kind, question, answers] of set.questions) {
        const pages = await ask(tab, base, question);
        const prefix = answers.map(a => p => p === a || p.endsWith('/' + a) || p === a.replace(/(^|\/)index$/, ''));
        const at = pages.findIndex(p => prefix.some(f => f(p)));
        s.all++;
        if (at === 0) s.first++; else console.log(`${how} ${set.guide} ${kind}: ${question}: ${at < 0 ? 'not found' : `result ${at + 1}`}; ${pages.slice(0, 5).join(', ')}`);
        if (at >= 0 && at < 5) s.five++;
      }
      await tab.close();
    }
    server.close();
  }
  await browser.close();
  for (const [key, s] of Object.entries(sum)) {
    const good = s.first * 60 >= 50 * s.all && s.five * 60 >= 57 * s.all;
    if (!good) wrong++;
    console.log(`${key}: ${s.all} asked, right page first ${s.first}, in the first five ${s.five}${good ? '' : ': too few'}`);
  }
  process.exit(wrong ? 1 : 0);
})().catch(e => { console.error(e); process.exit(1); });
