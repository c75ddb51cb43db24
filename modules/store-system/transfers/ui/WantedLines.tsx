import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ItemCard } from '../../../../server/ui/kit/ItemCard.tsx';
import { LoadingRows } from '../../../../server/ui/kit/LoadingRows.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { newCopy } from './new-copy.ts';
import type { Wanted } from './use-wanted.ts';
import { availableAt, itemOf, placesFor, type WantedLine } from './wanted.ts';

interface Props {
  readonly mode: 'ask' | 'send';
  readonly wanted: Wanted;
  readonly hereId: string;
}

/** The pieces so far, the last one touched first, each with how many and what there is of it. */
export function WantedLines(props: Props): ReactElement {
  const t = useCopy(newCopy);
  return (
    <ul className="ss-transfer-lines" aria-label={t('wanted')}>
      {props.wanted.lines.map((line) => (
        <li key={line.itemId}>
          <Line {...props} line={line} />
        </li>
      ))}
    </ul>
  );
}

function Line({ mode, wanted, hereId, line }: Props & { readonly line: WantedLine }): ReactElement {
  const t = useCopy(newCopy);
  const item = itemOf(wanted.views, line);
  if (!item) return <LoadingRows rows={1} />;
  const named = `${item.name} ${item.size}`;
  const here = availableAt(wanted.views, line, hereId);
  const elsewhere = placesFor('ask', [line], wanted.views, hereId).reduce(
    (sum, { has }) => sum + has,
    0,
  );
  const limit =
    mode === 'send' && here < line.quantity
      ? t('onlyHere', { count: here })
      : mode === 'ask' && elsewhere === 0
        ? t('noneElsewhere')
        : null;
  return (
    <ItemCard
      item={item}
      picture="card"
      detail={
        mode === 'ask' ? t('elsewhereCount', { count: elsewhere }) : t('hereCount', { count: here })
      }
      right={
        <ActionIcon
          variant="subtle"
          size={48}
          aria-label={t('takeOut', { item: named })}
          onClick={() => wanted.set(line.itemId, 0)}
        >
          <IconX size={20} stroke={1.8} aria-hidden />
        </ActionIcon>
      }
    >
      <NumberField
        className="ss-transfer-number"
        label={t('quantity')}
        aria-label={t('quantityOf', { item: named })}
        error={limit}
        min={1}
        max={999}
        clampBehavior="strict"
        whole
        value={line.quantity}
        onChange={(quantity) => {
          // An empty field is somebody about to write: only the cross takes a line out.
          if (quantity !== null && quantity >= 1) wanted.set(line.itemId, quantity);
        }}
      />
    </ItemCard>
  );
}
