import type { Tx } from '../../../server/db/transaction.ts';
import type { InputOf, ReplyOf } from '../../../server/http/contract.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { Text } from '../../../server/kernel/text.ts';
import {
  everyCompany,
  itemsById,
  locationsById,
  printDocument,
  printsByItself,
  registerDocument,
} from '../../base/api.ts';
import { writtenOrderNumber } from '../orders/domain/order.ts';
import { selectLanguage } from '../orders/sql/contacts.ts';
import { readFile } from '../orders/sql/files.ts';
import { demandRefund } from '../refunds/propose.ts';
import type { FiledReturn } from './domain/filed.ts';
import { fiscalTitle } from './domain/fiscal.ts';
import { writtenReturnNumber, type Disposition } from './domain/return.ts';
import {
  CUSTODY_RECEIPT,
  RETURN_FILE,
  RETURN_RECEIPT,
  type ReturnPaperFacts,
} from './documents.ts';
import { papersOf, type ReturnPaper } from './paper-kinds.ts';
import { nothingToPrint } from './problems.ts';
import { demandReturn } from './reading.ts';
import type { OrderSecrets } from '../orders/secrets.ts';
import { REASON_TITLES } from './shown.ts';
import { selectVat } from './sql/files.ts';
import { selectFiledUnits, type FiledUnit } from './sql/units.ts';
import type { printReturnEndpoint } from './step-contracts.ts';

// Whoever queues a paper knows it: seeds and tests call commands without a server that has started.
for (const kind of [RETURN_RECEIPT, CUSTODY_RECEIPT, RETURN_FILE]) registerDocument(kind);

const KINDS = {
  'return-receipt': RETURN_RECEIPT,
  'custody-receipt': CUSTODY_RECEIPT,
  'return-file': RETURN_FILE,
} as const satisfies Record<ReturnPaper, unknown>;

/** What the customer takes away, where the shop has a printer that prints by itself. */
export async function printReturnPapers(
  tx: Tx,
  secrets: OrderSecrets,
  file: FiledReturn,
): Promise<void> {
  const [paper] = papersOf(file);
  if (!paper || !(await printsByItself(tx, file.locationId!, KINDS[paper].id))) return;
  await print(tx, secrets, file, paper, file.locationId!);
}

/** One paper of a return, once more or for the first time. */
export async function printReturn(
  tx: Tx,
  secrets: OrderSecrets,
  { returnId, paper, locationId }: InputOf<typeof printReturnEndpoint>,
): Promise<ReplyOf<typeof printReturnEndpoint>> {
  const file = await demandReturn(tx, returnId);
  if (file.locationId !== locationId || !papersOf(file).includes(paper)) {
    throw new Refusal(nothingToPrint, {});
  }
  return { jobIds: [await print(tx, secrets, file, paper, locationId)] };
}

async function print(
  tx: Tx,
  secrets: OrderSecrets,
  file: FiledReturn,
  paper: ReturnPaper,
  locationId: string,
): Promise<string> {
  return printDocument(tx, {
    kind: KINDS[paper].id,
    locationId,
    payload: await paperFacts(tx, secrets, file),
    reference: `return:${file.returnId}`,
  });
}

async function paperFacts(
  tx: Tx,
  secrets: OrderSecrets,
  file: FiledReturn,
): Promise<ReturnPaperFacts> {
  const order = (await readFile(tx, file.orderId))!;
  const shop = (await locationsById(tx, [file.locationId!])).get(file.locationId!)!;
  const { companies } = await everyCompany(tx);
  const units = (await selectFiledUnits(tx, [file.returnId])).get(file.returnId)!;
  const vat = (await selectVat(tx, [file.returnId])).get(file.returnId)!;
  const refund = file.refundId === null ? null : await demandRefund(tx, file.refundId);
  return {
    language: await selectLanguage(tx, file.orderId),
    chainName: companies.find(({ id }) => id === shop.companyId)?.legalName ?? shop.name,
    shopName: shop.name,
    street: shop.street,
    zone: shop.zone,
    at: (file.receivedAt ?? file.takenAt!).toISOString(),
    number: writtenReturnNumber(file.year, file.number),
    code: secrets.returnCode(file.returnId),
    orderNumber: writtenOrderNumber(order.number),
    soldAt: order.placedAt.toISOString(),
    customerName: file.broughtBy ?? order.contactName,
    currency: file.currency,
    pieces: await pieces(tx, units),
    shippingMinor: file.shippingMinor,
    deductionMinor: file.deductionMinor,
    totalMinor: file.totalMinor,
    exchangeMinor: file.exchangeMinor,
    backMinor: file.backMinor,
    roundingMinor: refund?.roundingMinor ?? 0,
    byRate: vat.map(({ rate, grossMinor, vatMinor }) => ({ rate, grossMinor, vatMinor })),
    fiscal: fiscalTitle(file.fiscalChannel),
    fiscalReference: file.fiscalReference,
    custodyPlace: file.custodyPlace,
    clerk: file.takenByName!,
  };
}

async function pieces(tx: Tx, units: readonly FiledUnit[]): Promise<ReturnPaperFacts['pieces']> {
  const items = await itemsById(
    tx,
    units.map(({ itemId }) => itemId),
  );
  const places = await locationsById(
    tx,
    units.flatMap(({ toLocationId }) => toLocationId ?? []),
  );
  return units.map((unit) => {
    const { name, colour, size, gtin } = items.get(unit.itemId)!;
    const to = unit.toLocationId === null ? null : places.get(unit.toLocationId)?.name;
    return {
      words: `${name} · ${colour} · ${size}`,
      gtin,
      quantity: 1,
      amountMinor: unit.goodsMinor,
      reason: REASON_TITLES[unit.reason],
      movement: movement(unit.disposition, to ?? null),
    };
  });
}

const MOVEMENTS: Readonly<Record<Disposition, Text>> = {
  restock: { it: 'Carico: in vendita', en: 'Into stock: for sale' },
  inspect: { it: 'Carico: da controllare', en: 'Into stock: to be inspected' },
  damaged: { it: 'Carico: danneggiato', en: 'Into stock: damaged' },
  warehouse: { it: 'Carico e trasferimento', en: 'Into stock and transferred' },
  store: { it: 'Carico e trasferimento', en: 'Into stock and transferred' },
  supplier: { it: 'Carico: al fornitore', en: 'Into stock: to the supplier' },
  destroy: { it: 'Carico e distruzione', en: 'Into stock and destroyed' },
};

function movement(disposition: Disposition | null, to: string | null): Text {
  const words = MOVEMENTS[disposition ?? 'inspect'];
  return to === null ? words : { it: `${words.it}: ${to}`, en: `${words.en}: ${to}` };
}
