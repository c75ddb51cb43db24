import { IconHandGrab, IconTool, IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { isNotAccepted } from '../domain/return.ts';
import { readReturnEndpoint, returnsDeskEndpoint } from '../reading-contracts.ts';
import { handBackEndpoint } from '../step-contracts.ts';
import { fileCopy } from './file-copy.ts';
import { FileFrame } from './FileFrame.tsx';
import type { FileProps } from './FileSummary.tsx';

/** `refused` without anybody who did: nobody answered in time. */
const TITLES = {
  refused: 'refusedByRule',
  expired: 'nobodyAnswered',
  withdrawn: 'wasWithdrawn',
} as const;

/** The answer was no, or none came, or they were repaired: the goods are the customer's, and go back into their hands. */
export function HandBack(props: FileProps): ReactElement {
  const { file } = props;
  const t = useCopy(fileCopy);
  const say = useText();
  const write = useFormat();
  const now = useMinute();
  const go = useGo();
  const handBack = useCommandOf(handBackEndpoint, {
    refreshes: [returnsDeskEndpoint, readReturnEndpoint],
  });
  const pieces = file.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const { approval, decision, custodyPlace } = file;
  const title =
    decision === 'refused' && approval?.decidedBy
      ? t('refusedBy', {
          name: approval.decidedBy,
          when: write.at(approval.decidedAt ?? file.openedAt, now),
        })
      : t(isNotAccepted(decision) ? TITLES[decision] : 'isRepaired');
  return (
    <FileFrame
      {...props}
      problem={handBack.problem}
      primary={{
        id: 'hand-back',
        label: t('handBack', { count: pieces }),
        icon: IconHandGrab,
        pending: handBack.pending,
        blocked: handBack.offline ? t('needsNetwork') : null,
        onPress: () =>
          void handBack.send({ returnId: file.returnId, expectedVersion: file.version }),
      }}
      secondary={[{ id: 'later', label: t('later'), onPress: () => go('/resi') }]}
    >
      <Notice
        role={decision === 'refused' ? 'ritardo' : decision === 'repair' ? 'pronto' : 'attesa'}
        icon={decision === 'repair' ? IconTool : IconX}
        title={title}
        strong
        urgent
      >
        {approval?.note ?? ''}
      </Notice>
      <section className="bt-panel">
        <p className="bt-hint">{t('maySay')}</p>
        <p className="oc-return-said">
          «
          {decision === 'repair'
            ? t('sayRepaired')
            : file.judged.tell
              ? say(file.judged.tell)
              : t('sayRefused')}
          »
        </p>
      </section>
      {custodyPlace === null ? null : (
        <section className="bt-panel">
          <p className="bt-hint">{t('goodsAt')}</p>
          <p className="oc-return-place">{custodyPlace}</p>
        </section>
      )}
    </FileFrame>
  );
}
