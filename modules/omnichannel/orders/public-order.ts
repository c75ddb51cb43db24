import { actsOn } from '../../../server/audit/subject.ts';
import type { Read } from '../../../server/db/transaction.ts';
import type { Language } from '../../../server/kernel/text.ts';
import {
  closingAt,
  everyCompany,
  isOpen,
  itemsById,
  locationsById,
  maskedEmail,
  nextOpening,
  type Location,
} from '../../base/api.ts';
import { extensionOf } from '../pickup/extend-pickup.ts';
import { selectShipment } from '../pickup/sql/handovers.ts';
import { selectAddressees } from '../mail/sql.ts';
import { weekText } from '../mail/words.ts';
import { withdrawalRight, type WithdrawalRight } from '../withdrawals/right.ts';
import { dueMinor, keptMinor, toRefundMinor } from './domain/amounts.ts';
import { openPieces, type OrderFile } from './domain/file.ts';
import { isBeforeBag } from './domain/move.ts';
import { writtenOrderNumber } from './domain/order.ts';
import { mayChooseShipping, mayCollectInstead } from './domain/shipping.ts';
import { feeOfCustomer } from './domain/shipping-fee.ts';
import { timelineOf } from './domain/timeline.ts';
import type { PublicOrder } from './public-view-contracts.ts';
import { openQuestion, type CustomerLinks } from './public-question.ts';
import { selectLanguage } from './sql/contacts.ts';
import { readPolicies } from './sql/policies.ts';
import { readUnits } from './sql/units.ts';

/** An order as its customer sees it. */
export async function publicOrder(
  read: Read,
  links: CustomerLinks,
  file: OrderFile,
): Promise<PublicOrder> {
  const { orderId, locationId } = file;
  const location = (await locationsById(read, [locationId])).get(locationId)!;
  const addressee = (await selectAddressees(read, [orderId])).get(orderId);
  const language = addressee?.language ?? (await selectLanguage(read, orderId));
  const { companies } = await everyCompany(read);
  const right = await withdrawalRight(read, file);
  const instant = (moment: Date | null): string | null => moment?.toISOString() ?? null;
  return {
    number: writtenOrderNumber(file.number),
    version: file.version,
    language,
    seller: companies.find(({ id }) => id === file.companyId)?.legalName ?? location.name,
    state: file.state,
    placedAt: file.placedAt.toISOString(),
    readyBy: file.readyBy.toISOString(),
    firstReadyBy: instant(file.firstReadyBy),
    readyAt: instant(file.readyAt),
    collectBy: instant(file.collectBy),
    expectedAt: instant(file.expectedAt),
    arrivedAt: instant(file.arrivedAt),
    cancellable: file.endedAt === null,
    can: {
      cancel: file.endedAt === null,
      move:
        file.fulfilment === 'pickup' &&
        isBeforeBag(file) &&
        file.lines.every(({ picked, toPutBack }) => picked + toPutBack === 0),
      arrive: file.state === 'ready' && file.arrivedAt === null,
      announce: file.state === 'ready' && file.arrivedAt === null,
      ...(await sendingOf(read, file)),
      collect: mayCollectInstead(file),
      extendUntil: instant(await extensionOf(read, file)),
      withdraw: mayWithdraw(right, read.now),
    },
    customer: {
      name: file.contactName,
      surname: file.contactSurname,
      emailHint: addressee ? maskedEmail(addressee.email) : null,
    },
    store: storeOf(location, file, language, read.now),
    fulfilment: file.fulfilment,
    shipTo: file.shipTo,
    shipment: await selectShipment(read, orderId),
    code: file.state === 'ready' ? links.secrets.code(orderId) : null,
    question: await openQuestion(read, links, file),
    withdrawal: {
      given: right.given,
      until: instant(right.deadline),
      declared: right.declared.map(({ declaredAt, lines }) => ({
        declaredAt: declaredAt.toISOString(),
        toBringBack: lines.reduce((sum, line) => sum + line.toBringBack, 0),
        cancelled: lines.reduce((sum, line) => sum + line.cancelled, 0),
      })),
    },
    timeline: await timeline(read, orderId),
    currency: file.currency,
    totalMinor: file.totalMinor,
    paidMinor: file.paidMinor,
    dueMinor: dueMinor(file),
    toRefundMinor: toRefundMinor(file),
    shippingFeeMinor: file.shippingFeeMinor,
    lines: await linesOf(read, file, right),
  };
}

/** The first time, or to another address. What costs the customer something is arranged with the shop. */
async function sendingOf(
  read: Read,
  file: OrderFile,
): Promise<Pick<PublicOrder['can'], 'ship' | 'shipForMinor'>> {
  if (!mayChooseShipping(file)) return { ship: false, shipForMinor: null };
  if (file.fulfilment === 'shipping') return { ship: true, shipForMinor: null };
  const { offersShipping, shippingFee } = (await readPolicies(read)).pickup(file.locationId);
  const feeMinor = offersShipping ? feeOfCustomer(shippingFee, keptMinor(file)) : 0;
  return { ship: offersShipping && feeMinor === 0, shipForMinor: feeMinor > 0 ? feeMinor : null };
}

function mayWithdraw({ given, deadline, possible }: WithdrawalRight, now: Date): boolean {
  return given && possible.length > 0 && (deadline === null || now < deadline);
}

async function linesOf(
  read: Read,
  file: OrderFile,
  right: WithdrawalRight,
): Promise<PublicOrder['lines']> {
  const items = await itemsById(
    read,
    file.lines.map(({ itemId }) => itemId),
  );
  const units = await readUnits(read, file.orderId);
  const possible = new Map(right.possible.map((line) => [line.lineId, line]));
  return file.lines.map((line) => {
    const { name, colour, colourHex, size, pictureUrl } = items.get(line.itemId)!;
    const { lineId, quantity, state, short, collected, cancelled } = line;
    const left = possible.get(lineId);
    const paidMinor = units
      .filter((unit) => unit.lineId === lineId)
      .reduce((sum, unit) => sum + unit.paidMinor, 0);
    return {
      ...{ lineId, name, colour, colourHex, size, pictureUrl },
      ...{ quantity, state, short, collected, cancelled, paidMinor },
      open: openPieces(line),
      withdrawable: left ? left.open + left.collected : 0,
    };
  });
}

/** More than any order has. */
const LONGEST_TIMELINE = 1_000;

async function timeline(read: Read, orderId: string): Promise<PublicOrder['timeline']> {
  const steps = timelineOf(await actsOn(read, `order:${orderId}`, LONGEST_TIMELINE));
  const shops = await locationsById(
    read,
    steps.flatMap(({ locationId }) => locationId ?? []),
  );
  return steps.map(({ step, at, locationId, until }) => ({
    step,
    at: at.toISOString(),
    store: locationId === null ? null : (shops.get(locationId)?.name ?? null),
    until,
  }));
}

function storeOf(
  location: Location,
  file: OrderFile,
  language: Language,
  now: Date,
): PublicOrder['store'] {
  const { schedule } = location;
  return {
    locationId: location.id,
    name: location.name,
    street: location.street,
    postalCode: location.postalCode,
    city: location.city,
    phone: location.phone,
    latitude: location.latitude,
    longitude: location.longitude,
    zone: schedule.zone,
    open: isOpen(schedule, now),
    closesAt: closingAt(schedule, now)?.toISOString() ?? null,
    opensAt: nextOpening(schedule, now)?.toISOString() ?? null,
    hours: weekText(language, schedule),
    otherThanChosen: file.chosenLocationId !== file.locationId,
  };
}
