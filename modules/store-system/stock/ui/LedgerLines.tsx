import type { ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useText } from '../../../../server/ui/language.ts';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { listReasonCodes } from '../../../base/reason-codes/contracts.ts';
import type { readLedger } from '../contracts.ts';
import { ledgerCopy } from './ledger-copy.ts';
import { movementWord } from './movement-words.ts';

export type Ledger = ReplyOf<typeof readLedger>;

type Line = Ledger['lines'][number];

/** When, what, how many, and the balance after it. */
export function LedgerLines({ lines }: { readonly lines: readonly Line[] }): ReactElement {
  const t = useCopy(ledgerCopy);
  const write = useFormat();
  const now = useMinute();
  const words = useMovementWords();
  return (
    <table className="ss-ledger-lines" aria-label={t('movements')}>
      <thead>
        <tr>
          <th scope="col">{t('when')}</th>
          <th scope="col">{t('what')}</th>
          <th scope="col" data-align="right">
            {t('change')}
          </th>
          <th scope="col" data-align="right">
            {t('balance')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.number}>
            <td className="bt-nowrap">{write.moment(line.occurredAt, now)}</td>
            <td>{words(line)}</td>
            <td data-align="right">{signed(line.change)}</td>
            <td data-align="right">
              <b>{write.count(line.balance)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `+3`, `−1`. */
function signed(change: number): string {
  return change > 0 ? `+${change}` : `\u2212${-change}`;
}

const PLACES = {
  sellable: 'place_sellable',
  display: 'place_display',
  'to-inspect': 'place_inspect',
  damaged: 'place_damaged',
} as const;

function isPlace(place: string): place is keyof typeof PLACES {
  return place in PLACES;
}

/** What a movement was, in the words of the shop; a correction by the name of its reason. */
function useMovementWords(): (line: Line) => string {
  const t = useCopy(ledgerCopy);
  const say = useText();
  const reasons = useQueryOf(listReasonCodes, { kind: 'adjustment' }, { freshSeconds: 3600 });
  const titles = new Map(
    reasons.data?.reasonCodes.map(({ code, titleIt, titleEn }) => [
      code,
      { it: titleIt, en: titleEn },
    ]),
  );
  return (line) => {
    const { reasonCode, change, from, to } = line;
    const word = movementWord(line);
    if (word === null) {
      const title = titles.get(reasonCode);
      return title ? say(title) : reasonCode;
    }
    const other = change > 0 ? from : to;
    if (word !== 'reason_condition' || !isPlace(other)) return t(word);
    const place = t(PLACES[other]);
    return `${t(word)} ${change > 0 ? t('from', { place }) : t('to', { place })}`;
  };
}
