import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { readChannelTitles } from '../orders/sql/policies.ts';
import type { pauseEndpoint, resumeEndpoint } from './contracts.ts';
import { pickupsPaused, pickupsResumed } from './events.ts';
import { endOverduePauses, endPause, writePause } from './sql/pauses.ts';

type Reply = ReplyOf<typeof pauseEndpoint>;

/** The shop takes no new orders: channels see it at once, what is promised stays so. */
export async function pausePickups(tx: Tx, input: InputOf<typeof pauseEndpoint>): Promise<Reply> {
  const { locationId, reason } = input;
  const end = input.until === null ? null : new Date(input.until);
  // A pause that ended before it began is none.
  if (end && end <= tx.now) return resumePickups(tx, { locationId });
  await writePause(tx, { locationId, reason, until: end });
  const paused = { reason, until: end?.toISOString() ?? null };
  tx.record(pickupsPaused({ locationId, ...paused }, await channelIds(tx)));
  return { locationId, paused };
}

export async function resumePickups(
  tx: Tx,
  { locationId }: InputOf<typeof resumeEndpoint>,
): Promise<Reply> {
  if (await endPause(tx, locationId)) tx.record(pickupsResumed(locationId, await channelIds(tx)));
  return { locationId, paused: null };
}

/** Pauses whose time is over no longer hold; here the screens are told. */
export async function resumeOverdue(tx: Tx): Promise<number> {
  const shops = await endOverduePauses(tx);
  if (shops.length === 0) return 0;
  const channels = await channelIds(tx);
  for (const locationId of shops) tx.record(pickupsResumed(locationId, channels));
  return shops.length;
}

async function channelIds(tx: Tx): Promise<readonly string[]> {
  return [...(await readChannelTitles(tx)).keys()];
}
