import type { Knex } from 'knex';
import { insertRows } from '../rows.ts';

// oxfmt-ignore
const REASON_CODES: readonly (readonly [kind: string, code: string, it: string, en: string])[] = [
  ['adjustment', 'found', 'Ritrovato', 'Found'],
  ['adjustment', 'missing', 'Mancante', 'Missing'],
  ['adjustment', 'damaged', 'Rovinato', 'Damaged'],
  ['adjustment', 'stolen', 'Furto', 'Theft'],
  ['adjustment', 'count', 'Inventario', 'Count'],
  ['adjustment', 'own-use', 'Uso interno', 'Own use'],
  ['adjustment', 'gift', 'Omaggio', 'Gift'],
  ['adjustment', 'destroyed', 'Distruzione', 'Destruction'],
  // What stands on a transport document as the reason of the transport.
  ['transfer', 'between-stores', 'Trasferimento tra punti vendita', 'Between shops'],
  ['transfer', 'replenishment', 'Rifornimento negozio', 'Replenishment of a shop'],
  ['transfer', 'click-and-collect', 'Click & collect (evasione per ritiro)', 'Click & collect'],
  ['transfer', 'return-to-warehouse', 'Reso a magazzino centrale', 'Back to the warehouse'],
  ['transfer', 'web-return', 'Reso da cliente web', 'Return of a web customer'],
  ['transfer', 'consignment', 'Conto vendita', 'Consignment'],
  ['transfer', 'consignment-return', 'Reso da conto vendita', 'Back from consignment'],
  ['transfer', 'deposit', 'Conto deposito', 'Deposit'],
  ['transfer', 'repair', 'Riparazione', 'Repair'],
  ['transfer', 'repair-return', 'Rientro da riparazione', 'Back from repair'],
  ['transfer', 'samples', 'Campionatura', 'Samples'],
  ['transfer', 'window', 'Uso vetrina', 'For the window'],
  ['transfer-declined', 'not-found', 'Non si trova', 'Not found'],
  ['transfer-declined', 'damaged', 'Rovinato', 'Damaged'],
  ['transfer-declined', 'promised', 'Promesso a un cliente', 'Promised to a customer'],
  ['transfer-declined', 'last-one', 'Ultimo pezzo in esposizione', 'Last one, on display'],
  ['transfer-declined', 'needed-here', 'Serve qui', 'Needed here'],
];

/** The reasons a fresh installation starts with; the chain adds and renames its own. */
export async function seedReasonCodes(sql: Knex): Promise<void> {
  await insertRows(
    sql,
    'base_reason_code',
    { kind: 'text', code: 'text', title_it: 'text', title_en: 'text', place: 'integer' },
    REASON_CODES.map(([kind, code, title_it, title_en], place) => ({
      kind,
      code,
      title_it,
      title_en,
      place,
    })),
  );
}
