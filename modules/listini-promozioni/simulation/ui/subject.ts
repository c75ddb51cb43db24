import type { InputOf } from '../../../../server/http/contract.ts';
import { useAddressValue, useGo } from '../../../../server/ui/address.ts';
import { useQueryOf, type Reading } from '../../../../server/ui/contract.ts';
import { useText } from '../../../../server/ui/language.ts';
import { listChangeSets } from '../../price-lists/change-contracts.ts';
import { listPromotions } from '../../promotions/contracts.ts';
import type { simulateBaskets } from '../contracts.ts';

export const VIEWS = ['basket', 'past', 'replay', 'checks'] as const;
export type View = (typeof VIEWS)[number];

/** What is tried: a promotion, a change of prices, or nothing but the prices of now. */
export interface Subject {
  readonly kind: 'promotion' | 'change-set';
  readonly id: string;
  readonly name: string;
  readonly phase: string;
  /** Wall-clock time from which it would be on; null: it has begun, or has no beginning. */
  readonly from: string | null;
}

export type TriedInput = Pick<InputOf<typeof simulateBaskets>, 'promotionId' | 'changeSetId'>;

export function triedInput(subject: Subject | null): TriedInput {
  if (subject === null) return {};
  return subject.kind === 'promotion' ? { promotionId: subject.id } : { changeSetId: subject.id };
}

const MOST = 200;
const NOT_TRIED = new Set(['ended', 'discarded', 'published', 'undone']);

/** Everything that can be tried, and what the address says is being tried. */
export function useSubjects(): {
  readonly reading: Reading<unknown>;
  readonly all: readonly Subject[];
  readonly chosen: Subject | null;
  readonly choose: (subject: Subject | null) => void;
  readonly view: View;
  readonly show: (view: View) => void;
} {
  const say = useText();
  const go = useGo();
  const [promotionId] = useAddressValue('promozione');
  const [changeSetId] = useAddressValue('modifica');
  const [asked, setView] = useAddressValue('vista');
  const promotions = useQueryOf(listPromotions, { limit: MOST }, { freshSeconds: 5 });
  const drafts = useQueryOf(listChangeSets, { state: 'draft', limit: MOST }, { freshSeconds: 5 });
  const waiting = useQueryOf(
    listChangeSets,
    { state: 'submitted', limit: MOST },
    { freshSeconds: 5 },
  );
  const all: Subject[] = [
    ...(promotions.data?.items ?? [])
      .filter(({ phase }) => !NOT_TRIED.has(phase))
      .map(({ id, name, phase, from }) => ({
        kind: 'promotion' as const,
        id,
        name: say(name),
        phase,
        from,
      })),
    ...[...(waiting.data?.items ?? []), ...(drafts.data?.items ?? [])].map(
      ({ id, title, listName, phase, atOnce, validFrom }) => ({
        kind: 'change-set' as const,
        id,
        name: `${say(listName)}: ${title}`,
        phase,
        from: atOnce ? null : validFrom,
      }),
    ),
  ];
  const view = VIEWS.find((one) => one === asked) ?? 'basket';
  return {
    reading: promotions,
    all,
    chosen: all.find(({ id }) => id === (promotionId ?? changeSetId)) ?? null,
    choose: (subject) => {
      const values = new URLSearchParams();
      if (subject) values.set(subject.kind === 'promotion' ? 'promozione' : 'modifica', subject.id);
      if (view !== 'basket') values.set('vista', view);
      const text = values.toString();
      go(text === '' ? '/simulatore' : `/simulatore?${text}`, { replace: true });
    },
    view,
    show: (next) => setView(next === 'basket' ? null : next),
  };
}
