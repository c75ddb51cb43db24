import type { ShipTo } from '../domain/fulfilment.ts';

/** An address as somebody types it. */
export type Typed = Record<keyof ShipTo, string>;

/** What was said before, else whom we would send it to. */
export function firstTyped(shipTo: ShipTo | null, recipient: string): Typed {
  if (shipTo) return { ...shipTo, notes: shipTo.notes ?? '' };
  return { recipient, street: '', postalCode: '', city: '', province: '', notes: '' };
}

export function writtenAddress(typed: Typed): ShipTo {
  return {
    recipient: typed.recipient.trim(),
    street: typed.street.trim(),
    postalCode: typed.postalCode.trim(),
    city: typed.city.trim(),
    province: typed.province.trim().toUpperCase(),
    notes: typed.notes.trim() || null,
  };
}

/** Fields a carrier could not read. */
export function wrongIn(typed: Typed): ReadonlySet<Exclude<keyof ShipTo, 'notes'>> {
  const to = writtenAddress(typed);
  const wrong = new Set<Exclude<keyof ShipTo, 'notes'>>();
  for (const name of ['recipient', 'street', 'city'] as const) if (!to[name]) wrong.add(name);
  if (!/^[0-9]{5}$/.test(to.postalCode)) wrong.add('postalCode');
  if (!/^[A-Z]{2}$/.test(to.province)) wrong.add('province');
  return wrong;
}
