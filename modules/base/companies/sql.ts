import type { Read, Tx } from '../../../server/db/transaction.ts';

/** A legal entity: the chain itself, or a franchisee. It owns locations and issues documents. */
export interface Company {
  readonly id: string;
  readonly legalName: string;
  readonly vatNumber: string;
  readonly role: 'chain' | 'franchisee';
  readonly version: number;
}

export async function selectCompanies(read: Read): Promise<Company[]> {
  const { rows } = await read.sql.raw<{ rows: Company[] }>(
    `
    select id, legal_name as "legalName", vat_number as "vatNumber", role, version
    from base_company order by role, legal_name`,
  );
  return rows;
}

export async function insertCompany(tx: Tx, company: Omit<Company, 'version'>): Promise<void> {
  await tx.sql.raw(
    `
    insert into base_company (id, legal_name, vat_number, role)
    values (:id, :legalName, :vatNumber, :role)`,
    company,
  );
}

/** The new version, or null when the company is not there or is no longer at the expected one. */
export async function updateCompany(
  tx: Tx,
  company: Omit<Company, 'version'>,
  expectedVersion: number,
): Promise<number | null> {
  const { rows } = await tx.sql.raw<{ rows: { version: number }[] }>(
    `
    update base_company
    set legal_name = :legalName, vat_number = :vatNumber, role = :role, version = version + 1
    where id = :id and version = :expectedVersion
    returning version`,
    { ...company, expectedVersion },
  );
  return rows[0]?.version ?? null;
}
