/** How the customer gets the order: fetched from the shop, or sent from there. */
export const FULFILMENTS = ['pickup', 'shipping'] as const;
export type Fulfilment = (typeof FULFILMENTS)[number];

/** An address in Italy, as a carrier wants it. */
export interface ShipTo {
  readonly recipient: string;
  readonly street: string;
  /** CAP: five digits. */
  readonly postalCode: string;
  readonly city: string;
  /** Two capital letters: `MI`. */
  readonly province: string;
  /** Doorbell, floor, doorman. */
  readonly notes: string | null;
}

/** Says the same: choosing it again changes nothing. */
export function isSameAddress(a: ShipTo | null, b: ShipTo): boolean {
  return (
    a !== null &&
    a.recipient === b.recipient &&
    a.street === b.street &&
    a.postalCode === b.postalCode &&
    a.city === b.city &&
    a.province === b.province &&
    a.notes === b.notes
  );
}
