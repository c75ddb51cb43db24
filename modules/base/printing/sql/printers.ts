import { constraintMeans } from '../../../../server/db/errors.ts';
import type { Read, Tx } from '../../../../server/db/transaction.ts';
import { alreadyThere } from '../../problems.ts';
import type { PrinterRole, PrinterStatus } from '../domain/job.ts';

export interface Printer {
  readonly printerId: string;
  readonly locationId: string;
  readonly name: string;
  readonly role: PrinterRole;
  readonly connection: 'network' | 'browser';
  readonly host: string | null;
  readonly port: number | null;
  readonly active: boolean;
  readonly status: PrinterStatus;
  readonly statusAt: Date | null;
  readonly version: number;
}

constraintMeans('base_printer_name_once', alreadyThere, { by: 'name' });

const COLUMNS = `
  p.id as "printerId", p.location_id as "locationId", p.name, p.role, p.connection, p.host, p.port,
  p.active, p.status, p.status_at as "statusAt", p.version`;

export async function selectPrinters(read: Read, locationId: string): Promise<Printer[]> {
  const { rows } = await read.sql.raw<{ rows: Printer[] }>(
    `select ${COLUMNS} from base_printer as p where p.location_id = :locationId
     order by p.name, p.id`,
    { locationId },
  );
  return rows;
}

export async function selectPrinter(read: Read, printerId: string): Promise<Printer | null> {
  const { rows } = await read.sql.raw<{ rows: Printer[] }>(
    `select ${COLUMNS} from base_printer as p where p.id = :printerId`,
    { printerId },
  );
  return rows[0] ?? null;
}

export type PrinterParticulars = Pick<
  Printer,
  'name' | 'role' | 'connection' | 'host' | 'port' | 'active'
>;

export async function insertPrinter(
  tx: Tx,
  printer: PrinterParticulars & Pick<Printer, 'printerId' | 'locationId'>,
): Promise<Printer> {
  const { rows } = await tx.sql.raw<{ rows: Printer[] }>(
    `insert into base_printer as p (id, location_id, name, role, connection, host, port, active)
     values (:printerId, :locationId, :name, :role, :connection, :host, :port, :active)
     returning ${COLUMNS}`,
    printer,
  );
  return rows[0]!;
}

/** The printer as it is now, or null when somebody changed it since. */
export async function updatePrinter(
  tx: Tx,
  printerId: string,
  expectedVersion: number,
  particulars: PrinterParticulars,
): Promise<Printer | null> {
  const { rows } = await tx.sql.raw<{ rows: Printer[] }>(
    `update base_printer as p
     set name = :name, role = :role, connection = :connection, host = :host, port = :port,
       active = :active, status = 'unknown', status_at = null, version = p.version + 1
     where p.id = :printerId and p.version = :expectedVersion
     returning ${COLUMNS}`,
    { ...particulars, printerId, expectedVersion },
  );
  return rows[0] ?? null;
}

/** What a printer says of itself; null when it had said so before. */
export async function noteStatus(
  tx: Tx,
  printerId: string,
  status: PrinterStatus,
): Promise<Printer | null> {
  const { rows } = await tx.sql.raw<{ rows: Printer[] }>(
    `update base_printer as p set status = :status, status_at = :now, version = p.version + 1
     where p.id = :printerId and p.status <> :status
     returning ${COLUMNS}`,
    { printerId, status, now: tx.now },
  );
  return rows[0] ?? null;
}
