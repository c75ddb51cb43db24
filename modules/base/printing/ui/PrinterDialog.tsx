import { Button, Switch, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { addPrinterEndpoint, changePrinterEndpoint, type PrinterView } from '../contracts.ts';
import { PRINTER_ROLES } from '../domain/job.ts';
import { printingCopy } from './copy.ts';

const DEFAULT_PORT = 9100;

/** A printer of the shop: what it is called, what it prints, where it stands in the network. */
export function PrinterDialog({
  printer,
  locationId,
  onClose,
}: {
  readonly printer: PrinterView | null;
  readonly locationId: string;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(printingCopy);
  const { draft, set, network, command, blocked, save } = usePrinterDraft(
    printer,
    locationId,
    onClose,
  );
  return (
    <Dialog
      opened
      onClose={onClose}
      title={printer ? t('change', { name: printer.name }) : t('newPrinter')}
    >
      <div className="ba-print-form">
        <TextInput
          label={t('name')}
          description={t('nameHint')}
          value={draft.name}
          maxLength={60}
          onChange={(event) => set({ name: event.currentTarget.value })}
          data-autofocus
        />
        <FieldChoice
          label={t('roleLabel')}
          choices={PRINTER_ROLES.map((value) => ({ value, label: t(`role_${value}`) }))}
          value={draft.role}
          onChange={(role) => set({ role })}
        />
        <FieldChoice
          label={t('connectionLabel')}
          choices={[
            { value: 'network', label: t('connection_network'), note: t('networkNote') },
            { value: 'browser', label: t('connection_browser'), note: t('browserNote') },
          ]}
          value={draft.connection}
          onChange={(connection) => set({ connection })}
        />
        {network && <Address draft={draft} set={set} />}
        {printer && (
          <Switch
            label={t('inUse')}
            checked={draft.active}
            onChange={(event) => set({ active: event.currentTarget.checked })}
          />
        )}
        {command.problem && <ErrorState problem={command.problem} reading={false} />}
        <Button
          variant="filled"
          loading={command.pending}
          disabled={blocked !== null}
          onClick={save}
        >
          {t('save')}
        </Button>
        {blocked !== null && <p className="bt-quiet">{blocked}</p>}
      </div>
    </Dialog>
  );
}

/** What is being written about a printer, and how it is saved. */
function usePrinterDraft(printer: PrinterView | null, locationId: string, onDone: () => void) {
  const t = useCopy(printingCopy);
  const add = useCommandOf(addPrinterEndpoint, { onDone });
  const change = useCommandOf(changePrinterEndpoint, { onDone });
  const [draft, setDraft] = useState<Draft>({
    name: printer?.name ?? '',
    role: printer?.role ?? 'receipt',
    connection: printer?.connection ?? 'network',
    host: printer?.host ?? '',
    port: String(printer?.port ?? DEFAULT_PORT),
    active: printer?.active ?? true,
  });
  const command = printer ? change : add;
  const network = draft.connection === 'network';
  const save = (): void => {
    const { name, role, connection, host, port, active } = draft;
    const address = network ? { host: host.trim(), port: Number(port) || DEFAULT_PORT } : {};
    const given = { name: name.trim(), role, connection, active, ...address };
    if (printer) {
      const { printerId, version: expectedVersion } = printer;
      void change.send({ printerId, expectedVersion, ...given });
    } else void add.send({ locationId, ...given });
  };
  const flaw =
    draft.name.trim() === ''
      ? t('needsName')
      : network && draft.host.trim() === ''
        ? t('needsHost')
        : null;
  const set = (part: Partial<Draft>): void => setDraft((now) => ({ ...now, ...part }));
  const blocked = command.offline ? t('needsNetwork') : flaw;
  return { draft, set, network, command, blocked, save };
}

interface Draft {
  readonly name: string;
  readonly role: PrinterView['role'];
  readonly connection: PrinterView['connection'];
  readonly host: string;
  readonly port: string;
  readonly active: boolean;
}

function Address({
  draft,
  set,
}: {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
}): ReactElement {
  const t = useCopy(printingCopy);
  return (
    <div className="ba-print-address">
      <TextInput
        label={t('host')}
        value={draft.host}
        onChange={(event) => set({ host: event.currentTarget.value })}
      />
      <TextInput
        label={t('port')}
        inputMode="numeric"
        value={draft.port}
        onChange={(event) => set({ port: event.currentTarget.value.replace(/\D/g, '') })}
      />
    </div>
  );
}
