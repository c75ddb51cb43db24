import { IconHandGrab, IconTool } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { readReturnEndpoint, returnsDeskEndpoint } from '../reading-contracts.ts';
import { handBackEndpoint, repairedEndpoint } from '../step-contracts.ts';
import { fileCopy } from './file-copy.ts';
import { FileFrame } from './FileFrame.tsx';
import type { FileProps } from './FileSummary.tsx';

const REFRESHES = [returnsDeskEndpoint, readReturnEndpoint] as const;

/** The customer took a repair: the goods are theirs, and wait here until they are put right. */
export function RepairFile(props: FileProps): ReactElement {
  const { file } = props;
  const t = useCopy(fileCopy);
  const repaired = useCommandOf(repairedEndpoint, { refreshes: REFRESHES });
  const handBack = useCommandOf(handBackEndpoint, { refreshes: REFRESHES });
  const at = { returnId: file.returnId, expectedVersion: file.version };
  return (
    <FileFrame
      {...props}
      problem={repaired.problem ?? handBack.problem}
      primary={{
        id: 'repaired',
        label: t('tellRepaired'),
        icon: IconTool,
        pending: repaired.pending,
        blocked: repaired.offline ? t('needsNetwork') : null,
        onPress: () => void repaired.send(at),
      }}
      secondary={[
        {
          id: 'hand-back',
          label: t('handBackUnrepaired'),
          icon: IconHandGrab,
          pending: handBack.pending,
          blocked: handBack.offline ? t('needsNetwork') : null,
          onPress: () => void handBack.send(at),
        },
      ]}
    >
      <Notice role="lavoro" icon={IconTool} title={t('inRepair')} strong>
        {t('inRepairText')}
      </Notice>
      {file.custodyPlace === null ? null : (
        <section className="bt-panel">
          <p className="bt-hint">{t('goodsAt')}</p>
          <p className="oc-return-place">{file.custodyPlace}</p>
        </section>
      )}
    </FileFrame>
  );
}
