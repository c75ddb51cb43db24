import { startScreens } from '../server/ui/start.tsx';
import { baseScreens } from './base/screens.ts';
import { demoShopScreens } from './demo-shop/screens.ts';
import { listiniPromozioniScreens } from './listini-promozioni/screens.ts';
import { omnichannelScreens } from './omnichannel/screens.ts';
import { storeSystemScreens } from './store-system/screens.ts';

/** What the modules show. The page starts here; the server leaves out the modules it started without. */
void startScreens([
  baseScreens,
  storeSystemScreens,
  omnichannelScreens,
  listiniPromozioniScreens,
  demoShopScreens,
]);
