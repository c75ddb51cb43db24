import type { ReactElement } from 'react';
import { useAddressValue } from '../../../../server/ui/address.ts';
import { useLocationId, useMay } from '../../../../server/ui/shell/session.ts';
import { LabelRounds } from './LabelRounds.tsx';
import './labels.css';
import { ShopLabels } from './ShopLabels.tsx';

/**
 * Cartellini: whoever works in a shop sees what changes on its shelves and puts it up; whoever looks after
 * prices sees which shops have, and which have not.
 */
export function LabelsScreen(): ReactElement {
  const may = useMay();
  const own = useLocationId();
  const [asked] = useAddressValue('negozio');
  const watches = may('listini-promozioni.list.read');
  const locationId = asked ?? (watches ? null : own);
  if (locationId !== null) {
    return <ShopLabels key={locationId} locationId={locationId} watches={watches} />;
  }
  return <LabelRounds />;
}
