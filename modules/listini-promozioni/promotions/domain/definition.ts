import { flawedQueries } from './query.ts';
import type { Promotion } from '../../engine/domain/promotion.ts';

/** What a merchandiser decides of a promotion; id and number come when it is stored. */
export type Definition = Omit<Promotion, 'id' | 'version'>;

/** What is wrong with a definition that its schema cannot say. Pointers as in the request. */
export interface Flaw {
  readonly pointer: string;
  readonly it: string;
  readonly en: string;
}

/** Periods that end before they begin, hours of no length, tiers out of order, nobody at all. */
export function flawsOf({ when, who, conditions, benefits, limits }: Definition): Flaw[] {
  const flaws: Flaw[] = [
    ...flawedQueries(conditions, '/definition/conditions'),
    ...flawedQueries(benefits, '/definition/benefits'),
  ].map((pointer) => ({
    pointer,
    it: 'Non si capisce di quali articoli si tratta.',
    en: 'It is not clear which items are meant.',
  }));
  if (when.from !== undefined && when.to !== undefined && when.to <= when.from) {
    flaws.push({
      pointer: '/definition/when/to',
      it: 'La fine deve venire dopo l’inizio.',
      en: 'The end must come after the beginning.',
    });
  }
  if (when.hours?.some(({ from, to }) => from === to)) {
    flaws.push({
      pointer: '/definition/when/hours',
      it: 'Una fascia oraria comincia e finisce allo stesso minuto.',
      en: 'A span of hours begins and ends at the same minute.',
    });
  }
  if (who.length === 0) {
    flaws.push({
      pointer: '/definition/who',
      it: 'Scegli per chi vale: così non varrebbe per nessuno.',
      en: 'Choose whom it is for: like this it would be for nobody.',
    });
  }
  benefits.forEach((benefit, place) => {
    if (benefit.kind === 'tiers') {
      const mins = benefit.steps.map(({ min }) => min);
      if (mins.some((min, step) => step > 0 && min <= mins[step - 1]!)) {
        flaws.push({
          pointer: `/definition/benefits/${place}/steps`,
          it: 'Le soglie devono salire.',
          en: 'Thresholds must rise.',
        });
      }
    }
    if (benefit.kind === 'pick' && benefit.position !== 'all' && benefit.position > benefit.size) {
      flaws.push({
        pointer: `/definition/benefits/${place}/position`,
        it: 'Il pezzo premiato non è nel gruppo.',
        en: 'The rewarded piece is not in the group.',
      });
    }
  });
  if (limits.uses === 0 || limits.budgetMinor === 0) {
    flaws.push({
      pointer: '/definition/limits',
      it: 'Con un limite di zero non varrebbe mai.',
      en: 'With a limit of zero it would never apply.',
    });
  }
  return flaws;
}
