import { IconArrowBackUp } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useAddressPart, useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useLocationId, useMay } from '../../../../server/ui/shell/session.ts';
import { waitsForRest } from '../domain/life.ts';
import { CounterOffer } from './CounterOffer.tsx';
import { toHandBack } from './desk.ts';
import { FinishExchange } from './FinishExchange.tsx';
import { fileCopy } from './file-copy.ts';
import { FileFrame } from './FileFrame.tsx';
import { FileOutcome } from './FileOutcome.tsx';
import { GradeFile } from './GradeFile.tsx';
import { HandBack } from './HandBack.tsx';
import { RepairFile } from './RepairFile.tsx';
import './returns.css';
import { useReturnFile } from './use-desk.ts';
import { WaitingFile } from './WaitingFile.tsx';
import type { FileProps } from './FileSummary.tsx';

/** One file, whatever it waits for; it moves on by itself when somebody elsewhere has decided. */
export function ReturnFileScreen(): ReactElement {
  const t = useCopy(fileCopy);
  const returnId = useAddressPart('returnId');
  const locationId = useLocationId() ?? '';
  const file = useReturnFile(returnId, locationId);
  if (file.data) {
    return <Stand key={returnId} file={file.data} asOf={file.asOf} locationId={locationId} />;
  }
  return (
    <ScreenFrame title={t('title')} back="/resi">
      <Shown reading={file} what={t('cannotRead')}>
        {() => null}
      </Shown>
    </ScreenFrame>
  );
}

function Stand(props: FileProps): ReactElement {
  const { file, locationId } = props;
  const takes = useMay()('omnichannel.returns.take', locationId);
  if (file.decision === 'pending') return <WaitingFile {...props} />;
  if (takes && file.decision === 'countered') return <CounterOffer {...props} />;
  if (takes && waitsForRest(file)) return <FinishExchange {...props} />;
  if (takes && toHandBack(file)) return <HandBack {...props} />;
  if (takes && file.decision === 'repair' && file.goods === 'in-custody') {
    return <RepairFile {...props} />;
  }
  if (takes && file.goods === 'graded') return <GradeFile {...props} />;
  return <Settled {...props} />;
}

/** Nothing is left to do here but to print, and to serve the next one. */
function Settled(props: FileProps): ReactElement {
  const t = useCopy(fileCopy);
  const go = useGo();
  return (
    <FileFrame
      {...props}
      primary={{
        id: 'next',
        label: t('nextReturn'),
        icon: IconArrowBackUp,
        onPress: () => go('/resi'),
      }}
    >
      <FileOutcome {...props} />
    </FileFrame>
  );
}
