import { IconPlus, IconPrinter } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { SlotPlace } from '../../../../server/ui/slots.tsx';
import { useLocationId, useMay } from '../../../../server/ui/shell/session.ts';
import type { PrinterView, PrintingView, PrintJobView } from '../contracts.ts';
import { printingCopy } from './copy.ts';
import { PrinterDialog } from './PrinterDialog.tsx';
import { Printers } from './Printers.tsx';
import './printing.css';
import { PrintQueue } from './PrintQueue.tsx';
import { ReprintDialog } from './ReprintDialog.tsx';
import { usePrintCommands } from './use-print-commands.ts';
import { usePrinting } from './use-printing.ts';

/** Stampa: what waits, what went wrong and what to do about it; the printers of the shop beside it. */
export function PrintingScreen(): ReactElement {
  const t = useCopy(printingCopy);
  const locationId = useLocationId() ?? '';
  const reading = usePrinting(locationId);
  const commands = usePrintCommands();
  const manage = useMay()('base.printing.manage');
  const [changing, setChanging] = useState<PrinterView | 'new' | null>(null);
  const [reprinting, setReprinting] = useState<PrintJobView | null>(null);
  const primary = {
    id: 'add',
    label: t('add'),
    icon: IconPlus,
    onPress: () => setChanging('new'),
  };
  const printers = (view: PrintingView): ReactElement => (
    <Printers
      printers={view.printers}
      pending={commands.busy}
      offline={commands.offline}
      onTest={commands.test}
      {...(manage ? { onChange: setChanging } : {})}
    />
  );
  return (
    <ScreenFrame
      title={t('title')}
      {...(manage ? { primary } : {})}
      tools={<SlotPlace name="base.printing.tools" props={{ locationId }} />}
      actionsAt="header"
      asOf={reading.asOf}
      aside={reading.data ? printers(reading.data) : <></>}
      asideLabel={t('printers')}
      bleed
    >
      {commands.problem && <ErrorState problem={commands.problem} reading={false} />}
      <Shown reading={reading} what={t('cannotRead')}>
        {(view) =>
          view.jobs.length === 0 ? (
            <EmptyState title={t('empty')} icon={IconPrinter}>
              {t('emptyText')}
            </EmptyState>
          ) : (
            <PrintQueue view={view} commands={commands} onReprint={setReprinting} />
          )
        }
      </Shown>
      {changing !== null && (
        <PrinterDialog
          printer={changing === 'new' ? null : changing}
          locationId={locationId}
          onClose={() => setChanging(null)}
        />
      )}
      {reprinting !== null && (
        <ReprintDialog job={reprinting} onClose={() => setReprinting(null)} />
      )}
    </ScreenFrame>
  );
}
