import {
  confirmReturnEndpoint,
  previewReturnEndpoint,
  type ReturnPreview,
} from '../../../modules/omnichannel/returns/contracts.ts';
import type { ReturnFile } from '../../../modules/omnichannel/returns/reading-contracts.ts';
import { ProblemError } from '../../../server/http/client.ts';
import type { Caller } from '../api.ts';
import { http, refusedWith, type Command, type Play } from './command.ts';
import * as book from './notebook.ts';
import { wishOf, type Wish } from './wishes.ts';
import type { Shop } from './world.ts';

const LIMITS = { clerk: 150_00, manager: 500_00 } as const;

/** Who stands at a counter, and how much they give back alone. */
function taker(
  play: Play,
  shop: Shop,
): { as: Caller; limitMinor: number; level: keyof typeof LIMITS } {
  const level = play.dice.happens(0.8) ? 'clerk' : 'manager';
  const as = level === 'manager' ? shop.manager : play.dice.pick([shop.clerk, shop.colleague]);
  return { as, level, limitMinor: LIMITS[level] };
}

/** Somebody brings pieces back: previewed, and confirmed as it was previewed. */
export async function takeBack(play: Play): Promise<Command | null> {
  const { dice, world, notes } = play;
  const shop = dice.happens(0.7) ? world.here : world.there;
  const orderId = dice.pick(play.orderIds);
  const there = book.withCustomer(notes, orderId);
  if (there.length === 0 && dice.happens(0.9)) return null;
  const wish = wishOf(play, shop, orderId, there);
  if (wish === null) return null;
  const { as, level, limitMinor } = taker(play, shop);
  const preview = await world.server
    .call(previewReturnEndpoint, wish, { as })
    .catch((error: unknown) => error);
  if (preview instanceof ProblemError) return refusedPreview(play, wish, as, preview, there.length);
  if (!isPreview(preview)) throw preview;
  const faults = faultsIn(notes, preview);
  if (faults !== null) throw new Error(`the preview: ${faults}`);
  const asks =
    preview.tenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0) > limitMinor ||
    wish.proof === 'none' ||
    wish.settlement?.outcome === 'other-tender' ||
    (level === 'clerk' &&
      wish.lines.some(({ grade, reason }) => grade !== 'A' && reason === 'withdrawal'));
  return confirming(play, { shop, wish, as, preview, asks });
}

function isPreview(answer: unknown): answer is ReturnPreview {
  return typeof answer === 'object' && answer !== null && 'digest' in answer;
}

const UNPREVIEWABLE = [
  'goods-already-returned',
  'nothing-to-return',
  'instrument-never-cash',
  'return-incomplete',
];

/** More than there is: also to confirm it is refused, and changes nothing. */
function refusedPreview(
  play: Play,
  wish: Wish,
  as: Caller,
  { slug }: ProblemError,
  there: number,
): Command {
  if (!UNPREVIEWABLE.includes(slug)) throw new Error(`the preview was refused with ${slug}`);
  if (slug === 'nothing-to-return' && there > 0)
    throw new Error('the preview sees nothing to return');
  return {
    name: 'takeTooMuch',
    send: http(play, confirmReturnEndpoint, { ...wish, digest: 'f'.repeat(64) }, as),
    judge: (_, outcome, fresh) =>
      'slug' in outcome
        ? refusedWith(outcome.slug, fresh, slug, UNPREVIEWABLE)
        : 'what could not be previewed was taken',
  };
}

function faultsIn(notes: book.Notes, preview: ReturnPreview): string | null {
  const pieces = preview.lines.flatMap(({ lineId, units }) =>
    units.map((unit) => notes.pieces.get(book.pieceKey({ lineId, unit }))!),
  );
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const goods = sum(pieces.map(({ goodsMinor }) => goodsMinor));
  const back = preview.exchange ? preview.exchange.backMinor : preview.totalMinor;
  const { exchange, shipping } = preview;
  if (preview.goodsMinor !== goods) return `15 goods of ${preview.goodsMinor}, paid ${goods}`;
  if (preview.totalMinor !== goods + shipping.amountMinor) return '15 goods and shipping differ';
  if (sum(preview.byVatRate.map(({ grossMinor }) => grossMinor)) !== preview.totalMinor)
    return '15 the VAT rates are not the total';
  if (preview.byVatRate.some((rate) => rate.netMinor + rate.vatMinor !== rate.grossMinor))
    return '15 net and VAT are not the gross';
  if (sum(preview.tenders.map(({ amountMinor }) => amountMinor)) !== back)
    return '15 the tenders are not what goes back';
  if (
    exchange &&
    exchange.totalMinor - preview.totalMinor !== exchange.dueMinor - exchange.backMinor
  )
    return '15 an exchange does not add up';
  if (pieces.some(({ file, fate }) => file !== null || fate !== 'collected'))
    return '5 pieces that are not with the customer';
  return null;
}

interface Confirming {
  readonly shop: Shop;
  readonly wish: Wish;
  readonly as: Caller;
  readonly preview: ReturnPreview;
  readonly asks: boolean;
}

const MOVED_ON = [
  'return-preview-changed',
  'goods-already-returned',
  'nothing-to-return',
  'return-incomplete',
  'swap-not-in-stock',
  'return-refused',
];

function confirming(play: Play, confirming: Confirming): Command {
  const { dice } = play;
  const { wish, as, preview } = confirming;
  const waits = preview.verdict === 'needs-approval';
  const place = waits && dice.happens(0.95);
  const dueMinor = preview.exchange?.dueMinor ?? 0;
  // The rest of an exchange is paid at once, or when somebody has agreed.
  const owed = dueMinor > 0 && !waits;
  const pays = dueMinor > 0 && dice.happens(owed ? 0.95 : 0.05);
  const kind = dice.pick(['cash', 'card'] as const);
  const input = {
    ...wish,
    ...(pays
      ? { settlement: { ...wish.settlement!, difference: { kind, amountMinor: dueMinor } } }
      : {}),
    ...(place ? { custodyPlace: 'Retro B2' } : {}),
    ...(wish.proof === 'none'
      ? { customerName: 'Marta Rinaldi', documentType: 'passport' as const }
      : {}),
    digest: preview.digest,
  };
  const bare = wish.lines.some(({ grade, pictureIds }) => grade === 'C' && !pictureIds);
  const incomplete = (waits && !place) || owed !== pays || bare;
  const wanted =
    preview.verdict === 'refused' ? 'return-refused' : incomplete ? 'return-incomplete' : null;
  const newItems = (preview.exchange?.pieces ?? []).flatMap(({ itemId, quantity }) =>
    Array.from({ length: quantity }, () => itemId),
  );
  return {
    name: 'takeBack',
    send: http(play, confirmReturnEndpoint, input, as),
    judge: (notes, outcome, fresh) => {
      if ('slug' in outcome) {
        // What is kept for others cannot be had: how much of it is free is asked of the tables.
        const swap =
          newItems.length > 0 && outcome.slug === 'swap-not-in-stock' ? outcome.slug : wanted;
        return refusedWith(outcome.slug, fresh, swap, MOVED_ON);
      }
      if (wanted !== null) return `taken, the notebook says ${wanted}`;
      const file = filed(confirming, outcome.reply as ReturnFile, newItems, fresh);
      const wrong = broughtBack(notes, file, confirming, outcome.reply as ReturnFile);
      if (wrong !== null) return wrong;
      notes.files.set(file.returnId, file);
      for (const { key } of file.parts) notes.pieces.get(key)!.file = file.returnId;
      if (file.decision === 'allowed') book.accept(notes, file, 'allowed');
      return null;
    },
  };
}

function filed(
  { shop, preview, as }: Confirming,
  reply: ReturnFile,
  newItems: readonly string[],
  fresh: boolean,
): book.Filed {
  const pending = reply.decision === 'pending';
  const amountMinor = askedMinor(preview);
  return {
    returnId: reply.returnId,
    orderId: preview.orderId,
    shop: shop.id,
    goods: 'in-custody',
    decision: pending ? 'pending' : 'allowed',
    outcome: preview.outcome,
    backMinor: preview.exchange ? preview.exchange.backMinor : preview.totalMinor,
    parts: preview.lines.flatMap(({ lineId, units, itemId, grade, destination }) =>
      units.map((unit) => ({
        key: book.pieceKey({ lineId, unit }),
        itemId,
        grade,
        kind: destination.kind,
        to: destination.toLocationId,
      })),
    ),
    newItems,
    restMinor: preview.exchange?.dueMinor ?? 0,
    sends: new Map(),
    asked: pending
      ? {
          approvalId: reply.approval!.approvalId,
          by: as.id,
          amountMinor,
          // Beyond what a store manager decides the next role is asked.
          role: amountMinor > LIMITS.manager ? 'web-store-manager' : preview.by!,
          perhapsHigher: !fresh,
        }
      : null,
    offer: null,
  };
}

/** What somebody is asked about: the money, or the goods where no money goes back. */
function askedMinor({ exchange, totalMinor }: ReturnPreview): number {
  return exchange && exchange.backMinor > 0 ? exchange.backMinor : totalMinor;
}

function broughtBack(
  notes: book.Notes,
  file: book.Filed,
  { asks, wish }: Confirming,
  reply: ReturnFile,
): string | null {
  const pieces = file.parts.map(({ key }) => notes.pieces.get(key)!);
  if (pieces.some((piece) => piece.fate !== 'collected')) return '5 what nobody had came back';
  if (pieces.some((piece) => piece.file !== null)) return '5 a piece came back twice';
  if (asks && reply.decision === 'allowed') return '7 taken without the word of another';
  if (reply.decision !== 'allowed' && reply.decision !== 'pending') return 'not decided, nor open';
  if (reply.locationId !== wish.locationId) return 'taken somewhere else';
  for (const itemId of new Set(file.newItems)) {
    const wanted = file.newItems.filter((each) => each === itemId).length;
    if (book.lies(notes, file.shop, itemId) < wanted)
      return '2 pieces that are not there were kept';
  }
  return null;
}
