import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import type { Status } from '../../../../server/ui/kit/status.ts';
import type { PrinterView } from '../contracts.ts';
import { printingCopy } from './copy.ts';

const LOOK: Readonly<Record<PrinterView['status'], Status>> = {
  unknown: 'toPrepare',
  ready: 'ready',
  'paper-out': 'expiresSoon',
  'cover-open': 'expiresSoon',
  offline: 'notFound',
  error: 'notFound',
};

/** The printers of the shop, what each last said of itself, and a test page for each. */
export function Printers({
  printers,
  pending,
  offline,
  onTest,
  onChange,
}: {
  readonly printers: readonly PrinterView[];
  readonly pending: boolean;
  readonly offline: boolean;
  readonly onTest: (printerId: string) => void;
  readonly onChange?: (printer: PrinterView) => void;
}): ReactElement {
  const t = useCopy(printingCopy);
  if (printers.length === 0) {
    return (
      <EmptyState title={t('noPrinters')} icon={IconPrinter} role="neutro">
        {t('noPrintersText')}
      </EmptyState>
    );
  }
  return (
    <div className="ba-printers bt-aside-pad">
      <h2 className="ba-printers-title">{t('printers')}</h2>
      <ul>
        {printers.map((printer) => (
          <li key={printer.printerId} className="ba-printer">
            <div className="ba-printer-head">
              <strong>{printer.name}</strong>
              {printer.active ? (
                <StatusBadge
                  status={printer.connection === 'browser' ? 'ready' : LOOK[printer.status]}
                  words={t(
                    printer.connection === 'browser'
                      ? 'connection_browser'
                      : `status_${printer.status}`,
                  )}
                />
              ) : (
                <StatusBadge status="cancelled" words={t('notInUse')} />
              )}
            </div>
            <p className="bt-quiet">
              {t(`role_${printer.role}`)}
              {printer.host !== null && ` · ${printer.host}:${printer.port}`}
            </p>
            <div className="ba-printer-buttons">
              <Button
                size="sm"
                disabled={pending || offline || !printer.active}
                aria-label={t('testOf', { name: printer.name })}
                onClick={() => onTest(printer.printerId)}
              >
                {t('test')}
              </Button>
              {onChange && (
                <Button size="sm" variant="subtle" onClick={() => onChange(printer)}>
                  {t('change', { name: printer.name })}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
