import type { previewReturnEndpoint } from '../../../modules/omnichannel/returns/contracts.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import type { Play } from './command.ts';
import type { Piece } from './notebook.ts';
import type { Shop } from './world.ts';

/** What somebody wants to bring back, and what for. */
export type Wish = InputOf<typeof previewReturnEndpoint>;

const GRADES = ['A', 'A', 'B', 'B', 'C'] as const;

export function wishOf(
  { dice, world }: Play,
  shop: Shop,
  orderId: string,
  there: readonly Piece[],
): Wish | null {
  const some = dice.some(there, dice.whole(1, Math.max(1, there.length)));
  const lineIds = [...new Set(some.map(({ lineId }) => lineId))];
  const tooMany = dice.happens(0.04) ? 1 : 0;
  const lines = lineIds.map((lineId) => {
    const grade = dice.pick(GRADES);
    return {
      lineId,
      quantity: some.filter((piece) => piece.lineId === lineId).length + tooMany,
      reason: dice.pick(['withdrawal', 'withdrawal', 'error'] as const),
      grade,
      ...(grade === 'C' && dice.happens(0.95) ? { pictureIds: [world.pictureId] } : {}),
      ...(dice.happens(0.35) ? { destination: chosen({ dice, world }, shop) } : {}),
    };
  });
  if (lines.length === 0) return null;
  return {
    orderId,
    locationId: shop.id,
    proof: dice.weighted([
      ['code', 8],
      ['document', 2],
      ['none', 1],
    ] as const),
    lines,
    ...settlement({ dice, world }),
  };
}

/** Where a clerk sends a piece, whatever is proposed. */
export function chosen({ dice, world }: Pick<Play, 'dice' | 'world'>, shop: Shop) {
  const kind = dice.pick([
    'restock',
    'inspect',
    'inspect',
    'damaged',
    'supplier',
    'destroy',
    'store',
    'store',
    'warehouse',
  ] as const);
  if (kind === 'warehouse') return { kind, toLocationId: world.depot.id };
  if (kind !== 'store') return { kind };
  const other = shop === world.here ? world.there : world.here;
  return { kind, toLocationId: other.id };
}

function settlement({ dice, world }: Pick<Play, 'dice' | 'world'>): Pick<Wish, 'settlement'> {
  const consent = { given: true as const, shown: 'Il cliente è d’accordo.' };
  const outcome = dice.weighted([
    ['original-tender', 6],
    ['exchange', 3],
    ['other-tender', 2],
  ] as const);
  if (outcome === 'other-tender') {
    return {
      settlement: { outcome, tender: dice.pick(['cash', 'bank-transfer'] as const), consent },
    };
  }
  if (outcome !== 'exchange') return dice.happens(0.5) ? {} : { settlement: { outcome } };
  const pieces = dice
    .some(world.goods, dice.whole(1, 2))
    .map(({ gtin }) => ({ gtin, quantity: 1 }));
  return { settlement: { outcome, pieces } };
}
