import { expect } from 'chai';
import { countActions } from '../support/actions.ts';
import { axe, screenshot, useBrowser } from '../support/browser.ts';
import { useChain } from '../support/chain.ts';
import { makeOrder } from '../support/make/order.ts';

const NOEMI = 'noemi.ferri@lungarno.example';

describe('the end of the day in a shop', () => {
  const browser = useBrowser();
  const { server, styles, enter } = useChain();

  it('shows what is left open as it happens, lets it be left knowingly, and closes the day once', async function () {
    this.timeout(120_000);
    browser.expectComplaint(/401/);
    const { db } = server.database;
    const { gtin } = styles[0]!.items[0]!;
    const given = { locationId: 'MI01', lines: [{ gtin }] };

    const page = await browser.page();
    await enter(page, NOEMI);
    await page.getByRole('link', { name: /^Chiusura/ }).click();
    await page.getByText('Non resta niente di aperto.').waitFor();

    // Promised days ago, and nobody has begun: the screen learns of it by itself.
    await makeOrder(db, given, { at: new Date(Date.now() - 5 * 86_400_000) });
    await page.getByText('Promessi e non iniziati').waitFor();
    await screenshot(page, 'chiusura-open');
    expect(await axe(page)).to.deep.equal([]);

    const actions = await countActions(page);
    await page.getByRole('checkbox', { name: /^Lo so: .* resta aperto$/ }).check();
    await page.getByLabel('Perché restano aperti').fill('La merce arriva domani');
    await page.getByRole('button', { name: 'Chiudi la giornata' }).click();
    await page.getByText(/^Giornata chiusa da Noemi Ferri alle/).waitFor();
    expect(await actions.list()).to.have.lengthOf(2);
    await page.getByText('Perché: La merce arriva domani').waitFor();
    await screenshot(page, 'chiusura-closed');
    expect(await axe(page)).to.deep.equal([]);
    const kept = await db('oc_day_closing').where({ location_id: 'MI01' });
    expect(kept).to.have.lengthOf(1);
    expect(kept[0].left_open).to.have.lengthOf(1);

    // A shop without anything open goes home with one press.
    await db('oc_day_closing').where({ location_id: 'MI01' }).delete();
    await db('oc_order').update({ ready_by: new Date(Date.now() + 86_400_000) });
    const handheld = await browser.page({ width: 390, height: 844 });
    await enter(handheld, NOEMI);
    await handheld.goto(`${server.url}/chiusura`);
    await handheld.getByText('Non resta niente di aperto.').waitFor();
    await screenshot(handheld, 'chiusura-handheld');
    expect(await axe(handheld)).to.deep.equal([]);
    await handheld.getByRole('button', { name: 'Chiudi la giornata' }).click();
    await handheld.getByText(/^Giornata chiusa da Noemi Ferri alle/).waitFor();
  });
});
