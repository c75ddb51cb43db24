import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { countActions, scan } from '../../support/actions.ts';
import { axe, browserOfRun, useBrowser } from '../../support/browser.ts';
import { isOwnChromium, unpackedChromium } from '../../support/chromium.ts';

/** What every glibc Linux has before a single package is added. */
const C_LIBRARY =
  /^(ld-linux-x86-64|libc|libm|libdl|libpthread|librt|libgcc_s|libresolv|libnss_\w+)[.-]/;

const PAGE = `<!doctype html><html lang="it"><head><title>Prova</title></head><body><main>
  <h1>Prova</h1>
  <label>Codice <input id="code" autofocus></label>
  <label><input type="checkbox" id="box"> Ho visto il documento</label>
  <button id="confirm">Conferma</button>
  <script>
    const input = document.getElementById('code');
    window.keys = [];
    window.scanned = [];
    input.addEventListener('keydown', (event) => {
      window.keys.push({ at: event.timeStamp, keyCode: event.keyCode });
      if (event.key !== 'Enter') return;
      window.scanned.push(input.value);
      input.value = '';
    });
  </script></main></body></html>`;

describe('the browser of the tests', () => {
  const browser = useBrowser();
  let server: Server;
  let address: string;

  before(async () => {
    server = createServer((request, response) => {
      response.statusCode = request.url === '/broken' ? 500 : request.url === '/' ? 200 : 404;
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(PAGE);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  after(() => server.close());

  it('takes nothing from the machine but the C library', async function () {
    if (!isOwnChromium()) this.skip();
    const page = await browser.page();
    await page.goto(address);
    const session = await (await browserOfRun()).newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const own = await unpackedChromium();
    const maps = await Promise.all(
      processInfo.map(({ id }) => readFile(`/proc/${id}/maps`, 'utf8').catch(() => '')),
    );
    const libraries = new Set(maps.join('\n').match(/\/\S+\.so[\w.]*/g));
    const foreign = [...libraries].filter(
      (path) => !path.startsWith(own) && !C_LIBRARY.test(path.split('/').at(-1)!),
    );
    expect([...libraries].filter((path) => path.startsWith(own))).to.include(
      `${own}/lib/libnss3.so`,
    );
    expect(foreign).to.deep.equal([]);
  });

  it('writes with the fonts of its package, and no others are there', async function () {
    if (!isOwnChromium()) this.skip();
    const fonts = await readdir(`${await unpackedChromium()}/fonts/Open_Sans`);
    expect(fonts).to.include('OpenSans-Regular.ttf');
    const page = await browser.page();
    await page.goto(address);
    const session = await page.context().newCDPSession(page);
    await session.send('DOM.enable');
    await session.send('CSS.enable');
    const { root } = await session.send('DOM.getDocument');
    const { nodeId } = await session.send('DOM.querySelector', {
      nodeId: root.nodeId,
      selector: 'h1',
    });
    const used = await session.send('CSS.getPlatformFontsForNode', { nodeId });
    expect(used.fonts.map(({ familyName }) => familyName)).to.deep.equal(['Open Sans']);
  });

  it('scans a code as a keyboard wedge does, within a fraction of a second', async () => {
    const page = await browser.page();
    await page.goto(address);
    await page.focus('#code');
    await scan(page, 'PK-7QM4R2XD9KTH5');
    expect(await page.evaluate('window.scanned')).to.deep.equal(['PK-7QM4R2XD9KTH5']);
    const keys = (await page.evaluate('window.keys')) as { at: number }[];
    expect(keys).to.have.lengthOf(17);
    const gaps = keys.slice(1, 16).map(({ at }, place) => at - keys[place]!.at);
    const median = gaps.toSorted((a, b) => a - b)[7]!;
    expect(median, 'milliseconds from key to key').to.be.closeTo(4, 1.5);
  });

  it('scans as a phone does, where every key is 229', async () => {
    const page = await browser.page({ width: 390, height: 844 });
    await page.goto(address);
    await page.focus('#code');
    await scan(page, '8001234567897', { android: true });
    expect(await page.evaluate('window.scanned')).to.deep.equal(['8001234567897']);
    const keys = (await page.evaluate('window.keys')) as { keyCode: number }[];
    expect(keys.map(({ keyCode }) => keyCode)).to.deep.equal([...Array(13).fill(229), 13]);
  });

  it('counts the actions of a hand: a scan is one, a tick is one, a button is one', async () => {
    const page = await browser.page();
    await page.goto(address);
    const actions = await countActions(page);
    await page.focus('#code');
    await scan(page, '8001234567897');
    await page.getByText('Ho visto il documento').click();
    await page.focus('#confirm');
    await page.keyboard.press('Enter');
    expect(await actions.list()).to.have.lengthOf(3);
    await page.reload();
    await page.click('#confirm');
    expect(await actions.count()).to.equal(4);
    await actions.reset();
    expect(await actions.count()).to.equal(0);
  });

  it('finds what a screen reader would stumble over, and nothing on a clean page', async () => {
    const page = await browser.page();
    await page.goto(address);
    expect(await axe(page)).to.deep.equal([]);
    await page.setContent('<html lang="it"><title>x</title><main><h1>x</h1><input></main></html>');
    expect((await axe(page)).join('\n')).to.include('label (critical)');
  });

  it('notes errors of a page, failed fetches and answers of 500', async () => {
    const page = await browser.page();
    await page.goto(address);
    browser.expectComplaint(/./);
    await page.evaluate(async () => {
      console.error('failed on purpose');
      setTimeout(() => {
        throw new Error('thrown on purpose');
      });
      await fetch('/broken');
      await fetch('http://127.0.0.1:9/').catch(() => null);
    });
    const said = browser.complaints().join('\n');
    expect(said).to.match(/console: failed on purpose/);
    expect(said).to.match(/thrown: .*thrown on purpose/);
    expect(said).to.match(/answer: 500 GET http.*\/broken/);
    expect(said).to.match(/request: GET http:\/\/127\.0\.0\.1:9\/ net::ERR_/);
  });
});
