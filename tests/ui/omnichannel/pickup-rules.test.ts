import { expect } from 'chai';
import { policiesEndpoint } from '../../../modules/omnichannel/promises/policy-contracts.ts';
import { useServer } from '../../support/api.ts';
import { useBrowser } from '../../support/browser.ts';
import { openAs, servedScreens } from '../../support/screens.ts';
import { holdCommands } from '../../support/slow.ts';
import { until } from '../../support/until.ts';

describe('the rules of pickup', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });

  it('keep what is typed while they are saved', async function () {
    this.timeout(90_000);
    const office = await server.person('web-store-manager', null);
    const terms = async () =>
      (await server.call(policiesEndpoint, {}, { as: office })).chain.inForce;
    const page = await browser.page();
    await openAs(page, server.url, office, '/regole?parte=ritiri');
    const ready = page.getByLabel('Pronto entro, in orario di apertura');
    const seen = page.getByLabel('Vista dal negozio entro');
    const save = page.getByRole('button', { name: 'Salva le regole' });
    await ready.fill('95');
    const commands = await holdCommands(page);
    await save.click();
    await seen.fill('7');
    commands.letGo();
    await until('the first is saved', async () => (await terms()).readyOpeningMinutes === 95);
    await save.and(page.locator(':not([data-loading])')).waitFor();
    expect(await seen.inputValue()).to.contain('7');
    await save.click();
    await until('the second is saved', async () => (await terms()).acknowledgeMinutes === 7);
    expect((await terms()).readyOpeningMinutes).to.equal(95);
  });
});
