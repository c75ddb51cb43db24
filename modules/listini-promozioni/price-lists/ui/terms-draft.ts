import type { CharmRule } from '../../engine/domain/charm.ts';
import type { Terms } from '../domain/terms.ts';

/** The cents a price is made to end in. */
export const ENDINGS = ['none', '90', '99', '00', '50'] as const;
export type Ending = (typeof ENDINGS)[number];
export const DIRECTIONS = [
  'down',
  'nearest',
  'up',
] as const satisfies readonly CharmRule['direction'][];
export type Direction = (typeof DIRECTIONS)[number];

/** The rule of an ending that was chosen; none for prices that stay as they come out. */
export function charmOf(
  ending: Ending,
  direction: Direction,
): { charm?: CharmRule & { endingsMinor: number[] } } {
  return ending === 'none'
    ? {}
    : { charm: { everyMinor: 100, endingsMinor: [Number(ending)], direction } };
}

/** The terms of a list as they are typed. */
export interface TermsDraft {
  readonly shops: readonly string[];
  readonly groups: readonly string[];
  readonly channels: readonly string[];
  readonly tiers: readonly string[];
  readonly segments: readonly string[];
  readonly priority: number;
  readonly from: string;
  readonly to: string;
  readonly how: 'own' | 'formula';
  readonly baseListId: string | null;
  readonly percent: number | null;
  readonly amountEuro: number | null;
  readonly ending: Ending;
  readonly direction: Direction;
  readonly floorEuro: number | null;
  readonly margin: number | null;
  /** What is kept as it is, since nobody types it here. */
  readonly kept: Pick<Terms, 'vatIncluded'> & {
    readonly companies?: readonly string[];
    readonly customers?: readonly string[];
  };
}

export const NEW_TERMS: TermsDraft = {
  shops: [],
  groups: [],
  channels: [],
  tiers: [],
  segments: [],
  priority: 0,
  from: '',
  to: '',
  how: 'own',
  baseListId: null,
  percent: null,
  amountEuro: null,
  ending: 'none',
  direction: 'down',
  floorEuro: null,
  margin: null,
  kept: { vatIncluded: true },
};

/** What the fields say, as the API takes it. */
export function termsOf(draft: TermsDraft): Terms {
  const { shops, groups, channels, tiers, segments, priority, from, to, kept } = draft;
  const several = <K extends string>(name: K, values: readonly string[] | undefined) =>
    values === undefined || values.length === 0
      ? {}
      : ({ [name]: [...values] } as Record<K, string[]>);
  return {
    scope: {
      ...several('companies', kept.companies),
      ...several('channels', channels),
      ...several('locations', shops),
      ...several('groups', groups),
      ...several('tiers', tiers),
      ...several('segments', segments),
      ...several('customers', kept.customers),
    },
    priority,
    vatIncluded: kept.vatIncluded,
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    ...formulaOf(draft),
  };
}

function formulaOf(draft: TermsDraft): Pick<Terms, 'formula'> {
  const { how, baseListId, percent, amountEuro, ending, direction, floorEuro, margin } = draft;
  if (how === 'own' || baseListId === null) return {};
  return {
    formula: {
      baseListId,
      ...(percent === null ? {} : { percent }),
      ...(amountEuro === null ? {} : { amountMinor: Math.round(amountEuro * 100) }),
      ...charmOf(ending, direction),
      ...(floorEuro === null ? {} : { floorMinor: Math.round(floorEuro * 100) }),
      ...(margin === null ? {} : { minimumMarginPercent: margin }),
    },
  };
}

/** The fields that say these terms. An ending of another kind than those offered is left as none. */
export function termsDraftOf(terms: Terms | null): TermsDraft {
  if (terms === null) return NEW_TERMS;
  const { scope, formula } = terms;
  const ended = formula?.charm?.endingsMinor[0];
  const ending = ENDINGS.find(
    (name) => formula?.charm?.everyMinor === 100 && Number(name) === ended,
  );
  return {
    shops: scope.locations ?? [],
    groups: scope.groups ?? [],
    channels: scope.channels ?? [],
    tiers: scope.tiers ?? [],
    segments: scope.segments ?? [],
    priority: terms.priority,
    from: terms.from ?? '',
    to: terms.to ?? '',
    how: formula ? 'formula' : 'own',
    baseListId: formula?.baseListId ?? null,
    percent: formula?.percent ?? null,
    amountEuro: formula?.amountMinor === undefined ? null : formula.amountMinor / 100,
    ending: ending ?? 'none',
    direction: formula?.charm?.direction ?? 'down',
    floorEuro: formula?.floorMinor === undefined ? null : formula.floorMinor / 100,
    margin: formula?.minimumMarginPercent ?? null,
    kept: {
      vatIncluded: terms.vatIncluded,
      ...(scope.companies ? { companies: scope.companies } : {}),
      ...(scope.customers ? { customers: scope.customers } : {}),
    },
  };
}

export type TermsFlaw = 'needsBase' | 'wrongPeriod';

export function termsFlaw({ how, baseListId, from, to }: TermsDraft): TermsFlaw | null {
  if (how === 'formula' && baseListId === null) return 'needsBase';
  return from !== '' && to !== '' && to <= from ? 'wrongPeriod' : null;
}
