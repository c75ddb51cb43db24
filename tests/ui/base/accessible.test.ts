import { useServer, type Caller } from '../../support/api.ts';
import { useBrowser } from '../../support/browser.ts';
import { makeLocation } from '../../support/make/location.ts';
import { expectNothingToStumbleOver } from '../../support/looks.ts';
import { openAs, servedScreens, SIZES } from '../../support/screens.ts';

/** What tells that a screen is there with its data. */
const SHOWN_BY = {
  '/negozi': 'Milano Torino 14',
  '/negozi/MI01': 'Orari della settimana',
  '/negozi/MI01?parte=dati': 'Indirizzo',
  '/aziende': 'Partita IVA',
  '/persone': 'Amministratore · Tutta la catena',
  '/dispositivi': 'Nessun dispositivo registrato',
  '/chiavi': 'Negozio online',
  '/importa': 'Nessun file importato',
  '/registro': 'Operazione',
  '/posta': 'Nessun messaggio',
} as const;

describe('the screens of the administrator', () => {
  const browser = useBrowser();
  const server = useServer({ screens: servedScreens });
  let administrator: Caller;

  before(async () => {
    await makeLocation(server.database.db, { id: 'MI01', name: 'Milano Torino 14' });
    administrator = await server.person('administrator', null);
    await server.program(['catalogue:read']);
    await server.database.db('core_api_key').update({ name: 'Negozio online' });
  });

  for (const [path, words] of Object.entries(SHOWN_BY)) {
    for (const [device, size] of Object.entries(SIZES)) {
      it(`have nothing to stumble over: ${path}, ${device}`, async () => {
        browser.expectComplaint(/404/);
        const page = await browser.page(size);
        await openAs(page, server.url, administrator, path);
        await page.getByText(words).filter({ visible: true }).first().waitFor();
        await expectNothingToStumbleOver(page, `base${path.replace(/\W+/g, '-')}-${device}`);
      });
    }
  }
});
