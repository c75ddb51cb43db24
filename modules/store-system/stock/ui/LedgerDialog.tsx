import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ColourAndSize } from '../../../../server/ui/kit/ItemCard.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { RichText } from '../../../../server/ui/kit/RichText.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { readLedger, type FinderView } from '../contracts.ts';
import { ledgerCopy } from './ledger-copy.ts';
import './ledger.css';
import { LedgerLines, type Ledger } from './LedgerLines.tsx';
import type { FinderItem } from './matrix.ts';

/** The level whose history is asked for. */
export interface LedgerOf {
  readonly view: FinderView;
  readonly item: FinderItem;
  readonly locationId: string;
}

const PAGE = 30;

/** «Perché 2?»: every movement of a level with the balance it left, now or as of any day. */
export function LedgerDialog({
  of,
  onClose,
}: {
  readonly of: LedgerOf;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(ledgerCopy);
  const now = useMinute();
  const { view, item, locationId } = of;
  const [day, setDay] = useState('');
  const store = view.locations.find((one) => one.locationId === locationId)?.name ?? locationId;
  const count = view.cells[item.itemId]?.[locationId]?.onHand ?? 0;
  return (
    <Dialog opened onClose={onClose} title={t('title', { count })} size={680}>
      <div className="ss-ledger">
        <p className="bt-quiet ss-ledger-what">
          {view.name}, <ColourAndSize item={item} named={false} /> {t('at', { store })}
        </p>
        <div className="ss-ledger-day">
          <TextInput
            type="date"
            label={t('day')}
            value={day}
            max={now.toISOString().slice(0, 10)}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          {day !== '' && <Button onClick={() => setDay('')}>{t('now')}</Button>}
        </div>
        <LedgerPage key={day} locationId={locationId} itemId={item.itemId} day={day} first />
      </div>
    </Dialog>
  );
}

function LedgerPage({
  locationId,
  itemId,
  day,
  before,
  first = false,
}: {
  readonly locationId: string;
  readonly itemId: string;
  readonly day: string;
  readonly before?: number;
  readonly first?: boolean;
}): ReactElement {
  const t = useCopy(ledgerCopy);
  const [more, setMore] = useState(false);
  const page = useQueryOf(
    readLedger,
    {
      locationId,
      itemId,
      limit: PAGE,
      ...(day === '' ? {} : { businessDay: day }),
      ...(before === undefined ? {} : { before }),
    },
    { freshSeconds: 0 },
  );
  return (
    <Shown reading={page} what={t('cannotRead')}>
      {(ledger) => (
        <>
          {first && <Level ledger={ledger} />}
          {first && <Promises ledger={ledger} />}
          {ledger.lines.length === 0 ? (
            <p className="bt-quiet">{day === '' ? t('emptyNow') : t('empty')}</p>
          ) : (
            <LedgerLines lines={ledger.lines} />
          )}
          {ledger.next !== null &&
            (more ? (
              <LedgerPage {...{ locationId, itemId, day }} before={ledger.next} />
            ) : (
              <Button onClick={() => setMore(true)}>{t('more')}</Button>
            ))}
        </>
      )}
    </Shown>
  );
}

function Level({ ledger }: { readonly ledger: Ledger }): ReactElement {
  const t = useCopy(ledgerCopy);
  return (
    <p className="ss-ledger-level">
      <RichText text={t('onHand', { count: ledger.onHand })} />
      {ledger.held > 0 && (
        <>
          , <RichText text={t('held', { count: ledger.held })} />
        </>
      )}
    </p>
  );
}

function Promises({ ledger }: { readonly ledger: Ledger }): ReactElement | null {
  const t = useCopy(ledgerCopy);
  const write = useFormat();
  const now = useMinute();
  if (ledger.holds.length === 0) return null;
  return (
    <section>
      <h3 className="ss-ledger-title">{t('promises')}</h3>
      <ul className="ss-ledger-holds">
        {ledger.holds.map((hold) => (
          <li key={hold.holdId}>
            <b>{hold.quantity}</b> {t(`hold_${hold.kind}`)}
            <span className="bt-quiet">
              {hold.until !== null &&
                ` · ${t('holdUntil', { when: write.moment(hold.until, now) })}`}
              {hold.shelf !== null && ` · ${t('shelf', { shelf: hold.shelf })}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
