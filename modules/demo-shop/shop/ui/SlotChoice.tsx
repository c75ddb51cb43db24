import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { clock, day, sameDay } from '../../../../server/ui/kit/format.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import type { shopSlotsEndpoint } from '../contracts.ts';
import { copy } from './copy.ts';
import { dayAndTime } from './parts.tsx';
import { useReader } from './reading.ts';

export type Offer = ReplyOf<typeof shopSlotsEndpoint>;
type Slot = Offer['slots'][number];

interface Props {
  readonly offer: Offer;
  /** When the chosen slot starts; null: as soon as can be. */
  readonly chosen: string | null;
  /** Somebody else took the last place of the slot that was chosen before. */
  readonly gone: boolean;
  readonly onChoose: (startsAt: string | null) => void;
}

/** When the visitor comes: as soon as can be, or a slot in which the store has room. */
export function SlotChoice({ offer, chosen, gone, onChoose }: Props): ReactElement | null {
  const t = useCopy(copy);
  const reader = useReader();
  const now = useMinute();
  if (offer.slots.length === 0) return null;
  const soonest = offer.readyBy ? dayAndTime(reader, offer.readyBy) : null;
  const days = new Map<string, Slot[]>();
  for (const slot of offer.slots) {
    const name = sameDay(reader, slot.startsAt, now) ? t('slotToday') : day(reader, slot.startsAt);
    days.set(name, [...(days.get(name) ?? []), slot]);
  }
  const words = ({ startsAt, endsAt }: Slot): string =>
    t('slot', { from: clock(reader, startsAt), to: clock(reader, endsAt) });
  return (
    <label className="shop-field">
      {t('whenCollect')}
      <select
        value={chosen ?? ''}
        aria-invalid={gone}
        onChange={({ currentTarget: { value } }) => onChoose(value === '' ? null : value)}
      >
        <option value="">
          {soonest === null
            ? t('asSoonAsPossible')
            : soonest.today
              ? t('soonToday', { time: soonest.words })
              : t('soonOn', { when: soonest.words })}
        </option>
        {[...days].map(([name, slots]) => (
          <optgroup key={name} label={name}>
            {slots.map((slot) => (
              <option key={slot.startsAt} value={slot.startsAt}>
                {`${name}, ${words(slot)}`}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {gone ? <small role="alert">{t('slotGone')}</small> : null}
    </label>
  );
}
