import { expect } from 'chai';
import { takeByWriting } from '../../support/actions.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { useBrowser } from '../../support/browser.ts';
import { expectNothingToStumbleOver } from '../../support/looks.ts';
import { makeItem, makeStyle } from '../../support/make/item.ts';
import { makeLocation } from '../../support/make/location.ts';
import { followAll } from '../../support/make/price-list.ts';
import { makeDefinition, runPromotion } from '../../support/make/promotion.ts';
import { openAs, servedScreens, SIZES } from '../../support/screens.ts';
import { holdCommands } from '../../support/slow.ts';
import { until } from '../../support/until.ts';

describe('promotions, on the merchandiser’s screen', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let marta: Caller;
  let elena: Caller;
  let shop: string;
  let itemId: string;

  before(async () => {
    const { db } = server.database;
    shop = await makeLocation(db, { name: 'Milano Torino 14', region: 'Lombardia' });
    const styleId = await makeStyle(db, { name: 'Cappotto a vestaglia Livia' });
    itemId = await makeItem(db, { styleId, size: '42', listPriceMinor: 249_00 });
    await followAll(db);
    await runPromotion(db, {
      announced: false,
      definition: makeDefinition(
        { id: 'percent-off', of: { everything: true }, percent: 10 },
        { texts: { name: texts('Dieci a tutti'), receipt: texts('Dieci'), label: texts('') } },
      ),
    });
    marta = await server.person('merchandiser', null);
    elena = await server.person('merchandiser', null);
  });

  it('are built from a template, told in a sentence, and signed by another person', async function () {
    this.timeout(120_000);
    const page = await browser.page();
    await openAs(page, server.url, marta, '/promozioni/nuova');
    await page.getByRole('button', { name: /^Sconto in percentuale/ }).click();
    await page.getByLabel('Nome', { exact: true }).fill('Settimana dei cappotti');
    await page.getByLabel('Sconto %').fill('25');
    await takeByWriting(page.getByRole('combobox', { name: /^Regioni/ }), 'Lombardia');
    const sentence = page.getByRole('status', { name: 'Che cosa fa' });
    await sentence.getByText('25').waitFor();
    await until('it says where', async () => /in Lombardia/.test(await sentence.innerText()));
    await page.getByText('1 modelli, 1 articoli').waitFor();
    await page.getByRole('button', { name: 'Apri una campagna' }).click();
    const dialog = page.getByRole('dialog', { name: 'Apri una campagna' });
    await dialog.getByLabel('Nome').fill('Cappotti d’autunno');
    await dialog.getByLabel('Primo giorno').fill('2027-10-01');
    await dialog.getByLabel('Ultimo giorno').fill('2027-10-31');
    await dialog.getByRole('button', { name: 'Apri', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    const chosen = page.getByRole('combobox', { name: 'Campagna' });
    await until('it is chosen', async () => (await chosen.inputValue()) === 'Cappotti d’autunno');
    await page.getByRole('button', { name: 'Salva bozza' }).click();
    await page.getByRole('button', { name: 'Manda in approvazione' }).click();
    await page.getByText('L’hai preparata tu: serve un’altra persona').waitFor();
    const [campaign] = await server.database
      .db('lp_promotion as promotion')
      .join('lp_campaign as campaign', 'campaign.id', 'promotion.campaign_id')
      .where('promotion.id', new URL(page.url()).pathname.split('/').at(-1)!)
      .pluck('campaign.name_it');
    expect(campaign).to.equal('Cappotti d’autunno');

    const other = await browser.page();
    await openAs(other, server.url, elena, new URL(page.url()).pathname);
    await other.getByRole('button', { name: 'Approva e pubblica' }).click();
    await other.getByRole('button', { name: 'Metti in pausa' }).waitFor();
    await other.getByRole('button', { name: 'Metti in pausa' }).click();
    await other.getByLabel('Perché').fill('Percentuale sbagliata sul volantino');
    await other.getByRole('dialog').getByRole('button', { name: 'Metti in pausa' }).click();
    await other.getByText('In pausa: Percentuale sbagliata sul volantino').waitFor();
  });

  it('keep what is typed while they are made and saved', async function () {
    this.timeout(120_000);
    const page = await browser.page();
    await openAs(page, server.url, marta, '/promozioni/nuova?modello=percent-off');
    const name = page.getByLabel('Nome', { exact: true });
    const percent = page.getByLabel('Sconto %');
    const save = page.getByRole('button', { name: 'Salva bozza' });
    const saveAndType = async (field: typeof name, text: string): Promise<void> => {
      const commands = await holdCommands(page);
      await save.click();
      await field.fill(text);
      commands.letGo();
    };
    await name.fill('Prima');
    await percent.fill('25');
    await saveAndType(name, 'Scritto mentre nasceva');
    await page.waitForURL(/\/promozioni\/0/);
    await page.getByRole('heading', { level: 1, name: 'Prima' }).waitFor();
    await until('the name goes on', async () => {
      return (await name.inputValue()) === 'Scritto mentre nasceva';
    });

    await saveAndType(percent, '30');
    await page.getByRole('heading', { level: 1, name: 'Scritto mentre nasceva' }).waitFor();
    await save.and(page.locator(':not([data-loading])')).waitFor();
    expect(await percent.inputValue()).to.equal('30');
    await save.click();
    await page.getByRole('button', { name: 'Manda in approvazione' }).waitFor();
    expect(await percent.inputValue()).to.equal('30');
    expect(await name.inputValue()).to.equal('Scritto mentre nasceva');
  });

  for (const [locale, change, hint] of [
    ['it-IT', 'Cambia: Limiti', 'una volta per scontrino o ordine'],
    ['en-GB', 'Change: Limits', 'once for each receipt or order'],
  ] as const) {
    it(`say beside the limits what a time is (${locale})`, async () => {
      const page = await browser.page({ locale });
      const reader = await server.person('merchandiser', null);
      await openAs(page, server.url, reader, '/promozioni/nuova?modello=percent-off');
      if (locale === 'en-GB') {
        await page.getByRole('button', { name: /menu personale/ }).click();
        await page.getByRole('menuitem', { name: 'English' }).click();
      }
      await page.getByRole('button', { name: change }).click();
      await page.getByText(hint).waitFor();
    });
  }

  const ADDRESSES: Readonly<Record<string, () => [path: string, shown: string]>> = {
    promotions: () => ['/promozioni', 'Dieci a tutti'],
    gallery: () => ['/promozioni/nuova', 'Insieme a un prezzo'],
    builder: () => ['/promozioni/nuova?modello=bundle', 'Parte 2 dell’insieme'],
    trial: () => ['/promozioni/nuova?modello=percent-off', 'Cambia il carrello'],
    why: () => [`/perche-prezzo?articolo=${itemId}&negozio=${shop}`, 'Dieci a tutti'],
  };
  for (const [name, address] of Object.entries(ADDRESSES)) {
    for (const [device, size] of Object.entries(SIZES)) {
      it(`have nothing to stumble over: ${name}, ${device}`, async function () {
        this.timeout(120_000);
        const page = await browser.page(size);
        const [path, shown] = address();
        await openAs(page, server.url, marta, path);
        await page.getByText(shown).first().waitFor();
        await expectNothingToStumbleOver(page, `listini-${name}-${device}`);
      });
    }
  }
});

const texts = (name: string) => ({ it: name, en: name });
