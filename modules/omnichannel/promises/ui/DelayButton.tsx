import { ActionIcon } from '@mantine/core';
import { IconClockPlus } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import type { PickupRow, PickupView } from '../../pickup/contracts.ts';
import type { Forecast } from '../domain/forecast.ts';
import { paceOf } from '../live.ts';
import { promiseCopy } from './copy.ts';
import './promises.css';
import { DelayDialog } from './DelayDialog.tsx';

const DELAY = 'omnichannel.order.delay';

/** Which orders of a view may be promised for later with one press, and the dialog that asks until when. */
export function useDelays(
  view: PickupView,
  forecasts: ReadonlyMap<string, Forecast>,
): {
  /** Null: nothing calls for it, or the person may not. */
  readonly of: (row: PickupRow) => (() => void) | null;
  readonly dialog: ReactElement | null;
} {
  const may = useMay();
  const [orderId, setOrderId] = useState<string | null>(null);
  const row = view.rows.find((one) => one.orderId === orderId);
  const shop = view.locations.find(({ locationId }) => locationId === row?.locationId);
  const close = (): void => setOrderId(null);
  return {
    of: (one) => {
      const risk = forecasts.get(one.orderId)?.risk;
      const called = risk === 'late' || risk === 'will-be-late';
      return called && may(DELAY, one.locationId) ? () => setOrderId(one.orderId) : null;
    },
    dialog:
      row && shop ? (
        <DelayDialog
          key={row.orderId}
          row={row}
          forecast={forecasts.get(row.orderId) ?? null}
          pace={paceOf(shop)}
          onClose={close}
        />
      ) : null,
  };
}

export function DelayButton({
  row,
  onPress,
}: {
  row: PickupRow;
  onPress: (() => void) | null;
}): ReactElement | null {
  const t = useCopy(promiseCopy);
  if (!onPress) return null;
  const { customerName: name, number } = row;
  return (
    <ActionIcon
      size={48}
      variant="default"
      title={t('delay')}
      aria-label={t('delayOf', { name, number: orderNumber(number) })}
      onClick={onPress}
    >
      <IconClockPlus size={22} stroke={1.8} aria-hidden="true" />
    </ActionIcon>
  );
}
