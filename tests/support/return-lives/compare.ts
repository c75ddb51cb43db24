import type { Play } from './command.ts';
import type { Notes } from './notebook.ts';
import { pieceKey } from './notebook.ts';
import { piecesOf } from './orders.ts';

/** Where the system says something else than the notebook. */
export async function compare(play: Play): Promise<string[]> {
  // What the notebook has to learn from the system, first: the ids of what it expects.
  const adopted = await Promise.all([adoptExchanged(play), adoptRoads(play)]);
  const compared = await Promise.all([
    comparePieces(play),
    compareFiles(play),
    compareShelves(play),
    compareRoads(play),
  ]);
  return [...adopted, ...compared].flat();
}

function differs(what: string, said: unknown, noted: unknown): string[] {
  return said === noted ? [] : [`${what}: the system says ${said}, the notebook ${noted}`];
}

/** New pieces that left in an exchange are lines of their order from then on, one each. */
async function adoptExchanged({ world, notes, orderIds }: Play): Promise<string[]> {
  const wrong: string[] = [];
  for (const orderId of orderIds) {
    const known = notes.exchanged.get(orderId) ?? [];
    const fresh = (await piecesOf(world, orderId)).filter(
      (piece) => !notes.pieces.has(pieceKey(piece)),
    );
    const came = fresh.map(({ itemId }) => itemId).sort();
    wrong.push(...differs('new pieces of the order', came.join(), [...known].sort().join()));
    notes.exchanged.delete(orderId);
    for (const piece of fresh) notes.pieces.set(pieceKey(piece), piece);
  }
  return wrong;
}

interface SentOn {
  readonly transferId: string;
  readonly returnId: string;
  readonly from: string;
  readonly to: string;
  readonly lineId: string;
  readonly itemId: string;
  readonly condition: string;
  readonly requested: number;
}

/** Transfers that files asked for: together exactly what the notebook says is to be sent on. */
async function adoptRoads({ world, notes, orderIds }: Play): Promise<string[]> {
  const { rows } = await world.server.database.db.raw<{ rows: SentOn[] }>(
    `select t.id as "transferId", r.id as "returnId", t.from_location as "from", t.to_location as "to",
       l.id as "lineId", l.item_id as "itemId", l.condition, l.requested
     from ss_transfer as t join oc_return as r on r.id::text = t.reference_id
     join ss_transfer_line as l on l.transfer_id = t.id
     where t.reference_kind = 'return' and r.order_id = any (?) order by t.number, l.id`,
    [[...orderIds]],
  );
  const sends = new Map<string, number>();
  for (const line of rows) {
    const key = `${line.returnId} ${line.to}/${line.itemId}/${line.condition}`;
    sends.set(key, (sends.get(key) ?? 0) + line.requested);
    const { transferId, from, to, itemId, condition, requested: accepted } = line;
    const road = notes.roads.get(transferId) ?? { transferId, from, to, lines: new Map() };
    notes.roads.set(transferId, road);
    if (!road.lines.has(line.lineId)) {
      road.lines.set(line.lineId, { itemId, condition, accepted, picked: 0, shipped: 0, ended: 0 });
    }
  }
  return differs('to be sent on', written(sends), written(expectedSends(notes)));
}

function expectedSends({ files }: Notes): ReadonlyMap<string, number> {
  return new Map(
    [...files.values()].flatMap(({ returnId, sends }) =>
      [...sends].map(([key, pieces]) => [`${returnId} ${key}`, pieces] as const),
    ),
  );
}

function written(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .filter(([, pieces]) => pieces !== 0)
    .map(([key, pieces]) => `${key} ${pieces}`)
    .sort()
    .join(', ');
}

async function comparePieces({ world, notes, orderIds }: Play): Promise<string[]> {
  const { rows } = await world.server.database.db.raw<{
    rows: { lineId: string; unit: number; fate: string; file: string | null; goodsMinor: number }[];
  }>(
    `select u.line_id as "lineId", u.unit, u.fate, f.return_id as file,
       u.paid_minor - u.shipping_minor as "goodsMinor"
     from oc_order_unit as u
     left join oc_return_unit as f on f.line_id = u.line_id and f.unit = u.unit and f.live
     where u.order_id = any (?)`,
    [[...orderIds]],
  );
  const wrong = rows.flatMap((row) => {
    const piece = notes.pieces.get(pieceKey(row));
    return [
      ...differs('5 what became of a piece', row.fate, piece?.fate),
      ...differs('5 the file of a piece', row.file, piece?.file),
      ...differs('6 what a piece is worth', row.goodsMinor, piece?.goodsMinor),
    ];
  });
  return [...wrong, ...differs('pieces', rows.length, notes.pieces.size)];
}

async function compareFiles({ world, notes, orderIds }: Play): Promise<string[]> {
  const rows = await world.server.database.db('oc_return').whereIn('order_id', orderIds).select<
    {
      id: string;
      goods: string;
      decision: string;
      back_minor: number;
      location_id: string;
      money: string;
    }[]
  >('id', 'goods', 'decision', 'back_minor', 'location_id', 'money');
  const wrong = rows.flatMap((row) => {
    const file = notes.files.get(row.id);
    const ours = row.goods === 'graded' || row.goods === 'disposed';
    return [
      ...differs('the goods of a file', row.goods, file?.goods),
      ...differs('the decision of a file', row.decision, file?.decision),
      ...differs('what goes back of a file', row.back_minor, file?.backMinor),
      ...differs('the shop of a file', row.location_id, file?.shop),
      ...differs(
        'money on its way',
        !['none', 'proposed'].includes(row.money),
        ours && row.back_minor > 0,
      ),
    ];
  });
  return [...wrong, ...differs('files', rows.length, notes.files.size)];
}

async function compareShelves({ world, notes }: Play): Promise<string[]> {
  const rows = await world.server.database
    .db('ss_stock_level')
    .whereIn(
      'item_id',
      world.goods.map(({ itemId }) => itemId),
    )
    .select<{ location_id: string; item_id: string; condition: string; on_hand: number }[]>();
  const said = new Map(
    rows.map((row) => [`${row.location_id}/${row.item_id}/${row.condition}`, row.on_hand]),
  );
  return differs('on the shelves', written(said), written(notes.stock));
}

async function compareRoads({ world, notes }: Play): Promise<string[]> {
  const ids = [...notes.roads.keys()];
  if (ids.length === 0) return [];
  const { rows } = await world.server.database.db.raw<{
    rows: { id: string; numbers: string }[];
  }>(
    `select l.id, concat_ws(' ', l.accepted, l.picked, l.shipped,
       coalesce((select sum(received + settled) from ss_shipment_line where line_id = l.id), 0)) as numbers
     from ss_transfer_line as l where l.transfer_id = any (?)`,
    [ids],
  );
  const noted = new Map([...notes.roads.values()].flatMap(({ lines }) => [...lines]));
  return rows.flatMap(({ id, numbers }) => {
    const line = noted.get(id);
    const ours = line && [line.accepted, line.picked, line.shipped, line.ended].join(' ');
    return differs('10 accepted, picked, shipped, ended of a transfer', numbers, ours);
  });
}
