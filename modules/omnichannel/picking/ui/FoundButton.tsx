import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { foundEndpoint } from '../contracts.ts';
import { readQuestionEndpoint } from '../question-contracts.ts';
import { shortCopy } from './short-copy.ts';

/** The piece turned up after all: stock is corrected back, and the order goes on with it. */
export function FoundButton({
  orderId,
  lineId,
  of,
  onFound,
}: {
  readonly orderId: string;
  readonly lineId: string;
  /** Whose piece it is: «Marta R.», said to who cannot see the row. */
  readonly of: string;
  readonly onFound?: () => void;
}): ReactElement {
  const t = useCopy(shortCopy);
  const found = useCommandOf(foundEndpoint, { refreshes: [readQuestionEndpoint] });
  const press = (): void => {
    void found.send({ orderId, lineId }).then((outcome) => {
      if (outcome.done) onFound?.();
    });
  };
  return (
    <>
      <Button
        size="sm"
        leftSection={<IconEye size={18} stroke={1.8} aria-hidden />}
        aria-label={t('foundOf', { name: of })}
        loading={found.pending}
        disabled={found.offline}
        onClick={press}
      >
        {t('found')}
      </Button>
      {found.problem ? <ErrorState problem={found.problem} reading={false} /> : null}
    </>
  );
}
