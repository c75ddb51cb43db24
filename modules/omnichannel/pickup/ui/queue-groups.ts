import type { Role } from '../../../../server/ui/theme/tokens.ts';
import type { PickupRow } from '../contracts.ts';
import type { Forecast } from '../../promises/domain/forecast.ts';
import { byExpected, isComing } from '../domain.ts';
import { partOf, urgencyOf, type QueuePart } from '../live.ts';

export interface DueGroup {
  readonly id: 'groupLate' | 'groupAtRisk' | 'groupSoon' | 'groupLater' | 'groupTomorrow';
  readonly role?: Role;
  readonly rows: readonly PickupRow[];
}

const DAY_MS = 24 * 3_600_000;

/**
 * The work still to be prepared, by how much time is left; what is late stands first, then what will be
 * if things go on as they do.
 */
export function dueGroups(
  rows: readonly PickupRow[],
  now: Date,
  forecasts: ReadonlyMap<string, Forecast>,
): DueGroup[] {
  const open = rows.filter((row) => partOf(row) === 'toPrepare' || partOf(row) === 'inPreparation');
  const soon = (row: PickupRow): DueGroup['id'] => {
    const urgency = urgencyOf(row, now);
    if (urgency === 'late') return 'groupLate';
    if (forecasts.get(row.orderId)?.risk === 'will-be-late') return 'groupAtRisk';
    if (urgency === 'soon') return 'groupSoon';
    return Date.parse(row.readyBy) - now.getTime() < DAY_MS / 2 ? 'groupLater' : 'groupTomorrow';
  };
  const of = (id: DueGroup['id']): readonly PickupRow[] => open.filter((row) => soon(row) === id);
  return [
    { id: 'groupLate', role: 'ritardo', rows: of('groupLate') },
    { id: 'groupAtRisk', role: 'ritardo', rows: of('groupAtRisk') },
    { id: 'groupSoon', rows: of('groupSoon') },
    { id: 'groupLater', rows: of('groupLater') },
    { id: 'groupTomorrow', rows: of('groupTomorrow') },
  ];
}

/** The rows a counter stands for. */
export function rowsOfPart(
  rows: readonly PickupRow[],
  part: QueuePart,
  now: Date,
): readonly PickupRow[] {
  const ofPart = rows.filter((row) => partOf(row) === part);
  if (part !== 'ready') return ofPart;
  // Whoever waits at the counter, then whoever is on the way: their orders are wanted first.
  const rank = (row: PickupRow): number => (row.arrivedAt ? 0 : isComing(row, now) ? 1 : 2);
  return [...ofPart].sort((a, b) => rank(a) - rank(b) || (rank(a) === 1 ? byExpected(a, b) : 0));
}
