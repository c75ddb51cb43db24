import type { Knex } from 'knex';
import { finishJob } from '../../modules/base/api.ts';
import type { Actor } from '../../server/auth/actor.ts';
import { at } from './play-order.ts';

const MINUTE = 60_000;
/** What was asked for so shortly ago still waits: somebody is about to open it. */
const STILL_WAITS = 180 * MINUTE;

/** Whoever asked for a paper in the past had it in hand two minutes later. */
export async function printPapers(db: Knex, now: Date): Promise<void> {
  const papers = await db('base_print_job')
    .where({ state: 'queued' })
    .where('queued_at', '<', new Date(now.getTime() - STILL_WAITS))
    .orderBy(['queued_at', 'id'])
    .select<Paper[]>('id', 'location_id', 'actor_id', 'actor_name', 'queued_at');
  for (const paper of papers) {
    const inHand = new Date(paper.queued_at.getTime() + 2 * MINUTE);
    await at(db, whoAskedFor(paper), inHand, (tx) => finishJob(tx, { jobId: paper.id }));
  }
}

interface Paper {
  readonly id: string;
  readonly location_id: string;
  readonly actor_id: string;
  readonly actor_name: string;
  readonly queued_at: Date;
}

function whoAskedFor({ actor_id, actor_name, location_id }: Paper): Actor {
  return {
    kind: 'person',
    id: actor_id,
    name: actor_name,
    language: 'it',
    locationId: location_id,
    deviceId: null,
    sessionId: null,
    grants: new Map([['base.printing.use', new Set([location_id])]]),
  };
}
