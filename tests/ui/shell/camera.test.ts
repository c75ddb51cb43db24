import { useBrowser } from '../../support/browser.ts';
import { openAsNoemi, useFakeServer } from './shell-fixture.ts';

/** A camera that looks at the QR code of the gallery, as at a customer's telephone. */
const SEES_THE_CODE = `navigator.mediaDevices.getUserMedia = async () => {
  const drawing = document.querySelector('[aria-label^="Codice PK"] svg');
  const image = new Image();
  image.src = 'data:image/svg+xml,' + encodeURIComponent(new XMLSerializer().serializeToString(drawing));
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 480;
  const look = () => {
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#ddd';
    pen.fillRect(0, 0, 640, 480);
    pen.drawImage(image, 170, 90, 300, 300);
    requestAnimationFrame(look);
  };
  look();
  return canvas.captureStream(10);
};`;
const REFUSES = `navigator.mediaDevices.getUserMedia = () =>
  Promise.reject(new DOMException('no', 'NotAllowedError'));`;

describe('the camera', () => {
  const browser = useBrowser();
  const server = useFakeServer();

  it('reads a customer’s code and does what scanning it does', async () => {
    const page = await browser.page({ width: 390, height: 844 });
    await page.addInitScript(SEES_THE_CODE);
    await openAsNoemi(page, server(), '/stile');
    await page.locator('[aria-label^="Codice PK"] svg').first().waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Scansiona con la fotocamera' }).click();

    await page.waitForURL('**/stile/coda?codice=PK-7QM4R2XD9KTHV');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('says what to do when it may not be used', async () => {
    const page = await browser.page();
    await page.addInitScript(REFUSES);
    await openAsNoemi(page, server(), '/stile/coda');
    await page.keyboard.press('F2');
    await page.getByRole('dialog', { name: 'Scansiona con la fotocamera' }).waitFor();
    await page.getByText('La fotocamera non è disponibile').waitFor();
  });
});
