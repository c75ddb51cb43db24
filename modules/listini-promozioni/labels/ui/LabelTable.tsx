import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { copy } from './copy.ts';
import type { Label, LabelWork } from './use-label-work.ts';

/** A markdown of the chain changes thousands of labels: more come when they are asked for. */
const PAGE = 150;

export function LabelTable({
  labels,
  work,
}: {
  readonly labels: readonly Label[];
  readonly work: LabelWork;
}): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const [most, setMost] = useState(PAGE);
  const rest = labels.length - most;
  const open = labels.filter((label) => !label.up);
  const up = labels.filter((label) => label.up);
  // What is to do comes before what is done, on the first page too.
  const shown = [...open, ...up].slice(0, most);
  const item = ({ name, colour, size, styleCode }: Label) => (
    <TwoLines first={name} second={`${colour} ${size} · ${styleCode}`} />
  );
  const old = ({ beforeMinor }: Label) =>
    beforeMinor === null ? '—' : <s className="bt-quiet">{write.bareMoney(beforeMinor)}</s>;
  const price = (label: Label) => (
    <TwoLines
      first={<b className="lp-label-price">{write.bareMoney(label.afterMinor)}</b>}
      second={t(`direction-${label.direction}`)}
    />
  );
  const told = ({ percent, priorMinor, basis }: Label) =>
    percent === null || priorMinor === null ? (
      ''
    ) : (
      <TwoLines
        first={<b>{`−${percent}%`}</b>}
        second={t(`told-${basis ?? 'last'}`, { price: write.bareMoney(priorMinor) })}
      />
    );
  const state = (label: Label) => <LabelState label={label} work={work} />;
  return (
    <>
      <QueueTable<Label>
        label={t('title')}
        groups={[
          {
            id: 'open',
            title: t('group-open'),
            role: 'attesa',
            rows: shown.filter((label) => !label.up),
            count: open.length,
          },
          {
            id: 'up',
            title: t('group-done'),
            role: 'pronto',
            rows: shown.filter((label) => label.up),
            count: up.length,
          },
        ]}
        keyOf={({ itemId }) => itemId}
        columns={[
          { id: 'item', title: t('item'), cell: item },
          { id: 'old', title: t('oldPrice'), align: 'right', width: '110px', cell: old },
          { id: 'new', title: t('newPrice'), align: 'right', width: '130px', cell: price },
          { id: 'told', title: t('told'), width: '230px', cell: told },
          { id: 'state', title: t('state'), align: 'right', width: '150px', cell: state },
        ]}
        card={(label) => (
          <>
            <div className="bt-card-line">
              {item(label)}
              <span className="lp-label-card-price">{price(label)}</span>
            </div>
            <div className="bt-card-line">
              <span className="bt-quiet">
                {old(label)} {told(label)}
              </span>
              {state(label)}
            </div>
          </>
        )}
      />
      {rest > 0 ? (
        <div className="bt-inset">
          <Button onClick={() => setMost(most + PAGE)}>
            {t('more', { count: Math.min(PAGE, rest) })}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function LabelState({
  label,
  work,
}: {
  readonly label: Label;
  readonly work: LabelWork;
}): ReactElement {
  const t = useCopy(copy);
  if (label.up) return <StatusBadge status="ready" words={t('done')} />;
  if (!work.mayConfirm) return <StatusBadge status="waiting" words={t('toDo')} />;
  const { name, colour, size } = label;
  return (
    <Button
      size="sm"
      aria-label={t('isUpOf', { name, colour, size })}
      disabled={work.offline}
      onClick={() => work.putUp(label)}
    >
      {t('isUp')}
    </Button>
  );
}
