import type { Read } from '../../../server/db/transaction.ts';
import { notFound } from '../../../server/kernel/problems.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import { knowsList } from './sql/lists.ts';

/** Refuses with 404 a list that is not there. */
export async function demandList(read: Read, listId: string): Promise<void> {
  if (!(await knowsList(read, listId))) throw new Refusal(notFound, { what: listId });
}
