import type { ReconciliationReport } from '../contracts.ts';

type Difference = ReconciliationReport['differences'][number];

const HEAD = [
  'difference',
  'externalId',
  'orderId',
  'number',
  'state',
  'locationId',
  'theirTotal',
  'ourTotal',
  'theirPaid',
  'ourPaid',
  'amount',
];

/** The differences as a spreadsheet reads them: semicolons, amounts with a point, every cell quoted. */
export function differencesFile(differences: readonly Difference[]): string {
  const rows = differences.map(({ kind, externalId, theirs, ours, amountMinor }) => [
    kind,
    externalId,
    ours?.orderId ?? '',
    ours?.number ?? '',
    ours?.state ?? '',
    ours?.locationId ?? '',
    amount(theirs?.totalMinor),
    amount(ours?.totalMinor),
    amount(theirs?.paidMinor),
    amount(ours?.paidMinor),
    amount(amountMinor),
  ]);
  return [HEAD, ...rows].map((row) => row.map(cell).join(';')).join('\r\n');
}

function amount(minor: number | null | undefined): string {
  return minor === null || minor === undefined ? '' : (minor / 100).toFixed(2);
}

/** A cell that begins like a formula would be one in a spreadsheet. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
