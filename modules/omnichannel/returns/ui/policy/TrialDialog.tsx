import { useState, type ReactElement } from 'react';
import { useGo } from '../../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../../server/ui/contract.ts';
import { useCopy } from '../../../../../server/ui/copy.ts';
import { Dialog } from '../../../../../server/ui/kit/Dialog.tsx';
import { FieldChoice } from '../../../../../server/ui/kit/FieldChoice.tsx';
import { MoneyText } from '../../../../../server/ui/kit/MoneyText.tsx';
import { Shown } from '../../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../../server/ui/language.ts';
import type { ReplyOf } from '../../../../../server/http/contract.ts';
import { tryReturnPolicyEndpoint } from '../../policy-contracts.ts';
import type { Terms } from './draft.ts';
import { policyCopy } from './policy-copy.ts';

const PERIODS = ['30', '90', '365'] as const;
type Period = (typeof PERIODS)[number];

/** What these terms would have decided about returns that were taken: before they are in force. */
export function TrialDialog({
  terms,
  onClose,
}: {
  readonly terms: Terms;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(policyCopy);
  const [period, setPeriod] = useState<Period>('90');
  const trial = useQueryOf(
    tryReturnPolicyEndpoint,
    { terms, days: Number(period) },
    { freshSeconds: 0, keepPrevious: true },
  );
  return (
    <Dialog opened onClose={onClose} title={t('trialTitle')} size={760}>
      <div className="oc-policy-trial">
        <FieldChoice<Period>
          label={t('period')}
          hideLabel
          joined
          choices={PERIODS.map((value) => ({ value, label: t('lastDays', { count: value }) }))}
          value={period}
          onChange={setPeriod}
        />
        <Shown reading={trial} what={t('cannotTry')}>
          {(result) => <Result result={result} />}
        </Shown>
      </div>
    </Dialog>
  );
}

function Result({
  result: { tried, same, counts, differences },
}: {
  readonly result: ReplyOf<typeof tryReturnPolicyEndpoint>;
}): ReactElement {
  const t = useCopy(policyCopy);
  const say = useText();
  const write = useFormat();
  const go = useGo();
  return (
    <>
      <p role="status">
        <strong>{t('tried', { count: tried, same })}</strong>{' '}
        {t('trialCounts', { stricter: counts.stricter, looser: counts.looser })}
      </p>
      {differences.length === 0 ? null : (
        <table className="bt-rows oc-policy-differences">
          <thead>
            <tr>
              <th scope="col">{t('file')}</th>
              <th scope="col">{t('before')}</th>
              <th scope="col">{t('after')}</th>
              <th scope="col" data-align="right">
                {t('amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ returnId, number, openedAt, totalMinor, before, after, why }) => (
              <tr key={returnId} className="bt-row">
                <td>
                  <button type="button" className="oc-link" onClick={() => go(`/resi/${returnId}`)}>
                    {number}
                  </button>
                  <span className="bt-hint"> {write.day(openedAt)}</span>
                </td>
                <td>{t(`verdict_${before}`)}</td>
                <td>
                  <strong>{t(`verdict_${after}`)}</strong>
                  <span className="bt-hint"> {why.map((words) => say(words)).join(' ')}</span>
                </td>
                <td data-align="right">
                  <MoneyText amountMinor={totalMinor} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
