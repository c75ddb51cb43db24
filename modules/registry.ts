import type { ModuleManifest } from '../server/modules/manifest.ts';
import { base } from './base/manifest.ts';
import { demoShop } from './demo-shop/manifest.ts';
import { listiniPromozioni } from './listini-promozioni/manifest.ts';
import { omnichannel } from './omnichannel/manifest.ts';
import { storeSystem } from './store-system/manifest.ts';

/** Every module there is, by name: nothing is found by looking through folders. */
export const MODULES: readonly ModuleManifest[] = [
  base,
  storeSystem,
  listiniPromozioni,
  omnichannel,
  demoShop,
];
