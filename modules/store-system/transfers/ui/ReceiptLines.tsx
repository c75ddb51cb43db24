import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { CodeText } from '../../../../server/ui/kit/CodeText.tsx';
import { ItemCard } from '../../../../server/ui/kit/ItemCard.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { Badge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { stepCopy } from './step-copy.ts';
import {
  withCount,
  withUnexpected,
  type Count,
  type LineToReceive,
  type ReceiptForm,
} from './receipt-form.ts';

interface Props {
  readonly lines: readonly LineToReceive[];
  readonly form: ReceiptForm;
  readonly onChange: (form: ReceiptForm) => void;
}

/** What the paper names, with what was found of it; below, what it does not name. */
export function ReceiptLines({ lines, form, onChange }: Props): ReactElement {
  const t = useCopy(stepCopy);
  const unexpected = Object.entries(form.unexpected);
  return (
    <>
      <ul className="ss-transfer-lines" aria-label={t('pieces')}>
        {lines.map((line) => (
          <li key={line.lineId}>
            <Line
              line={line}
              begun={lines.some(({ verdict }) => verdict !== 'open')}
              onCount={(count) => onChange(withCount(form, line.lineId, count))}
            />
          </li>
        ))}
      </ul>
      {unexpected.length > 0 ? (
        <section aria-label={t('unexpected')}>
          <h2 className="ss-transfer-subtitle">{t('unexpected')}</h2>
          <ul className="ss-transfer-lines">
            {unexpected.map(([gtin, count]) => (
              <li key={gtin}>
                <Unexpected
                  gtin={gtin}
                  count={count}
                  onCount={(next) => onChange(withUnexpected(form, gtin, next))}
                />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function Line({
  line,
  begun,
  onCount,
}: {
  readonly line: LineToReceive;
  readonly begun: boolean;
  readonly onCount: (count: Count) => void;
}): ReactElement {
  const { item, count, expected, verdict } = line;
  return (
    <ItemCard
      item={item}
      picture="card"
      chosen={verdict !== 'open' && verdict !== 'whole'}
      right={
        <span className="ss-transfer-figure">
          {(count.good ?? 0) + count.damaged}/{expected}
        </span>
      }
    >
      <div className="ss-transfer-fields">
        <Fields count={count} name={`${item.name} ${item.size}`} onCount={onCount} />
        {begun ? <Verdict line={line} /> : null}
      </div>
    </ItemCard>
  );
}

function Fields({
  count: { good, damaged },
  name,
  onCount,
}: {
  readonly count: Count;
  readonly name: string;
  readonly onCount: (count: Count) => void;
}): ReactElement {
  const t = useCopy(stepCopy);
  return (
    <>
      <NumberField
        className="ss-transfer-number"
        label={t('good')}
        aria-label={t('goodOf', { item: name })}
        placeholder="–"
        min={0}
        whole
        value={good}
        onChange={(value) => onCount({ good: value, damaged })}
      />
      <NumberField
        className="ss-transfer-number"
        label={t('damaged')}
        aria-label={t('damagedOf', { item: name })}
        min={0}
        whole
        value={damaged}
        onChange={(value) => onCount({ good, damaged: value ?? 0 })}
      />
    </>
  );
}

function Verdict({
  line: { verdict, expected, count },
}: {
  readonly line: LineToReceive;
}): ReactElement {
  const t = useCopy(stepCopy);
  const found = (count.good ?? 0) + count.damaged;
  if (verdict === 'whole') {
    return (
      <Badge role="pronto" icon={IconCheck}>
        {t('whole')}
      </Badge>
    );
  }
  if (verdict === 'open') return <span className="bt-quiet">{t('writeZero')}</span>;
  return (
    <Badge role="ritardo" icon={IconAlertTriangle}>
      {verdict === 'short'
        ? t('lacks', { count: expected - found })
        : t('tooMany', { count: found - expected })}
    </Badge>
  );
}

function Unexpected({
  gtin,
  count,
  onCount,
}: {
  readonly gtin: string;
  readonly count: Count;
  readonly onCount: (count: Count | null) => void;
}): ReactElement {
  const t = useCopy(stepCopy);
  return (
    <div className="bt-item-card ss-transfer-unexpected" data-framed="true">
      <CodeText code={gtin} />
      <Fields count={count} name={gtin} onCount={onCount} />
      <ActionIcon size={48} aria-label={t('takeOut', { item: gtin })} onClick={() => onCount(null)}>
        <IconTrash size={22} stroke={1.8} aria-hidden />
      </ActionIcon>
    </div>
  );
}
