import type { InputOf } from '../../../server/http/contract.ts';
import type { Read } from '../../../server/db/transaction.ts';
import { demandList } from './demand-list.ts';
import { selectOpenWork } from './sql/change-sets.ts';
import type { ListWork, readListWork } from './work-contracts.ts';

/** What is prepared on a list, or waits for approval. */
export async function listWork(
  read: Read,
  { listId }: InputOf<typeof readListWork>,
): Promise<ListWork> {
  await demandList(read, listId);
  const open = await selectOpenWork(read, listId);
  return {
    listId,
    changes: open.map(({ id, title, state, validFrom, validTo, touchedByName, ...change }) => ({
      changeSetId: id,
      title,
      state: state as 'draft' | 'submitted',
      validFrom,
      validTo,
      byName: touchedByName,
      at: change.touchedAt.toISOString(),
      version: change.version,
    })),
  };
}
