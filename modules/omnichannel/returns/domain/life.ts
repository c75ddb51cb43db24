import type { DecisionState, GoodsState, MoneyState, NotAccepted } from './return.ts';

/** Where a file stands: three axes that move by themselves, and meet in a few rules. */
export interface Axes {
  readonly goods: GoodsState;
  readonly decision: DecisionState;
  readonly money: MoneyState;
}

/** The only ways between the states; null: not from here. */
export type Step = Axes | null;

/** What is accepted: what becomes of the goods, and whether money goes back. */
export interface Acceptance {
  /** A piece waits to be inspected. */
  readonly toInspect: boolean;
  readonly backMinor: number;
}

/** The rules allow it, or the customer’s word at the counter did not need anybody else’s. */
export function accepted(acceptance: Acceptance): Axes {
  return { ...taken(acceptance), decision: 'allowed' };
}

/** Somebody must agree: the goods wait, still the customer's. */
export function asked(): Axes {
  return { goods: 'in-custody', decision: 'pending', money: 'proposed' };
}

export function announced(): Axes {
  return { goods: 'announced', decision: 'allowed', money: 'proposed' };
}

/** The announced goods are here; from now on the file is like any other. */
export function arrived(axes: Axes, then: Axes): Step {
  return axes.goods === 'announced' ? then : null;
}

/** The customer keeps what was announced. */
export function notTaken(axes: Axes): Step {
  return axes.goods === 'announced' ? { ...bare(axes), goods: 'not-taken', money: 'none' } : null;
}

export function approve(axes: Axes, acceptance: Acceptance): Step {
  return isOpen(axes) ? { ...taken(acceptance), decision: 'approved' } : null;
}

/** Agreed, and the new pieces cost more: they wait with the old ones until the customer has paid the rest. */
export function agree(axes: Axes): Step {
  return isOpen(axes) ? { ...bare(axes), decision: 'approved', money: 'none' } : null;
}

/** The rest is paid: what was agreed comes about. */
export function finish(axes: Axes, acceptance: Acceptance): Step {
  return waitsForRest(axes) ? { ...taken(acceptance), decision: 'approved' } : null;
}

/** An agreed exchange of which the customer has not paid the rest. */
export function waitsForRest({ goods, decision }: Pick<Axes, 'goods' | 'decision'>): boolean {
  return goods === 'in-custody' && decision === 'approved';
}

/** Something else is offered: the customer answers. */
export function counter(axes: Axes): Step {
  return axes.decision === 'pending' ? { ...bare(axes), decision: 'countered' } : null;
}

/** The customer declined, or the next role is asked: it waits again. */
export function waitAgain(axes: Axes): Step {
  return isOpen(axes) ? { ...bare(axes), decision: 'pending' } : null;
}

/** The customer took a repair: the goods stay theirs, and here until they are put right. */
export function takeRepair(axes: Axes): Step {
  return axes.decision === 'countered' && isOpen(axes)
    ? { ...bare(axes), decision: 'repair', money: 'none' }
    : null;
}

/** No: the goods are given back. */
export function end(axes: Axes, as: NotAccepted): Step {
  return isOpen(axes) ? { ...bare(axes), decision: as, money: 'none' } : null;
}

/** The goods are the customer's again; who did not pay the rest of an agreed exchange has let it go. */
export function handBack(axes: Axes): Step {
  if (axes.goods !== 'in-custody' || isOpen(axes)) return null;
  const decision = waitsForRest(axes) ? 'withdrawn' : axes.decision;
  return { ...bare(axes), goods: 'handed-back', decision };
}

/** Pieces that waited for an inspection have a destination; `left`: others still wait. */
export function regrade(axes: Axes, left: boolean): Step {
  return axes.goods === 'graded' ? { ...bare(axes), goods: left ? 'graded' : 'disposed' } : null;
}

/** Money moved: how much of what goes back the customer has, or that it failed. */
export function moneyMoved(axes: Axes, as: 'authorised' | 'partly-paid' | 'paid' | 'failed'): Step {
  if (axes.money === 'none' || axes.money === 'paid') return null;
  if (axes.decision !== 'allowed' && axes.decision !== 'approved') return null;
  // What a provider says late does not undo what it has said before.
  if (axes.money === 'partly-paid' && as === 'authorised') return bare(axes);
  return { ...bare(axes), money: as };
}

/** Nothing is left to do: goods have their place, the money is back or never was to go. */
export function isClosed({ goods, money }: Axes): boolean {
  if (goods === 'handed-back' || goods === 'not-taken') return true;
  return goods === 'disposed' && (money === 'paid' || money === 'none');
}

/** The axes alone: whoever passes a whole file gets back what moved, and nothing of what it was before. */
function bare({ goods, decision, money }: Axes): Axes {
  return { goods, decision, money };
}

/** Somebody is still to answer. */
export function isOpen({ goods, decision }: Pick<Axes, 'goods' | 'decision'>): boolean {
  return goods === 'in-custody' && (decision === 'pending' || decision === 'countered');
}

function taken({ toInspect, backMinor }: Acceptance): Pick<Axes, 'goods' | 'money'> {
  return {
    goods: toInspect ? 'graded' : 'disposed',
    money: backMinor > 0 ? 'proposed' : 'none',
  };
}
