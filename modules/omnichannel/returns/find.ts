import type { GuessLimiter } from '../../../server/auth/guesses.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { readCode } from '../../../server/kernel/codes.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import {
  customerByPhoneOrCard,
  itemsByGtin,
  locationPlaces,
  readGtin,
  readPhone,
} from '../../base/api.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import { shortName } from '../pickup/row.ts';
import type { FiledReturn } from './domain/filed.ts';
import { WITHOUT_SALE } from './domain/policy.ts';
import { writtenReturnNumber, type Proof } from './domain/return.ts';
import type { findReturnableEndpoint, FoundOrder } from './find-contracts.ts';
import { goodsWithoutSale, returnOrderUnknown } from './problems.ts';
import { rowsOf } from './rows.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { selectReturns } from './sql/files.ts';
import { selectFound, type FoundRow } from './sql/found.ts';
import { selectPolicy } from './sql/policy.ts';

/** A scanner does not misread, a person types a code wrong a few times; nobody does it thirty times. */
const CODE_GUESSES = { name: 'return-code', attempts: 30, seconds: 600 } as const;
const MOST_FILES = 50;
const LARGEST_NUMBER = 2_147_483_647;

interface Found {
  readonly orders: readonly FoundRow[];
  readonly proof: Proof;
}

/** What a customer brings back, by whatever they show or say; orders of every shop and every channel. */
export async function findReturnable(
  read: Read,
  secrets: OrderSecrets,
  guesses: GuessLimiter,
  { q }: InputOf<typeof findReturnableEndpoint>,
): Promise<ReplyOf<typeof findReturnableEndpoint>> {
  const asked = q.trim();
  const code = readCode(asked);
  const found =
    code && (code.prefix === 'PK' || code.prefix === 'RT')
      ? await byCode(read, secrets, guesses, code)
      : ((await byFileNumber(read, asked)) ??
        (await byGoods(read, asked)) ??
        (await byWords(read, asked)));
  if (found.orders.length === 0) throw new Refusal(returnOrderUnknown, {});
  const files = (
    await Promise.all(
      found.orders.map(({ orderId }) =>
        selectReturns(read, { locationIds: null, orderId, limit: MOST_FILES }),
      ),
    )
  ).flat();
  const names = new Map((await locationPlaces(read)).map(({ id, name }) => [id, name]));
  return {
    orders: found.orders.map((row) => shown(row, found.proof, files, names)),
    files: await rowsOf(read, files),
  };
}

async function byCode(
  read: Read,
  secrets: OrderSecrets,
  guesses: GuessLimiter,
  { prefix, code }: { readonly prefix: string; readonly code: string },
): Promise<Found> {
  await guesses.spend(CODE_GUESSES, read.actor.id);
  const orders =
    prefix === 'PK'
      ? await selectFound(read, { codeDigest: secrets.codeDigest(code) })
      : await ordersOf(
          read,
          await selectReturns(read, {
            locationIds: null,
            codeDigest: secrets.returnCodeDigest(code),
            limit: 1,
          }),
        );
  if (orders.length > 0) await guesses.giveBack(CODE_GUESSES, read.actor.id);
  return { orders, proof: 'code' };
}

/** `R 2026/000123`: a paper of the return. */
async function byFileNumber(read: Read, asked: string): Promise<Found | null> {
  const match = /^R\s*(\d{4})\/(\d{1,9})$/i.exec(asked);
  if (!match) return null;
  const files = await selectReturns(read, {
    locationIds: null,
    number: Number(match[2]),
    limit: MOST_FILES,
  });
  const same = files.filter(
    ({ year, number }) => year === Number(match[1]) && number === Number(match[2]),
  );
  return { orders: await ordersOf(read, same), proof: 'document' };
}

/**
 * The barcode of the piece itself, for who has nothing else to show: the latest orders of which somebody has
 * such a piece. It proves nothing, so an identity document or somebody's word is asked for. Goods of which no
 * sale is known are refused with the sentence of the policy.
 */
async function byGoods(read: Read, asked: string): Promise<Found | null> {
  const gtin = readGtin(asked);
  const item = gtin === null ? undefined : (await itemsByGtin(read, [gtin])).get(gtin);
  if (!item) return null;
  const orders = await selectFound(read, { itemId: item.id });
  if (orders.length > 0) return { orders, proof: 'none' };
  const { withoutSale } = (await selectPolicy(read)).terms;
  const { name, colour, size } = item;
  const says = withoutSale ?? WITHOUT_SALE;
  throw new Refusal(goodsWithoutSale, { name, colour, size, tellIt: says.it, tellEn: says.en });
}

function ordersOf(read: Read, files: readonly FiledReturn[]): Promise<FoundRow[]> {
  return files.length === 0
    ? Promise.resolve([])
    : selectFound(read, { orderIds: files.map(({ orderId }) => orderId) });
}

/** The first that finds something: a number on a slip, the channel's own, a card or phone, a mail, a name. */
async function byWords(read: Read, asked: string): Promise<Found> {
  const digits = asked.replace(/\s/g, '');
  const number = /^\d{1,10}$/.test(digits) ? Number(digits) : null;
  const ways: (() => Promise<Found>)[] = [
    async () => ({
      proof: 'document',
      orders: number === null || number > LARGEST_NUMBER ? [] : await selectFound(read, { number }),
    }),
    async () => ({ proof: 'document', orders: await selectFound(read, { externalId: asked }) }),
    async () => {
      const customer = await customerByPhoneOrCard(read, asked);
      const proof = readPhone(asked) === null ? 'document' : 'identity';
      return {
        proof,
        orders: customer ? await selectFound(read, { customerId: customer.id }) : [],
      };
    },
    async () => ({
      proof: 'identity',
      orders: asked.includes('@') ? await selectFound(read, { email: asked.toLowerCase() }) : [],
    }),
    async () => ({
      proof: 'none',
      orders: /^\d{4}$/.test(digits) ? await selectFound(read, { phoneEnding: digits }) : [],
    }),
    // A name alone proves nothing: whoever was paid must be found out otherwise.
    async () => ({
      proof: 'none',
      orders: /[a-z]{2}/i.test(asked) ? await selectFound(read, { surname: asked }) : [],
    }),
  ];
  for (const way of ways) {
    const found = await way();
    if (found.orders.length > 0) return found;
  }
  return { proof: 'none', orders: [] };
}

function shown(
  row: FoundRow,
  foundBy: Proof,
  files: readonly FiledReturn[],
  names: ReadonlyMap<string, string>,
): FoundOrder {
  const own = files.filter(({ orderId }) => orderId === row.orderId);
  const announced = own.find(({ goods }) => goods === 'announced');
  const open = own.find(({ goods, closedAt }) => closedAt === null && goods !== 'announced');
  const at = row.collectedLocationId;
  return {
    orderId: row.orderId,
    number: writtenOrderNumber(row.number),
    channel: row.channel,
    channelTitle: { it: row.titleIt, en: row.titleEn },
    customerName: shortName({ contactName: row.name, contactSurname: row.surname }),
    placedAt: row.placedAt.toISOString(),
    collectedAt: row.collectedAt?.toISOString() ?? null,
    collectedAtName: row.carrier ?? (at === null ? null : (names.get(at) ?? at)),
    sent: row.carrier !== null,
    pieces: row.pieces,
    returnable: row.pieces - row.filed,
    currency: row.currency,
    paidMinor: row.paidMinor,
    announced: announced
      ? {
          returnId: announced.returnId,
          number: numberOf(announced),
          at: announced.openedAt.toISOString(),
        }
      : null,
    openReturn: open ? { returnId: open.returnId, number: numberOf(open) } : null,
    foundBy,
  };
}

function numberOf({ year, number }: FiledReturn): string {
  return writtenReturnNumber(year, number);
}
