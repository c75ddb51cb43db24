import type { Read } from '../../../server/db/transaction.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';
import type { Item } from '../../base/api.ts';
import type { ReturnLine } from './contracts.ts';
import type { Destination } from './contract-fields.ts';
import type { DestinationProposal } from './domain/destination.ts';
import { asksForSeal } from './domain/exclusions.ts';
import { goodsMinor, type ReturnedUnit } from './domain/reckoning.ts';
import { goesAway } from './domain/return.ts';
import { returnableUnits, type ReturnFacts } from './facts.ts';
import { pieceFacts } from './judge-lines.ts';
import { readPlaces, type Places } from './places.ts';
import type { PlannedLine } from './plan.ts';
import { goodsAlreadyReturned, nothingToReturn, returnIncomplete } from './problems.ts';

/** Chooses the very pieces that come back; refuses those that are not there any more. */
export async function planLines(
  read: Read,
  facts: ReturnFacts,
  lines: readonly ReturnLine[],
): Promise<PlannedLine[]> {
  if (facts.units.length === 0) throw new Refusal(nothingToReturn, {});
  const taken = new Map<string, number>();
  const chosen = lines.map((line) => {
    const sold = facts.file.lines.find(({ lineId }) => lineId === line.lineId);
    if (!sold) throw new Refusal(nothingToReturn, {});
    const item = facts.items.get(sold.itemId)!;
    const skip = taken.get(line.lineId) ?? 0;
    const possible = returnableUnits(facts, line.lineId);
    if (possible.length < skip + line.quantity) {
      throw new Refusal(goodsAlreadyReturned, {
        lineId: line.lineId,
        name: item.name,
        asked: skip + line.quantity,
        left: possible.length,
      });
    }
    taken.set(line.lineId, skip + line.quantity);
    const sealIntact = line.sealIntact ?? null;
    if (sealIntact === null && asksSeal(facts, item, line)) {
      throw new Refusal(returnIncomplete, { missing: 'seal', lineId: line.lineId });
    }
    const units = possible
      .slice(skip, skip + line.quantity)
      .map((unit) => ({ ...unit, reason: line.reason }));
    return { line, item, units, sealIntact };
  });
  const places = await readPlaces(
    read,
    facts,
    chosen.map(({ item }) => item),
  );
  return chosen.map((one) => plannedLine(facts, places, one));
}

function asksSeal(facts: ReturnFacts, item: Item, { lineId, reason }: ReturnLine): boolean {
  if (reason !== 'withdrawal' && reason !== 'commercial') return false;
  return asksForSeal(facts.terms, pieceFacts(facts, item, lineId, null));
}

function plannedLine(
  facts: ReturnFacts,
  places: Places,
  {
    line,
    item,
    units,
    sealIntact,
  }: {
    readonly line: ReturnLine;
    readonly item: Item;
    readonly units: readonly ReturnedUnit[];
    readonly sealIntact: boolean | null;
  },
): PlannedLine {
  const reasons = facts.reasons.get(line.lineId) ?? [];
  const discounts = reasons.map((reason, place) => ({
    reason,
    amountMinor: units.reduce((sum, { discountShares }) => sum + (discountShares[place] ?? 0), 0),
  }));
  const proposal = places.proposal(item, line.grade);
  return {
    lineId: line.lineId,
    item,
    reason: line.reason,
    grade: line.grade,
    sealIntact,
    defect: line.defect ?? null,
    pictureIds: line.pictureIds ?? [],
    units,
    priceMinor: units.reduce((sum, { priceMinor }) => sum + priceMinor, 0),
    discounts: discounts.filter(({ amountMinor }) => amountMinor > 0),
    goodsMinor: units.reduce((sum, unit) => sum + goodsMinor(unit), 0),
    vatRate: units[0]!.vatRate,
    destination: line.destination
      ? chosenDestination(facts, places, line.lineId, line.destination, proposal)
      : proposal,
  };
}

/** What the clerk decided instead; the reason of the proposal stays where they agree with it. */
export function chosenDestination(
  facts: Pick<ReturnFacts, 'shop'>,
  places: Pick<Places, 'location'>,
  lineId: string,
  { kind, toLocationId }: Destination,
  proposal: DestinationProposal | null,
): DestinationProposal {
  const away = goesAway(kind);
  const to = away && toLocationId !== undefined ? places.location(toLocationId) : undefined;
  if (away && (!to?.active || to.id === facts.shop.id || to.kind !== kind)) {
    throw new Refusal(returnIncomplete, { missing: 'destination', lineId });
  }
  if (proposal?.kind === kind && proposal.toLocationId === (to?.id ?? null)) return proposal;
  return {
    kind,
    toLocationId: to?.id ?? null,
    toName: to?.name ?? null,
    why: { it: 'Scelto al banco', en: 'Chosen at the counter' },
  };
}
