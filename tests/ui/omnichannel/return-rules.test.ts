import { expect } from 'chai';
import { returnPolicyEndpoint } from '../../../modules/omnichannel/returns/policy-contracts.ts';
import { approvalPolicyEndpoint } from '../../../modules/omnichannel/approvals/policy-contracts.ts';
import { useServer, type Caller } from '../../support/api.ts';
import { axe, screenshot, useBrowser } from '../../support/browser.ts';
import { openAs, servedScreens, SIZES } from '../../support/screens.ts';
import { delegationsEndpoint } from '../../../modules/omnichannel/approvals/policy-contracts.ts';
import {
  changeRefundRuleEndpoint,
  refundRuleEndpoint,
} from '../../../modules/omnichannel/refunds/rule-contracts.ts';
import { givePin } from '../../support/make/approval.ts';
import { until } from '../../support/until.ts';
import type { Page } from 'playwright-core';

const PIN = '271828';

describe('the rules of returns', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let office: Caller;

  before(async () => {
    office = await server.person('web-store-manager', null);
  });

  const looked = async (page: Page, name: string): Promise<void> => {
    await screenshot(page, `rules-${name}-desktop`);
    expect(await axe(page), name).to.deep.equal([]);
    await page.setViewportSize(SIZES.handheld);
    await screenshot(page, `rules-${name}-handheld`);
    expect(await axe(page), `${name}, handheld`).to.deep.equal([]);
    await page.setViewportSize(SIZES.desktop);
    await page.locator('.bt-sheet').waitFor();
  };
  const inForce = () => server.call(returnPolicyEndpoint, {}, { as: office });

  it('are written as a draft, tried on past returns, and hold once they are published', async function () {
    this.timeout(120_000);
    const page = await browser.page();
    await openAs(page, server.url, office, '/regole?parte=resi');
    await page.getByText('Regole dei resi, versione 1').waitFor();
    await looked(page, 'returns');
    await page.getByLabel('Reso commerciale, senza chiedere').fill('45');
    await page.getByRole('button', { name: 'Salva la bozza' }).click();
    await page.getByText('Non vale ancora').waitFor();
    expect((await inForce()).terms.commercial.days).to.not.equal(45);

    await page.getByRole('button', { name: 'Prova sui resi passati' }).click();
    await page.getByText(/0 pratiche riguardate/).waitFor();
    await screenshot(page, 'rules-returns-trial-desktop');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Pubblica la versione 2' }).click();
    await page.getByText('Regole dei resi, versione 2').waitFor();
    expect((await inForce()).terms.commercial.days).to.equal(45);
  });

  it('refuse less than the law gives, and keep what was typed', async () => {
    const page = await browser.page();
    browser.expectComplaint(/422/);
    await openAs(page, server.url, office, '/regole?parte=resi');
    const days = page.getByLabel('Recesso, dal ritiro dell’ultimo pezzo');
    await days.fill('7');
    await page.getByRole('button', { name: 'Salva la bozza' }).click();
    await page.getByRole('alert').waitFor();
    expect(await days.inputValue()).to.match(/^7/);
  });

  it('say who decides up to how much, version by version', async function () {
    this.timeout(120_000);
    const page = await browser.page();
    await openAs(page, server.url, office, '/regole?parte=autorizzazioni');
    await page.getByText('Chi decide, fino a quanto').waitFor();
    await looked(page, 'limits');
    // By hand, key by key: `200,0` is on the way to `200,05`.
    await page.getByLabel('Commesso, fino a').fill('');
    // At a hand's pace: faster is a scanner, whose burst no field gets.
    await page.getByLabel('Commesso, fino a').pressSequentially('200,05', { delay: 120 });
    await page.getByRole('button', { name: 'Salva i limiti' }).click();
    await page.getByText(/Autorizzazioni, versione 2/).waitFor();
    const { policy } = await server.call(approvalPolicyEndpoint, {}, { as: office });
    expect(policy.ladder.find(({ role }) => role === 'clerk')?.upToMinor).to.equal(200_05);

    // Refunds that leave by themselves: a colleague was quicker, and what was typed stays.
    browser.expectComplaint(/412/);
    const { rule, version } = await server.call(refundRuleEndpoint, {}, { as: office });
    const theirs = { ...rule, upToMinor: 80_00 };
    const upTo = page.getByRole('textbox', { name: 'Fino a', exact: true });
    await upTo.fill('120');
    await server.call(
      changeRefundRuleEndpoint,
      { rule: theirs, expectedVersion: version },
      { as: office },
    );
    const save = page.getByRole('button', { name: 'Salva i rimborsi automatici' });
    await save.click();
    await page.getByText('Qualcuno ha già cambiato i rimborsi automatici').waitFor();
    expect(await upTo.inputValue()).to.match(/^120/);
    await save.click();
    await until('it is saved', async () => {
      const now = await server.call(refundRuleEndpoint, {}, { as: office });
      return now.rule.upToMinor === 120_00;
    });
    await until('nothing is left to be saved', () => save.isDisabled());
  });

  it('let a colleague decide in one’s place for some days, and take it back', async function () {
    this.timeout(120_000);
    const colleague = await server.person('web-store-manager', null);
    await givePin(server.database.db, server.keyring, office, PIN);
    const page = await browser.page();
    await openAs(page, server.url, office, '/autorizzazioni');
    await page.getByRole('button', { name: 'Chi decide per me' }).click();
    await page.getByText('Nessuna delega').waitFor();
    await page.getByRole('combobox', { name: 'Collega' }).click();
    await page.getByRole('option', { name: colleague.name, exact: true }).click();
    const first = await page.getByLabel('Dal giorno').inputValue();
    await page.getByLabel('Fino al giorno, compreso').fill(first);
    await looked(page, 'stand-ins');
    await page.getByRole('button', { name: `Affida a ${colleague.name}` }).click();
    await page.getByText('Scrivi il tuo PIN').first().waitFor();
    await page.keyboard.type(PIN, { delay: 60 });
    await page.getByText(`${colleague.name} decide per te`).waitFor();
    const { delegations } = await server.call(delegationsEndpoint, {}, { as: colleague });
    expect(delegations.map(({ from }) => from.id)).to.deep.equal([office.id]);

    await page.getByRole('button', { name: 'Decidi di nuovo solo tu' }).click();
    await page.getByText('Nessuna delega').waitFor();
    const after = await server.call(delegationsEndpoint, {}, { as: colleague });
    expect(after.delegations).to.deep.equal([]);
  });
});
