import { Button, Group, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { orderNumber } from '../../../../server/ui/kit/format.ts';
import type { PickupRow } from '../contracts.ts';
import { copy } from './copy.ts';
import type { TakeOverAnswer } from './use-next-step.ts';

/** Before an order, or a whole walk, is taken from a colleague: with the pieces in hand. */
export function TakeOver({
  row,
  rows,
  onAnswer,
}: {
  row: PickupRow | null;
  rows: readonly PickupRow[];
  onAnswer: (answer: TakeOverAnswer) => void;
}): ReactElement {
  const t = useCopy(copy);
  const name = row?.picker?.name.split(' ')[0] ?? '';
  const walk = rows.filter(({ waveId, state }) => waveId === row?.waveId && UNDER_WAY.has(state));
  return (
    <Dialog
      opened={row !== null}
      onClose={() => onAnswer('leave')}
      title={t('takeOverTitle', { name })}
    >
      <Text>{t('takeOverText', { number: orderNumber(row?.number ?? '') })}</Text>
      <Group justify="flex-end" mt="lg">
        <Button onClick={() => onAnswer('leave')}>{t('keepIt', { name })}</Button>
        {row?.waveId && walk.length > 1 ? (
          <Button onClick={() => onAnswer('wave')}>{t('takeWave', { count: walk.length })}</Button>
        ) : null}
        <Button variant="filled" onClick={() => onAnswer('order')}>
          {t('takeIt')}
        </Button>
      </Group>
    </Dialog>
  );
}

const UNDER_WAY: ReadonlySet<PickupRow['state']> = new Set(['picking', 'short', 'picked']);
