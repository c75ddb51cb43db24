import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useLanguage } from '../../../../server/ui/language.ts';
import type { Definition } from '../domain/definition.ts';
import { factsOf } from '../domain/facts.ts';
import './promotions.css';
import { readingCopy } from './reading-copy.ts';

/** Everything a promotion says, for whoever signs it or only looks. */
export function PromotionReading({
  definition,
}: {
  readonly definition: Definition;
}): ReactElement {
  const t = useCopy(readingCopy);
  return (
    <section className="bt-panel lp-build-panel" aria-label={t('everythingItSays')}>
      <h2>{t('everythingItSays')}</h2>
      <dl className="lp-promo-reading">
        {factsOf(definition, useLanguage()).map(({ name, words }) => (
          <div key={name}>
            <dt>{t(`fact-${name}`)}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
