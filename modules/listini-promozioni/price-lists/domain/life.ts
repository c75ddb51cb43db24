/** What a change set is called on the screen: what is written down, and what the clock makes of it. */
export type ChangeSetPhase =
  | 'draft'
  | 'submitted'
  | 'scheduled'
  | 'active'
  | 'ended'
  | 'undone'
  | 'discarded';

export interface Phased {
  readonly state: 'draft' | 'submitted' | 'published' | 'undone' | 'discarded';
  /** Wall-clock times: `2026-12-01T00:00`. */
  readonly validFrom: string;
  readonly validTo: string | null;
}

/**
 * A published change is scheduled until its hour comes, and ended after its last one: nobody has to
 * press anything at midnight. `wallNow` is what the clocks of the chain show.
 */
export function phaseOf({ state, validFrom, validTo }: Phased, wallNow: string): ChangeSetPhase {
  if (state !== 'published') return state;
  if (wallNow < validFrom) return 'scheduled';
  return validTo !== null && wallNow >= validTo ? 'ended' : 'active';
}
