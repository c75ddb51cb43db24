import type { ReplyOf } from '../../../server/http/contract.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { listCompanies } from './contracts.ts';
import { selectCompanies } from './sql.ts';

export async function everyCompany(read: Read): Promise<ReplyOf<typeof listCompanies>> {
  return { companies: await selectCompanies(read) };
}
