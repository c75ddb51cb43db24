import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { checkChangeSet } from '../../price-history/contracts.ts';
import { changeCopy } from './change-copy.ts';
import './change.css';
import { noonOf } from '../domain/wall-time.ts';

export type RefusedRow = ReplyOf<typeof checkChangeSet>['refused'][number];

const SHOWN = 8;
const SHOWN_PLACES = 3;

/** Lower prices that the law does not let a shop tell as reductions, each with the figures that say why. */
export function RefusedReductions({
  rows,
  total,
  onWithoutTelling,
}: {
  readonly rows: readonly RefusedRow[];
  readonly total: number;
  /** Null where the change can no longer be altered. */
  readonly onWithoutTelling: (() => void) | null;
}): ReactElement {
  const t = useCopy(changeCopy);
  const write = useFormat();
  return (
    <div className="bt-inset lp-refused">
      <Notice
        role="ritardo"
        icon={IconAlertTriangle}
        title={`${t('refusedTitle')} (${write.count(total)})`}
        urgent
        action={
          onWithoutTelling ? (
            <Button size="sm" onClick={onWithoutTelling}>
              {t('withoutTelling')}
            </Button>
          ) : undefined
        }
      >
        {t('refusedHelp')}
      </Notice>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keyboard, too */}
      <div className="lp-refused-rows" role="region" tabIndex={0} aria-label={t('refusedTitle')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('refusedItem')}</th>
              <th scope="col">{t('refusedPlaces')}</th>
              <th scope="col" data-align="right">
                {t('refusedOffer')}
              </th>
              <th scope="col" data-align="right">
                {t('refusedPrior')}
              </th>
              <th scope="col">{t('refusedFrom')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map((row) => (
              <Row key={`${row.itemId} ${row.places[0]}`} row={row} />
            ))}
          </tbody>
        </table>
        {total > SHOWN ? (
          <p className="bt-quiet">{t('otherFlaws', { count: total - SHOWN })}</p>
        ) : null}
      </div>
    </div>
  );
}

function Row({ row }: { readonly row: RefusedRow }): ReactElement {
  const t = useCopy(changeCopy);
  const write = useFormat();
  const { places, priorMinor, allowedFrom } = row;
  const rest = places.length - SHOWN_PLACES;
  return (
    <tr>
      <th scope="row">
        {row.name} {row.colour} {row.size}
      </th>
      <td>
        {places.slice(0, SHOWN_PLACES).join(', ')}
        {rest > 0 ? ` +${rest}` : ''}
      </td>
      <td data-align="right">{write.money(row.offerMinor)}</td>
      <td data-align="right">{priorMinor === null ? t('noPrior') : write.money(priorMinor)}</td>
      <td>{allowedFrom === null ? t('notSoon') : write.documentDay(noonOf(allowedFrom))}</td>
    </tr>
  );
}
