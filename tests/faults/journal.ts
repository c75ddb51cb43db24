/** Pieces of one item that a request asked for. */
export interface Pieces {
  readonly itemId: string;
  readonly quantity: number;
}

/**
 * What the clients of a run were told, and nothing else: every request was repeated under its key until
 * somebody answered. What is in the database afterwards must be exactly this.
 */
export class Journal {
  /** What each acknowledged order asked for, by its id. */
  readonly orders = new Map<string, readonly Pieces[]>();
  /** What each acknowledged basket holds, by its id. */
  readonly carts = new Map<string, readonly Pieces[]>();
  /** The holds that were given back. */
  readonly released = new Map<string, Pieces>();
  /** How many pieces of each order were scanned. */
  readonly picked = new Map<string, number>();
  /** The orders that were handed over, by the id of the handover. */
  readonly handovers = new Map<string, string>();
  /** Under which keys an answer was given, with its status. */
  readonly answers = new Map<string, number>();
  /** Business refusals: nothing may have happened for them. */
  refusals = 0;
  /** Requests that nobody answered and that were sent again. */
  repeated = 0;
  /** Answers that no client should ever get. */
  readonly failures: string[] = [];

  /** Effects that were acknowledged. */
  get acknowledged(): number {
    const picks = [...this.picked.values()].reduce((sum, count) => sum + count, 0);
    return this.orders.size + this.carts.size + this.released.size + picks + this.handovers.size;
  }

  /** One line for a report. */
  summary(): string {
    const { acknowledged, orders, carts, handovers, refusals, repeated } = this;
    return (
      `${acknowledged} acknowledged effects (${orders.size} orders, ${carts.size} baskets, ` +
      `${handovers.size} handovers), ${refusals} refusals, ${repeated} requests repeated`
    );
  }

  /** Pieces of each item that left the shop with a customer. */
  gone(): Map<string, number> {
    return sumOf([...this.handovers.values()].map((orderId) => this.orders.get(orderId) ?? []));
  }

  /** Pieces of each item that are promised to somebody now. */
  promised(): Map<string, number> {
    const promised = sumOf([...this.orders.values(), ...this.carts.values()]);
    for (const [itemId, count] of [...this.gone(), ...sumOf([[...this.released.values()]])]) {
      promised.set(itemId, (promised.get(itemId) ?? 0) - count);
    }
    return promised;
  }
}

function sumOf(baskets: readonly (readonly Pieces[])[]): Map<string, number> {
  const sum = new Map<string, number>();
  for (const { itemId, quantity } of baskets.flat()) {
    sum.set(itemId, (sum.get(itemId) ?? 0) + quantity);
  }
  return sum;
}
