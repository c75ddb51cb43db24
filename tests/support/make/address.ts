import type { ShipTo } from '../../../modules/omnichannel/orders/domain/fulfilment.ts';

/** Where Marta Rinaldi has an order sent. */
export const HOME: ShipTo = {
  recipient: 'Marta Rinaldi',
  street: 'Via Roma 12',
  postalCode: '50123',
  city: 'Firenze',
  province: 'FI',
  notes: null,
};
