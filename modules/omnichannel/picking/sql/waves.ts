import type { Read, Tx } from '../../../../server/db/transaction.ts';
import { newId } from '../../../../server/kernel/ids.ts';

export interface Wave {
  readonly waveId: string;
  readonly locationId: string;
  readonly pickerId: string;
  readonly pickerName: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly endedBecause: WaveEnd | null;
}
export type WaveEnd = 'finished' | 'let-go' | 'taken-over';

const COLUMNS = `
  id as "waveId", location_id as "locationId", picker_id as "pickerId",
  picker_name as "pickerName", started_at as "startedAt", ended_at as "endedAt",
  ended_because as "endedBecause"`;

/** The walk somebody is on in a shop; a new one when they are on none. One at a time, by its index. */
export async function joinWave(tx: Tx, locationId: string): Promise<string> {
  const { rows } = await tx.sql.raw<{ rows: { id: string }[] }>(
    `insert into oc_wave (id, location_id, picker_id, picker_name, started_at)
     values (:waveId, :locationId, :pickerId, :pickerName, :now)
     on conflict (location_id, picker_id) where ended_at is null
     do update set picker_name = excluded.picker_name
     returning id`,
    {
      waveId: newId(),
      locationId,
      pickerId: tx.actor.id,
      pickerName: tx.actor.name,
      now: tx.now,
    },
  );
  return rows[0]!.id;
}

export async function selectWave(read: Read, waveId: string): Promise<Wave | null> {
  const { rows } = await read.sql.raw<{ rows: Wave[] }>(
    `select ${COLUMNS} from oc_wave where id = :waveId`,
    { waveId },
  );
  return rows[0] ?? null;
}

/** The orders of a walk, whatever has become of them. */
export async function selectOrdersOfWave(read: Read, waveId: string): Promise<string[]> {
  const { rows } = await read.sql.raw<{ rows: { id: string }[] }>(
    `select id from oc_order where wave_id = :waveId order by id`,
    { waveId },
  );
  return rows.map(({ id }) => id);
}

/** Ends a walk that is under way; the answer says whether it was this call that ended it. */
export async function endWave(tx: Tx, waveId: string, because: WaveEnd): Promise<boolean> {
  const { rows } = await tx.sql.raw<{ rows: unknown[] }>(
    `update oc_wave set ended_at = :now, ended_because = :because
     where id = :waveId and ended_at is null returning 1`,
    { waveId, because, now: tx.now },
  );
  return rows.length > 0;
}
