import type { ModuleManifest } from '../../server/modules/manifest.ts';
import { shopRoutes } from './shop/routes.ts';

/** A web shop to try things with: it stands for the chain's own, and knows only the public API. */
export const demoShop: ModuleManifest = {
  id: 'demo-shop',
  title: { it: 'Negozio di prova', en: 'Demonstration shop' },
  requires: ['base', 'omnichannel'],
  tables: [],
  permissions: {},
  publishes: [],
  problems: [],
  start(context) {
    // Without demo data there is nothing to sell, and no key to sell it with.
    if (context.config.demo) shopRoutes(context);
  },
};
