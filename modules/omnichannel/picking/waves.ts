import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf } from '../../../server/http/contract.ts';
import { may } from '../../../server/auth/actor.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { demandMoved } from '../orders/access.ts';
import type { OrderFile } from '../orders/domain/file.ts';
import { isUnderWay, letGo, take } from '../orders/domain/life.ts';
import { piecesToTake } from '../orders/domain/short.ts';
import { lockFiles, saveFiles } from '../orders/sql/files.ts';
import { recordChange, rowsOf, WORK } from '../pickup/change.ts';
import { takenByColleague } from '../pickup/problems.ts';
import type {
  finishWaveEndpoint,
  letGoWaveEndpoint,
  takeOverWaveEndpoint,
  WaveLeft,
} from './contracts.ts';
import { waveEnded, waveUnfinished, waveUnknown } from './problems.ts';
import { endWave, joinWave, selectOrdersOfWave, selectWave, type Wave } from './sql/waves.ts';

/** Every piece is in hand or known to be missing: what follows is bags and shelves. */
export async function finishWave(
  tx: Tx,
  { waveId }: InputOf<typeof finishWaveEndpoint>,
): Promise<WaveLeft> {
  const { files } = await lockMine(tx, waveId);
  const toTake = files.reduce(
    (sum, { lines }) => sum + lines.reduce((pieces, line) => pieces + piecesToTake(line), 0),
    0,
  );
  if (toTake > 0) throw new Refusal(waveUnfinished, { toTake });
  await endWave(tx, waveId, 'finished');
  return { waveId, ended: true, rows: await rowsOf(tx, files) };
}

/** Orders of which nothing is picked go back to the queue; the others stay, and the walk with them. */
export async function letGoWave(
  tx: Tx,
  { waveId }: InputOf<typeof letGoWaveEndpoint>,
): Promise<WaveLeft> {
  const { files } = await lockMine(tx, waveId);
  const changed = files.flatMap((before) => {
    const decision = letGo(before, tx.actor.id);
    return decision.outcome === 'moved' ? [{ before, after: decision.file }] : [];
  });
  await saveFiles(tx, changed);
  for (const { after } of changed) recordChange(tx, 'omnichannel.order-let-go.v1', after, {});
  const ended = changed.length === files.length;
  if (ended) await endWave(tx, waveId, 'let-go');
  return {
    waveId,
    ended,
    rows: await rowsOf(
      tx,
      changed.map(({ after }) => after),
    ),
  };
}

/** A colleague goes on with what somebody began: every order under way, with the pieces in hand. */
export async function takeOverWave(
  tx: Tx,
  { waveId }: InputOf<typeof takeOverWaveEndpoint>,
): Promise<{ waveId: string; rows: Awaited<ReturnType<typeof rowsOf>> }> {
  const { wave, files } = await lockWave(tx, waveId);
  if (wave.pickerId === tx.actor.id) return { waveId, rows: await rowsOf(tx, files) };
  const mine = await joinWave(tx, wave.locationId);
  const picker = { id: tx.actor.id, name: tx.actor.name, takenAt: tx.now };
  const changed = files.map((before) => ({
    before,
    after: demandMoved(before, take(before, picker, true, mine)),
  }));
  await saveFiles(tx, changed);
  for (const { after } of changed) recordChange(tx, 'omnichannel.order-taken.v1', after, {});
  await endWave(tx, waveId, 'taken-over');
  return {
    waveId: mine,
    rows: await rowsOf(
      tx,
      changed.map(({ after }) => after),
    ),
  };
}

interface LockedWave {
  readonly wave: Wave;
  /** Its orders that are under way, locked. */
  readonly files: readonly OrderFile[];
}

async function lockMine(tx: Tx, waveId: string): Promise<LockedWave> {
  const locked = await lockWave(tx, waveId);
  const { pickerId, pickerName } = locked.wave;
  if (pickerId === tx.actor.id) return locked;
  const orderId = locked.files[0]?.orderId ?? waveId;
  throw new Refusal(takenByColleague, { orderId, pickerId, pickerName });
}

/** The orders are locked first, like everywhere; then the walk is read as it is now. */
async function lockWave(tx: Tx, waveId: string): Promise<LockedWave> {
  const known = await selectWave(tx, waveId);
  if (!known || !may(tx.actor, WORK, known.locationId)) throw new Refusal(waveUnknown, {});
  const files = await lockFiles(tx, await selectOrdersOfWave(tx, waveId));
  const wave = (await selectWave(tx, waveId))!;
  if (wave.endedAt) throw new Refusal(waveEnded, {});
  return { wave, files: files.filter((file) => file.waveId === waveId && isUnderWay(file)) };
}
