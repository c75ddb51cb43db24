import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import type { Tx } from '../../../server/db/transaction.ts';
import { newId } from '../../../server/kernel/ids.ts';
import { refuseMember, refuseStale } from '../problems.ts';
import type { changeCompany, createCompany } from './contracts.ts';
import { readVatNumber } from './domain/vat-number.ts';
import { companyChanged } from './events.ts';
import { insertCompany, selectCompanies, updateCompany } from './sql.ts';

export async function registerCompany(
  tx: Tx,
  input: InputOf<typeof createCompany>,
): Promise<ReplyOf<typeof createCompany>> {
  const id = newId();
  await insertCompany(tx, { ...input, id, vatNumber: checkedVatNumber(tx, input.vatNumber) });
  tx.record(companyChanged(id, 1));
  return { id, version: 1 };
}

export async function rewriteCompany(
  tx: Tx,
  { companyId, expectedVersion, ...given }: InputOf<typeof changeCompany>,
): Promise<ReplyOf<typeof changeCompany>> {
  const company = { ...given, id: companyId, vatNumber: checkedVatNumber(tx, given.vatNumber) };
  const version = await updateCompany(tx, company, expectedVersion);
  if (version === null) {
    const current = (await selectCompanies(tx)).find(({ id }) => id === companyId);
    return refuseStale(current?.version ?? null, expectedVersion, companyId);
  }
  tx.record(companyChanged(companyId, version));
  return { id: companyId, version };
}

function checkedVatNumber(tx: Tx, text: string): string {
  return (
    readVatNumber(text) ??
    refuseMember(tx.actor, '/vatNumber', {
      it: 'La partita IVA non è valida: controlla le 11 cifre.',
      en: 'The VAT number is not valid: check its 11 digits.',
    })
  );
}
