import type { Page } from 'playwright-core';

export interface Purchase {
  readonly styleId: string;
  readonly size: string;
  /** As the shop list names it: `Milano Torino 14`. */
  readonly store: string;
  readonly customer: { readonly name: string; readonly surname: string };
  readonly payment: 'online' | 'at-counter';
}

/** Goes to a style, chooses size and store, and stands at the checkout with everything filled in. */
export async function fillBag(page: Page, url: string, wanted: Purchase): Promise<void> {
  await page.goto(`${url}/shop/articolo/${wanted.styleId}`);
  await page.getByRole('button', { name: wanted.size, exact: true }).click();
  await page.getByRole('radio', { name: new RegExp(wanted.store) }).check();
  await page.getByRole('button', { name: `Ritira a ${wanted.store}` }).click();
  await page.getByLabel('Nome', { exact: true }).fill(wanted.customer.name);
  await page.getByLabel('Cognome').fill(wanted.customer.surname);
  await page.getByLabel('E-mail').fill('cliente@example.com');
  await page.getByLabel('Telefono').fill('347 555 0142');
  if (wanted.payment === 'at-counter') await page.getByLabel('Pago in negozio').check();
}

/** Presses the button and waits for the customer's own page; gives back its token. */
export async function order(page: Page): Promise<string> {
  await page.getByRole('button', { name: /^Ordina e ritira/ }).click();
  await page.waitForURL('**/ordine/*');
  return new URL(page.url()).pathname.split('/').at(-1)!;
}
