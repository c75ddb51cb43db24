/** The door of a shop at one moment. */
export type Door =
  | { readonly open: true; readonly closesAt: string }
  /** Null: no opening is in sight. */
  | { readonly open: false; readonly opensAt: string | null };

interface Opening {
  readonly opens: string;
  readonly closes: string;
}

/**
 * Whether a shop is open, and until when. Asked of its next openings and not of the moment they were read
 * at: a screen stands open all day, and the shop closes meanwhile.
 */
export function doorAt(openings: readonly Opening[], now: Date): Door {
  const next = openings.find(({ closes }) => Date.parse(closes) > now.getTime());
  if (!next) return { open: false, opensAt: null };
  return Date.parse(next.opens) <= now.getTime()
    ? { open: true, closesAt: next.closes }
    : { open: false, opensAt: next.opens };
}
