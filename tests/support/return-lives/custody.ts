import {
  finishExchangeEndpoint,
  handBackEndpoint,
  regradeEndpoint,
} from '../../../modules/omnichannel/returns/step-contracts.ts';
import { http, refusedWith, type Command, type Play } from './command.ts';
import * as book from './notebook.ts';
import { chosen } from './wishes.ts';
import { shopOf } from './world.ts';

/** Of one file, as it stands, or as it stood. */
async function versionOf({ world, dice }: Play, returnId: string): Promise<number> {
  const { version } = await world.server.database
    .db('oc_return')
    .where({ id: returnId })
    .first('version');
  return dice.happens(0.06) ? Math.max(1, version - 1) : version;
}

export async function handBack(play: Play): Promise<Command | null> {
  const file = anyFile(play, (each) => each.goods === 'in-custody' && !book.isOpen(each));
  if (!file) return null;
  const { returnId } = file;
  const expectedVersion = await versionOf(play, returnId);
  const as = shopOf(play.world, file.shop).clerk;
  const current = await currentVersion(play, returnId);
  return {
    name: 'handBack',
    send: http(play, handBackEndpoint, { returnId, expectedVersion }, as),
    judge: (notes, outcome, fresh) => {
      const now = notes.files.get(returnId)!;
      const may = now.goods === 'in-custody' && !book.isOpen(now);
      const wanted =
        expectedVersion !== current ? 'stale-revision' : may ? null : 'return-in-other-state';
      if ('slug' in outcome) return refusedWith(outcome.slug, fresh, wanted, ['stale-revision']);
      if (wanted !== null) return `handed back, the notebook says ${wanted}`;
      book.handBack(notes, now);
      return null;
    },
  };
}

/** The customer pays the rest of what was agreed, now and then another sum. */
export async function finishExchange(play: Play): Promise<Command | null> {
  const file = anyFile(play, book.waitsForRest);
  if (!file) return null;
  const { returnId, restMinor } = file;
  const expectedVersion = await versionOf(play, returnId);
  const current = await currentVersion(play, returnId);
  const kind = play.dice.pick(['cash', 'card'] as const);
  const amountMinor = Math.max(1, play.dice.happens(0.93) ? restMinor : restMinor - 1);
  const input = { returnId, expectedVersion, difference: { kind, amountMinor } };
  return {
    name: 'finishExchange',
    send: http(play, finishExchangeEndpoint, input, shopOf(play.world, file.shop).clerk),
    judge: (notes, outcome, fresh) => {
      const now = notes.files.get(returnId)!;
      const wanted =
        expectedVersion !== current
          ? 'stale-revision'
          : !book.waitsForRest(now)
            ? 'return-in-other-state'
            : amountMinor !== restMinor
              ? 'return-incomplete'
              : null;
      if ('slug' in outcome) return refusedWith(outcome.slug, fresh, wanted, ['stale-revision']);
      if (wanted !== null) return `the exchange was finished, the notebook says ${wanted}`;
      book.accept(notes, now, 'approved');
      return null;
    },
  };
}

async function currentVersion({ world }: Play, returnId: string): Promise<number> {
  const row = await world.server.database.db('oc_return').where({ id: returnId }).first('version');
  return row.version;
}

/** Somebody looks at pieces that waited for it. */
export async function regrade(play: Play): Promise<Command | null> {
  const { dice, world } = play;
  const file = anyFile(play, ({ goods }) => goods === 'graded');
  if (!file) return null;
  const { returnId } = file;
  const shop = shopOf(world, file.shop);
  const part = dice.happens(0.85)
    ? file.parts.find(({ kind }) => kind === 'inspect')
    : dice.pick(file.parts);
  if (!part) return null;
  const lineId = part.key.split('/')[0]!;
  const quantity = dice.happens(0.9) ? 1 : 2;
  const grade = dice.pick(['A', 'B', 'C'] as const);
  const destination = chosen(play, shop);
  const expectedVersion = await versionOf(play, returnId);
  const current = await currentVersion(play, returnId);
  const line = { lineId, quantity, grade, destination };
  return {
    name: 'regrade',
    send: http(play, regradeEndpoint, { returnId, expectedVersion, lines: [line] }, shop.colleague),
    judge: (notes, outcome, fresh) => {
      const now = notes.files.get(returnId)!;
      const waiting = now.parts.filter(
        ({ key, kind }) => kind === 'inspect' && key.startsWith(lineId),
      );
      const wanted =
        expectedVersion !== current
          ? 'stale-revision'
          : waiting.length < quantity
            ? 'pieces-not-waiting'
            : now.goods !== 'graded'
              ? 'return-in-other-state'
              : null;
      if ('slug' in outcome) return refusedWith(outcome.slug, fresh, wanted, ['stale-revision']);
      if (wanted !== null) return `graded, the notebook says ${wanted}`;
      const to = 'toLocationId' in destination ? (destination.toLocationId ?? null) : null;
      for (const each of waiting.slice(0, quantity)) {
        book.regrade(notes, now, each, { grade, kind: destination.kind, to });
      }
      book.regraded(now);
      return null;
    },
  };
}

/** One that fits, if there is one; now and then any. */
export function anyFile(
  { notes, dice }: Play,
  fits: (file: book.Filed) => boolean,
): book.Filed | null {
  const all = [...notes.files.values()];
  const fitting = all.filter(fits);
  const from = dice.happens(0.88) ? fitting : all;
  return from.length === 0 ? null : dice.pick(from);
}
