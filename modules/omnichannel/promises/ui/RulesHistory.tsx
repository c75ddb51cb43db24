import type { ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { TermName } from '../domain/terms.ts';
import { policyHistoryEndpoint } from '../policy-contracts.ts';
import { rulesCopy } from './rules-copy.ts';
import { termWords } from './term-words.ts';

const TITLES = {
  acknowledgeMinutes: 'acknowledgeMinutes',
  readyOpeningMinutes: 'readyOpeningMinutes',
  tightMinutes: 'tightMinutes',
  preparers: 'preparers',
  collectDays: 'collectDays',
  extensionDays: 'extensionDays',
  whenUnseen: 'whenUnseen',
  offersShipping: 'offersShipping',
  shippingFee: 'shippingFee',
  refund: 'refund',
  undoSeconds: 'undoSeconds',
  reminderDays: 'reminderDays',
  capacity: 'capacity',
  buffers: 'buffers',
  confidence: 'confidenceRules',
} as const;

/** Every version of one policy: who, when, what it was and what it is. */
export function RulesHistory({ locationId }: { locationId: string | null }): ReactElement {
  const t = useCopy(rulesCopy);
  const write = useFormat();
  const now = useMinute();
  const written = termWords(t, write.reader);
  // The chain says something of every term: only its capacity may be null, which is none.
  const unsaid = locationId === null ? t('toldNoCapacity') : t('asChain');
  const told = (term: TermName, value: unknown): string =>
    // What a version says of a term has the shape of the term: the contract of the rules saw to it.
    value === null ? unsaid : (written[term] as (known: unknown) => string)(value);
  const history = useQueryOf(policyHistoryEndpoint, locationId === null ? {} : { locationId });
  return (
    <section className="bt-aside-pad oc-history">
      <h2>{t('history')}</h2>
      <Shown reading={history} what={t('cannotRead')}>
        {({ versions }) =>
          versions.length === 0 ? (
            <p className="bt-quiet">{t('noHistory')}</p>
          ) : (
            <ol>
              {versions.map(({ version, changedBy, changedAt, validFrom, note, changed }) => (
                <li key={version}>
                  <p>
                    <strong>
                      {t('changedBy', { name: changedBy, when: write.moment(changedAt, now) })}
                    </strong>
                  </p>
                  {Date.parse(validFrom) > Date.parse(changedAt) + 60_000 ? (
                    <p className="bt-quiet">
                      {t('validFrom', { day: write.moment(validFrom, now) })}
                    </p>
                  ) : null}
                  {note ? <p className="bt-quiet">{note}</p> : null}
                  <ul>
                    {changed.map(({ term, before, after }) => (
                      <li key={term}>
                        <span className="bt-quiet">{t(TITLES[term])}</span>
                        <span>
                          <strong>{told(term, after)}</strong>
                          {before === null ? null : (
                            <span className="bt-quiet">
                              {' '}
                              {t('before', { value: told(term, before) })}
                            </span>
                          )}
                        </span>
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ol>
          )
        }
      </Shown>
    </section>
  );
}
