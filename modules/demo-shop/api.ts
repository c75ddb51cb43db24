/** The door of the demonstration shop: what the seed registers for it. */
export { SHOP_CHANNEL, shopKey } from './shop/channel.ts';
export {
  getStyleEndpoint,
  listStylesEndpoint,
  shopAvailabilityEndpoint,
  shopOrderEndpoint,
} from './shop/contracts.ts';
