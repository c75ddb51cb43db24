import type { ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { policyHistoryEndpoint } from '../policy-contracts.ts';
import { rulesCopy } from './rules-copy.ts';

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
  // The chain follows nobody: where it says nothing, there is nothing.
  const words = { asChain: t(locationId === null ? 'none' : 'asChain'), none: t('none') };
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
                          <strong>{toldTerm(words, after)}</strong>
                          {before === null ? null : (
                            <span className="bt-quiet">
                              {' '}
                              {t('before', { value: toldTerm(words, before) })}
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

/** A value of a term in few words; what has a shape of its own is told by its main figure. */
function toldTerm(
  words: { readonly asChain: string; readonly none: string },
  value: unknown,
): string {
  if (value === null || value === undefined) return words.asChain;
  if (Array.isArray(value)) {
    if (value.length === 0) return words.none;
    return value.every((one) => typeof one === 'number') ? value.join(', ') : String(value.length);
  }
  if (typeof value === 'boolean') return value ? '✓' : '–';
  if (typeof value !== 'object') return typeof value === 'string' ? value : JSON.stringify(value);
  const { places, slotMinutes } = value as { places?: number; slotMinutes?: number };
  if (places !== undefined) return `${places} / ${slotMinutes} min`;
  return Object.values(value).join(' · ');
}
