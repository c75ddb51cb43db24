import { Button, Checkbox } from '@mantine/core';
import { IconArrowLeft, IconReceipt } from '@tabler/icons-react';
import { useMemo, useState, type ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { addDays, dayAt } from '../../../../server/kernel/time.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { usePlaceNames } from '../../../../server/ui/shell/session.ts';
import { pastBaskets } from '../contracts.ts';
import { BasketResult } from './BasketResult.tsx';
import { CircumstanceFields } from './CircumstanceFields.tsx';
import { copy } from './copy.ts';
import type { AskedBasket, OwnBasketWork } from './own-basket.ts';
import type { Subject } from './subject.ts';
import { SumCounters, SumDetails } from './SumFigures.tsx';
import { useTrial, type Trial, type TrialResult } from './use-trial.ts';

type Past = ReplyOf<typeof pastBaskets>['baskets'][number];
type Source = 'receipts' | 'orders';

const LOOK_BACK_DAYS = 60;
const MINUTES_FRESH = 10;

/** The latest baskets people bought, tried at once: which change, by how much, and each with its reasons. */
export function PastBaskets({
  basket,
  subject,
}: {
  readonly basket: OwnBasketWork;
  readonly subject: Subject;
}): ReactElement {
  const t = useCopy(copy);
  const { zone } = useFormat().reader;
  const today = dayAt(zone, useMinute());
  const [source, setSource] = useState<Source>('receipts');
  const reading = useQueryOf(
    pastBaskets,
    { source, from: addDays(today, -LOOK_BACK_DAYS), to: today },
    { freshSeconds: MINUTES_FRESH * 60 },
  );
  const baskets = reading.data?.baskets;
  const asked = useMemo(
    () => (baskets ?? []).map((one) => askedOf(one, basket.at)),
    [baskets, basket.at],
  );
  const trial = useTrial(subject, asked);
  return (
    <>
      <div className="lp-sim-past">
        <FieldChoice<Source>
          label={t('source')}
          joined
          choices={(['receipts', 'orders'] as const).map((value) => ({
            value,
            label: t(`source-${value}`),
          }))}
          value={source}
          onChange={setSource}
        />
        <div className="lp-sim-past-moment">
          <CircumstanceFields basket={basket} only="moment" />
        </div>
      </div>
      <Shown reading={reading} what={t('cannotTry')}>
        {({ baskets: rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('noPast')} icon={IconReceipt} role="neutro">
              {t('noPastText', { source: t(`source-${source}`).toLowerCase() })}
            </EmptyState>
          ) : (
            <Shown reading={trial} what={t('cannotTry')}>
              {(answer) =>
                isAbout(answer, rows) ? (
                  <Tried rows={rows} trial={answer} subject={subject} />
                ) : null
              }
            </Shown>
          )
        }
      </Shown>
    </>
  );
}

function askedOf({ channel, locationId, hasCard, lines }: Past, at: string): AskedBasket {
  return {
    channel,
    locationId,
    customer: hasCard ? { hasCard: true } : null,
    at,
    lines: lines.map(({ itemId, quantity }, place) => ({
      lineId: String(place + 1),
      itemId,
      quantity,
    })),
  };
}

/** The answer before this one may be about other baskets: its figures must not stand beside these. */
function isAbout({ results }: Trial, rows: readonly Past[]): boolean {
  const items = (lines: readonly { readonly itemId: string }[]) =>
    lines.map(({ itemId }) => itemId).join();
  return (
    results.length === rows.length &&
    results.every(({ quote }, place) => items(quote.lines) === items(rows[place]!.lines))
  );
}

interface TriedRow {
  readonly past: Past;
  readonly result: TrialResult;
}

function Tried({
  rows,
  trial,
  subject,
}: {
  readonly rows: readonly Past[];
  readonly trial: Trial;
  readonly subject: Subject;
}): ReactElement {
  const t = useCopy(copy);
  const [openId, setOpen] = useState<string | null>(null);
  const [onlyChanged, setOnlyChanged] = useState(true);
  const tried: TriedRow[] = rows.map((past, place) => ({ past, result: trial.results[place]! }));
  const opened = tried.find(({ past }) => past.basketId === openId);
  if (opened) {
    return (
      <>
        <div>
          <Button
            leftSection={<IconArrowLeft size={20} stroke={1.8} aria-hidden />}
            onClick={() => setOpen(null)}
          >
            {t('back')}
          </Button>
        </div>
        <BasketResult
          result={opened.result}
          trial={trial}
          subject={subject}
          items={new Map(opened.past.lines.map((line) => [line.itemId, line]))}
        />
      </>
    );
  }
  const shown = onlyChanged ? tried.filter(isChanged) : tried;
  return (
    <>
      <SumCounters sum={trial.sum} />
      <div className="lp-sim-line-head">
        <Checkbox
          label={t('onlyChanged')}
          checked={onlyChanged}
          onChange={(event) => setOnlyChanged(event.currentTarget.checked)}
        />
        <span className="bt-hint">{t('milliseconds', { count: trial.milliseconds })}</span>
      </div>
      {shown.length === 0 ? (
        <EmptyState title={t('noneChanged')} role="neutro">
          {t('noneChangedText')}
        </EmptyState>
      ) : (
        <BasketTable rows={shown} onOpen={setOpen} />
      )}
      <SumDetails sum={trial.sum} />
    </>
  );
}

function isChanged({ result }: TriedRow): boolean {
  return result.beforeMinor !== result.afterMinor;
}

function BasketTable({
  rows,
  onOpen,
}: {
  readonly rows: readonly TriedRow[];
  readonly onOpen: (basketId: string) => void;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const nameOf = usePlaceNames();
  const goods = ({ past }: TriedRow) => (
    <TwoLines
      first={past.lines.map(({ name }) => name).join(', ')}
      second={`${nameOf(past.locationId)}, ${write.moment(past.at, now)}`}
    />
  );
  const difference = ({ result }: TriedRow) => (
    <b>{write.bareMoney(result.afterMinor - result.beforeMinor)}</b>
  );
  const open = ({ past }: TriedRow) => (
    <Button
      size="sm"
      aria-label={t('openBasket', {
        place: nameOf(past.locationId),
        moment: write.moment(past.at, now),
      })}
      onClick={() => onOpen(past.basketId)}
    >
      {t('open')}
    </Button>
  );
  return (
    <QueueTable<TriedRow>
      label={t('baskets')}
      groups={[{ id: 'all', title: '', rows }]}
      keyOf={({ past }) => past.basketId}
      columns={[
        { id: 'basket', title: t('past'), cell: goods },
        {
          id: 'before',
          title: t('before'),
          align: 'right',
          width: '120px',
          cell: ({ result }) => write.bareMoney(result.beforeMinor),
        },
        {
          id: 'after',
          title: t('after'),
          align: 'right',
          width: '130px',
          cell: ({ result }) => write.bareMoney(result.afterMinor),
        },
        {
          id: 'difference',
          title: t('difference'),
          align: 'right',
          width: '120px',
          cell: difference,
        },
        { id: 'open', title: t('open'), align: 'right', width: '100px', cell: open },
      ]}
      card={(row) => (
        <>
          <div className="bt-card-line">{goods(row)}</div>
          <div className="bt-card-line">
            <span>
              {write.bareMoney(row.result.afterMinor)} ({difference(row)})
            </span>
            {open(row)}
          </div>
        </>
      )}
    />
  );
}
