import { Button, Select, TextInput } from '@mantine/core';
import { IconDeviceMobilePlus } from '@tabler/icons-react';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import {
  announceDeviceEndpoint,
  listDevicesEndpoint,
  renewCodeEndpoint,
  revokeDeviceEndpoint,
} from '../../../../server/auth/device-contracts.ts';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { accessCopy } from './access-copy.ts';
import './access.css';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { devicesCopy } from './devices-copy.ts';
import { FormActions } from './FormActions.tsx';
import { SecretShown, type Secret } from './SecretShown.tsx';
import { useStoreNames } from './use-store-names.ts';

type Device = ReplyOf<typeof listDevicesEndpoint>['items'][number];

/** Dispositivi: enrol with a one-time code, see which are used, lock out what was lost. */
export function DevicesScreen(): ReactElement {
  const t = useCopy(devicesCopy);
  const manages = useMay()('core.device.manage');
  const devices = useQueryOf(listDevicesEndpoint, {}, { freshSeconds: 5 });
  const [announcing, setAnnouncing] = useState(false);
  const [revoking, setRevoking] = useState<Device | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const showCode = (name: string, value: string): void => {
    setAnnouncing(false);
    setSecret({ title: t('code', { name }), value, text: t('codeText') });
  };
  const primary = {
    id: 'announce',
    label: t('announce'),
    icon: IconDeviceMobilePlus,
    onPress: () => setAnnouncing(true),
  };
  return (
    <ScreenFrame
      title={t('title')}
      {...(manages ? { primary } : {})}
      actionsAt="header"
      asOf={devices.asOf}
      bleed
    >
      <Shown reading={devices} what={t('cannotRead')}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('none')} icon={IconDeviceMobilePlus} role="neutro">
              {t('noneText')}
            </EmptyState>
          ) : (
            <DevicesTable
              items={items}
              manages={manages}
              onCode={showCode}
              onRevoke={setRevoking}
            />
          )
        }
      </Shown>
      {announcing && <AnnounceDialog onClose={() => setAnnouncing(false)} onCode={showCode} />}
      {revoking !== null && <RevokeDialog device={revoking} onClose={() => setRevoking(null)} />}
      {secret !== null && <SecretShown secret={secret} onClose={() => setSecret(null)} />}
    </ScreenFrame>
  );
}

const STATUS = { announced: 'requested', enrolled: 'active', revoked: 'cancelled' } as const;

function DevicesTable({
  items,
  manages,
  onCode,
  onRevoke,
}: {
  readonly items: readonly Device[];
  readonly manages: boolean;
  readonly onCode: (name: string, code: string) => void;
  readonly onRevoke: (device: Device) => void;
}): ReactElement {
  const t = useCopy(devicesCopy);
  const a = useCopy(accessCopy);
  const write = useFormat();
  const now = useMinute();
  const { nameOf } = useStoreNames();
  const renew = useCommandOf(renewCodeEndpoint, { refreshes: [listDevicesEndpoint] });
  const newCode = ({ id, name }: Device): void =>
    void renew
      .send({ deviceId: id })
      .then((outcome) => outcome.done && onCode(name, outcome.reply.enrolmentCode));
  const name = (device: Device): ReactElement => (
    <TwoLines first={device.name} second={nameOf(device.locationId)} />
  );
  const state = (device: Device): ReactElement => (
    <StatusBadge status={STATUS[device.state]} words={t(device.state)} />
  );
  const used = ({ lastUsedAt }: Device): string =>
    lastUsedAt === null ? a('never') : write.ago(lastUsedAt, now);
  const buttons = (device: Device): ReactElement | null =>
    !manages || device.state === 'revoked' ? null : (
      <span className="ba-buttons">
        <Button
          size="sm"
          aria-label={`${t('newCode')} ${device.name}`}
          disabled={renew.offline}
          onClick={() => newCode(device)}
        >
          {t('newCode')}
        </Button>
        <Button
          size="sm"
          aria-label={`${a('revoke')} ${device.name}`}
          disabled={renew.offline}
          onClick={() => onRevoke(device)}
        >
          {a('revoke')}
        </Button>
      </span>
    );
  return (
    <>
      {renew.problem && <ErrorState problem={renew.problem} reading={false} />}
      <QueueTable
        label={t('list')}
        columns={[
          { id: 'name', title: t('deviceName'), cell: name },
          { id: 'state', title: a('state'), cell: state },
          { id: 'used', title: a('lastUsed'), cell: used },
          { id: 'do', title: a('actions'), align: 'right', cell: buttons },
        ]}
        groups={[{ id: 'all', title: '', rows: items }]}
        keyOf={({ id }) => id}
        card={(device) => (
          <>
            <div className="bt-card-line">
              {name(device)}
              {state(device)}
            </div>
            <div className="bt-card-line">
              <span className="bt-quiet">{used(device)}</span>
              {buttons(device)}
            </div>
          </>
        )}
      />
    </>
  );
}

function AnnounceDialog({
  onClose,
  onCode,
}: {
  readonly onClose: () => void;
  readonly onCode: (name: string, code: string) => void;
}): ReactElement {
  const t = useCopy(devicesCopy);
  const a = useCopy(accessCopy);
  const { choices } = useStoreNames();
  const [name, setName] = useState('');
  const [locationId, setLocationId] = useState<string | null>(null);
  const announce = useCommandOf(announceDeviceEndpoint, { refreshes: [listDevicesEndpoint] });
  const missing = name.trim() === '' || locationId === null ? t('missing') : null;
  const blocked = announce.offline ? a('needsNetwork') : missing;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (blocked !== null || locationId === null) return;
    void announce
      .send({ name: name.trim(), locationId })
      .then((outcome) => outcome.done && onCode(name.trim(), outcome.reply.enrolmentCode));
  };
  return (
    <Dialog opened onClose={onClose} title={t('announce')}>
      <form className="ba-form" onSubmit={submit}>
        <TextInput
          label={t('deviceName')}
          placeholder={t('nameHint')}
          autoComplete="off"
          value={name}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={a('store')}
          data={choices}
          searchable
          value={locationId}
          onChange={setLocationId}
        />
        {announce.problem && <ErrorState problem={announce.problem} reading={false} />}
        <FormActions
          label={t('makeCode')}
          blocked={blocked}
          pending={announce.pending}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}

function RevokeDialog({
  device: { id, name, version },
  onClose,
}: {
  readonly device: Device;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(devicesCopy);
  const revoke = useCommandOf(revokeDeviceEndpoint, {
    refreshes: [listDevicesEndpoint],
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      title={t('revokeTitle', { name })}
      text={t('revokeText')}
      label={t('revokeIt', { name })}
      command={revoke}
      onConfirm={() => void revoke.send({ deviceId: id, expectedVersion: version })}
      onClose={onClose}
    />
  );
}
