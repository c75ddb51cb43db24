import type { ReactElement, ReactNode } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ItemCard } from '../../../../server/ui/kit/ItemCard.tsx';
import type { TransferCard } from '../contracts.ts';
import { transferCopy } from './copy.ts';

type Line = TransferCard['lines'][number];

/** What it is about, line by line, with how far each has come. */
export function TransferLines({ card }: { readonly card: TransferCard }): ReactElement {
  const t = useCopy(transferCopy);
  return (
    <ul className="ss-transfer-lines" aria-label={t('pieces')}>
      {card.lines.map((line) => (
        <li key={line.lineId}>
          <LineCard line={line} right={figureOf(line)} detail={<Progress line={line} />} />
        </li>
      ))}
    </ul>
  );
}

/** A line with its picture, its size large, and what the step adds. */
export function LineCard({
  line,
  right,
  detail,
  chosen = false,
  children,
}: {
  readonly line: Line;
  readonly right: ReactNode;
  readonly detail?: ReactNode;
  readonly chosen?: boolean;
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <ItemCard
      item={line.item}
      picture="card"
      chosen={chosen}
      right={<span className="ss-transfer-figure">{right}</span>}
      {...(detail === undefined ? {} : { detail })}
    >
      {children}
    </ItemCard>
  );
}

function figureOf({ received, shipped, picked, accepted, requested }: Line): string {
  if (shipped > 0) return `${received}/${shipped}`;
  return `${picked}/${accepted || requested}`;
}

function Progress({ line }: { readonly line: Line }): ReactElement {
  const t = useCopy(transferCopy);
  const told = [
    ...(line.requested > 0 ? [t('requestedCount', { count: line.requested })] : []),
    ...(line.shipped > 0 ? [t('shippedCount', { count: line.shipped })] : []),
    ...(line.received > 0 ? [t('receivedCount', { count: line.received })] : []),
    ...(line.damaged > 0 ? [t('damagedCount', { count: line.damaged })] : []),
    ...(line.condition === 'sellable' ? [] : [t(`condition_${line.condition}`)]),
  ];
  return <>{told.join(' · ')}</>;
}
