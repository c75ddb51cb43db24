import type { ReactElement } from 'react';
import { useAddressValue } from '../../../../server/ui/address.ts';
import type { SlotProps } from '../../../../server/ui/screen.ts';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { OfferPrice } from './OfferPrice.tsx';
import { usePrices } from './use-prices.ts';

/** In the stock finder: what the chosen item costs here now, for everybody or for the customer in hand. */
export function FinderPrice({
  itemId,
  itemIds,
  locationId,
  listPriceMinor,
}: SlotProps['store-system.finder.price']): ReactElement {
  const [customerId] = useAddressValue('cliente');
  const reading = usePrices(itemIds, locationId, customerId);
  const price = reading.data?.prices.find((one) => one.itemId === itemId);
  return price ? (
    <OfferPrice price={price} />
  ) : (
    <MoneyText amountMinor={listPriceMinor} size="strong" />
  );
}
