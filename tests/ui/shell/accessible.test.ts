import { expect } from 'chai';
import { axe, screenshot, useBrowser } from '../../support/browser.ts';
import { openAsNoemi, useFakeServer } from './shell-fixture.ts';

const SIZES = { desktop: [1280, 800], tablet: [1024, 768], handheld: [390, 844] } as const;

describe('every part of the kit', () => {
  const browser = useBrowser();
  const server = useFakeServer();

  for (const path of ['/stile', '/stile/coda', '/stile/stati'] as const) {
    for (const [device, [width, height]] of Object.entries(SIZES)) {
      // Dark has the same shapes as light: its colours are judged once.
      const schemes = device === 'desktop' ? (['light', 'dark'] as const) : (['light'] as const);
      for (const colorScheme of schemes) {
        it(`has nothing to stumble over: ${path}, ${device}, ${colorScheme}`, async () => {
          const page = await browser.page({ width, height, colorScheme });
          await openAsNoemi(page, server(), path);
          await screenshot(page, `shell${path.replaceAll('/', '-')}-${device}-${colorScheme}`);
          expect(await axe(page)).to.deep.equal([]);
          const wider = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(wider, 'nothing sticks out at the side').to.equal(0);
        });
      }
    }
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing to stumble over when menus and dialogs are open (${colorScheme})`, async () => {
      const page = await browser.page({ colorScheme });
      await openAsNoemi(page, server(), '/stile/stati');
      await page.getByRole('button', { name: 'Mostra un conflitto' }).click();
      await page.getByRole('dialog').waitFor();
      expect(await axe(page)).to.deep.equal([]);
      await page.getByRole('button', { name: 'Rifai la mia modifica' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Noemi Ferri, menu personale' }).click();
      await page.getByRole('menuitem', { name: 'Esci' }).waitFor();
      expect(await axe(page)).to.deep.equal([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await page.getByRole('option').first().waitFor();
      expect(await axe(page)).to.deep.equal([]);
    });
  }

  it('gives a clerk’s thumb 48 pixels on the handheld', async () => {
    const page = await browser.page({ width: 390, height: 844 });
    await openAsNoemi(page, server(), '/stile/coda');
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.bt-shell button, .bt-shell a')]
        .filter((element) => element.checkVisibility() && !element.classList.contains('bt-skip'))
        .map((element) => ({ what: element.innerText, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 47.5 || box.width < 47.5)
        .map(({ what, box }) => `${what} ${box.width}×${box.height}`),
    );
    expect(small).to.deep.equal([]);
  });
});
