import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Steps } from '../../../../server/ui/kit/Steps.tsx';
import { wizardCopy } from './wizard-copy.ts';

/** What the middle of the screen asks for. */
export type Stage = 'pieces' | 'outcome';

/** Order, pieces, how to refund, confirmation: what nobody changes is done by itself. */
export function ReturnSteps({
  stage,
  ready,
  filed = false,
  onOpen,
}: {
  readonly stage: Stage;
  /** The preview is there: only the confirmation is left. */
  readonly ready: boolean;
  /** The file is open: nothing can be changed any more. */
  readonly filed?: boolean;
  readonly onOpen?: (stage: Stage) => void;
}): ReactElement {
  const t = useCopy(wizardCopy);
  const open = (to: Stage) => (onOpen ? { onOpen: () => onOpen(to) } : {});
  const done = filed || ready;
  const onOutcome = stage === 'outcome' && !filed;
  return (
    <Steps
      label={t('steps')}
      steps={[
        { id: 'order', label: t('stepOrder'), state: 'done' },
        {
          id: 'pieces',
          label: t('stepPieces'),
          state: onOutcome || done ? 'done' : 'now',
          ...open('pieces'),
        },
        {
          id: 'outcome',
          label: t('stepOutcome'),
          state: onOutcome ? 'now' : done ? 'done' : 'later',
          ...open('outcome'),
        },
        {
          id: 'confirm',
          label: t('stepConfirm'),
          state: done && !onOutcome ? 'now' : 'later',
        },
      ]}
    />
  );
}
