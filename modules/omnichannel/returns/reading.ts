import { actsOn } from '../../../server/audit/subject.ts';
import { demandSight, locationsFor, may } from '../../../server/auth/actor.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { pageFrom, readPageMark } from '../../../server/http/pagination.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { addDays, dayAt, instantOfWall } from '../../../server/kernel/time.ts';
import { locationsById } from '../../base/api.ts';
import type { FiledReturn } from './domain/filed.ts';
import { fileView } from './file-view.ts';
import { inDeskOrder } from './live.ts';
import type {
  listReturnsEndpoint,
  readReturnEndpoint,
  returnHistoryEndpoint,
  ReturnFile,
  returnsDeskEndpoint,
} from './reading-contracts.ts';
import { rowsOf } from './rows.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { selectReturn, selectReturns } from './sql/files.ts';

const READ = 'omnichannel.returns.read';
const WHAT = { it: 'la pratica di reso', en: 'the return file' };
const MOST_ROWS = 500;
const LONGEST_HISTORY = 1_000;

/** The file, if the actor may see returns where it stands; an announced one is seen by who may anywhere. */
export async function demandReturn(read: Read, returnId: string): Promise<FiledReturn> {
  const file = await selectReturn(read, returnId);
  if (!file) throw new Refusal(notFound, { what: WHAT });
  if (file.locationId !== null) demandSight(read.actor, READ, file.locationId, WHAT);
  else if (!may(read.actor, READ)) throw new Refusal(notFound, { what: WHAT });
  return file;
}

export async function readReturn(
  read: Read,
  secrets: OrderSecrets,
  { returnId }: InputOf<typeof readReturnEndpoint>,
): Promise<ReturnFile> {
  return fileView(read, secrets, await demandReturn(read, returnId));
}

export async function returnHistory(
  read: Read,
  { returnId }: InputOf<typeof returnHistoryEndpoint>,
): Promise<ReplyOf<typeof returnHistoryEndpoint>> {
  await demandReturn(read, returnId);
  const acts = await actsOn(read, `return:${returnId}`, LONGEST_HISTORY);
  return { entries: acts.map((act) => ({ ...act, at: act.at.toISOString() })) };
}

export async function listReturns(
  read: Read,
  input: InputOf<typeof listReturnsEndpoint>,
): Promise<ReplyOf<typeof listReturnsEndpoint>> {
  const limit = input.limit ?? 50;
  const mark = readPageMark<[string, string]>(input.after, ['string', 'string']);
  const { q, goods, decision, money, reason, orderId } = input;
  const rows = await selectReturns(read, {
    locationIds: within(locationsFor(read.actor, READ), input.locationId),
    ...searched(q?.trim() ?? ''),
    goods: goods ?? null,
    decision: decision ?? null,
    money: money ?? null,
    reason: reason ?? null,
    orderId: orderId ?? null,
    ...(await openedWithin(read, input)),
    after: mark && { openedAt: mark[0], returnId: mark[1] },
    limit: limit + 1,
  });
  const shown = new Map((await rowsOf(read, rows)).map((row) => [row.returnId, row]));
  return pageFrom(
    rows,
    limit,
    ({ openedAt, returnId }) => [openedAt.toISOString(), returnId],
    ({ returnId }) => shown.get(returnId)!,
  );
}

/** Whole days on the clock of the shop asked for, or else of the chain's first shop. */
async function openedWithin(
  read: Read,
  { locationId, from, until }: InputOf<typeof listReturnsEndpoint>,
): Promise<{ openedSince?: Date; openedBefore?: Date }> {
  if (from === undefined && until === undefined) return {};
  const shops = await locationsById(read, locationId === undefined ? null : [locationId]);
  const shop = [...shops.values()].find(({ kind }) => kind === 'store');
  const begins = (day: string): Date => instantOfWall(shop?.zone ?? 'Europe/Rome', day, 0);
  return {
    ...(from === undefined ? {} : { openedSince: begins(from) }),
    ...(until === undefined ? {} : { openedBefore: begins(addDays(until, 1)) }),
  };
}

function within(
  allowed: readonly string[] | null,
  asked: string | undefined,
): readonly string[] | null {
  if (asked === undefined) return allowed;
  return allowed === null || allowed.includes(asked) ? [asked] : [];
}

const LARGEST_NUMBER = 2_147_483_647;

/** `R 2026/000123`, `48 198` and `Rinaldi` are looked for differently. */
function searched(q: string): { number?: number; surname?: string } {
  if (q === '') return {};
  const digits = /^(?:R\s*\d{4}\/)?([\d\s]+)$/i.exec(q)?.[1]?.replace(/\s/g, '');
  if (digits !== undefined && Number(digits) <= LARGEST_NUMBER) return { number: Number(digits) };
  return { surname: `${q.replace(/[\\%_]/g, '\\$&')}%` };
}

/** What the desk has open, and what it closed today. */
export async function readDesk(
  read: Read,
  { locationId }: InputOf<typeof returnsDeskEndpoint>,
): Promise<{ rows: ReplyOf<typeof returnsDeskEndpoint>['view']['rows'] }> {
  const location = (await locationsById(read, [locationId])).get(locationId);
  if (!location) return { rows: [] };
  const { zone } = location;
  const rows = await selectReturns(read, {
    locationIds: [locationId],
    openOrClosedSince: instantOfWall(zone, dayAt(zone, read.now), 0),
    limit: MOST_ROWS,
  });
  return { rows: inDeskOrder(await rowsOf(read, rows)) };
}
