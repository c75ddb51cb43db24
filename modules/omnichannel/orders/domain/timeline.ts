/**
 * What happened to an order, as its customer is told: steps in words, without colleagues and without
 * what concerns the shop alone.
 */
export const STEPS = [
  'placed',
  'seen',
  'preparing',
  'short',
  'asked',
  'answered',
  'moved',
  'delayed',
  'ready',
  'extended',
  'on-the-way',
  'arrived',
  'shipping-chosen',
  'shipping-undone',
  'shipped',
  'collected',
  'collected-in-part',
  'refused',
  'swapped',
  'not-collected',
  'cancelled',
  'cancelled-in-part',
  'withdrawn',
] as const;
export type StepName = (typeof STEPS)[number];

export interface Step {
  readonly step: StepName;
  readonly at: Date;
  /** The shop it moved to. */
  readonly locationId: string | null;
  /** The new promise of a delay, the new last day of an extension. */
  readonly until: string | null;
}

/** One entry of the audit of the order. */
export interface Act {
  readonly at: Date;
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>>;
}

const STEP_OF: Readonly<Record<string, StepName>> = {
  'omnichannel.order-placed.v1': 'placed',
  'omnichannel.order-acknowledged.v1': 'seen',
  'omnichannel.order-taken.v1': 'preparing',
  'omnichannel.order-short-reported.v1': 'short',
  'omnichannel.order-question-asked.v1': 'asked',
  'omnichannel.order-question-answered.v1': 'answered',
  'omnichannel.order-moved.v1': 'moved',
  'omnichannel.order-delayed.v1': 'delayed',
  'omnichannel.order-customer-told.v1': 'ready',
  'omnichannel.order-extended.v1': 'extended',
  'omnichannel.order-customer-on-the-way.v1': 'on-the-way',
  'omnichannel.order-customer-arrived.v1': 'arrived',
  'omnichannel.order-shipping-chosen.v1': 'shipping-chosen',
  'omnichannel.order-shipping-undone.v1': 'shipping-undone',
  'omnichannel.order-shipped.v1': 'shipped',
  'omnichannel.order-collected.v1': 'collected',
  'omnichannel.order-pieces-refused.v1': 'refused',
  'omnichannel.order-swapped.v1': 'swapped',
  'omnichannel.order-not-collected.v1': 'not-collected',
  'omnichannel.order-cancelled.v1': 'cancelled',
  'omnichannel.withdrawal-declared.v1': 'withdrawn',
};

/** Steps that are told once: a colleague who takes over, or a second missing piece, is no news. */
const ONCE: ReadonlySet<StepName> = new Set(['seen', 'preparing', 'short']);

/** The steps of an order, oldest first. What a move makes start anew is told anew. */
export function timelineOf(acts: readonly Act[]): Step[] {
  const steps: Step[] = [];
  let told = new Set<StepName>();
  for (const { at, action, details } of acts) {
    const step = inPart(STEP_OF[action], details['state']);
    if (!step || (ONCE.has(step) && told.has(step))) continue;
    if (step === 'moved') told = new Set();
    told.add(step);
    steps.push({
      step,
      at,
      locationId: step === 'moved' ? text(details['locationId']) : null,
      until:
        text(details['toReadyBy']) ?? text(details['collectBy']) ?? text(details['expectedAt']),
    });
  }
  return steps;
}

/** What ended only a part of the order leaves it in another state. */
function inPart(step: StepName | undefined, state: unknown): StepName | undefined {
  if (step === 'cancelled' && state !== 'cancelled') return 'cancelled-in-part';
  if (step === 'collected' && state !== 'collected') return 'collected-in-part';
  return step;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
