import type { ModuleScreens } from '../../server/ui/screen.ts';

export const demoShopScreens: ModuleScreens = {
  module: 'demo-shop',
  screens: [],
  publicPages: [
    { path: '/shop', open: () => import('./shop/ui/ShopApp.tsx').then((file) => file.openShop) },
  ],
};
