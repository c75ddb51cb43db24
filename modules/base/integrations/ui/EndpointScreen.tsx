import { Menu, Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconDotsVertical,
  IconKey,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useAddressPart, useGo } from '../../../../server/ui/address.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import {
  listDeliveriesEndpoint,
  listEndpointsEndpoint,
  newSecretEndpoint,
  pingEndpoint,
  runEndpointEndpoint,
} from '../../../../server/webhooks/contracts.ts';
import { ConfirmDialog } from '../../access/ui/ConfirmDialog.tsx';
import { SecretShown } from '../../access/ui/SecretShown.tsx';
import { copy } from './copy.ts';
import { DeliveryLog } from './DeliveryLog.tsx';
import { EndpointDialog } from './EndpointDialog.tsx';
import { EndpointState, type Endpoint } from './EndpointState.tsx';
import { ReplayDialog } from './ReplayDialog.tsx';
import './integrations.css';

type Asking = 'edit' | 'secret' | 'remove' | 'replay' | null;

/** One endpoint: how it does, what was sent to it, and what can be done about it. */
export function EndpointScreen(): ReactElement {
  const t = useCopy(copy);
  const endpointId = useAddressPart('endpointId');
  const endpoints = useQueryOf(listEndpointsEndpoint, {}, { freshSeconds: 3 });
  const endpoint = endpoints.data?.items.find(({ id }) => id === endpointId);
  const manages = useMay()('core.webhook.manage');
  const [asking, setAsking] = useState<Asking>(null);
  const ping = useCommandOf(pingEndpoint, {
    refreshes: [listDeliveriesEndpoint, listEndpointsEndpoint],
  });
  const primary = {
    id: 'ping',
    label: t('ping'),
    icon: IconSend,
    pending: ping.pending,
    blocked: ping.offline
      ? t('needsNetwork')
      : endpoint?.state === 'active'
        ? null
        : t(endpoint?.state === 'paused' ? 'paused' : 'disabled'),
    onPress: () => void ping.send({ endpointId }),
  };
  return (
    <ScreenFrame
      title={endpoint?.title ?? t('title')}
      subtitle={endpoint && <span className="bt-clip ba-url">{endpoint.url}</span>}
      badge={endpoint && <EndpointState endpoint={endpoint} />}
      back="/integrazioni"
      tools={manages && endpoint && <MoreMenu endpoint={endpoint} onAsk={setAsking} />}
      {...(manages && endpoint ? { primary } : {})}
      actionsAt="header"
      asOf={endpoints.asOf}
      bleed
    >
      <Shown reading={endpoints} what={t('cannotRead')}>
        {() =>
          endpoint && (
            <>
              <div className="bt-inset">
                {ping.problem && <ErrorState problem={ping.problem} reading={false} />}
                <Notes endpoint={endpoint} />
              </div>
              <DeliveryLog endpointId={endpointId} manages={manages} />
            </>
          )
        }
      </Shown>
      {endpoint && asking === 'edit' && (
        <EndpointDialog
          types={endpoints.data?.types ?? []}
          privateAllowed={endpoints.data?.privateAllowed ?? false}
          endpoint={endpoint}
          onClose={() => setAsking(null)}
        />
      )}
      {endpoint && asking === 'replay' && (
        <ReplayDialog endpointId={endpointId} onClose={() => setAsking(null)} />
      )}
      {endpoint && asking === 'secret' && (
        <NewSecret endpoint={endpoint} onClose={() => setAsking(null)} />
      )}
      {endpoint && asking === 'remove' && (
        <Remove endpoint={endpoint} onClose={() => setAsking(null)} />
      )}
    </ScreenFrame>
  );
}

function Notes({ endpoint }: { readonly endpoint: Endpoint }): ReactElement | null {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const { stoppedBecause, failingSince, formerSecretUntil, state } = endpoint;
  return (
    <div className="ba-endpoint-notes">
      {stoppedBecause !== null && (
        <Notice role="ritardo" icon={IconAlertTriangle}>
          {t(stoppedBecause)} {t('stoppedText')}
        </Notice>
      )}
      {state === 'active' && failingSince !== null && (
        <Notice role="attesa" icon={IconAlertTriangle}>
          {t('failingSince', { when: write.moment(failingSince, now) })}
        </Notice>
      )}
      {formerSecretUntil !== null && new Date(formerSecretUntil) > now && (
        <Notice role="lavoro" icon={IconKey}>
          {t('bothSign', { when: write.moment(formerSecretUntil, now) })}
        </Notice>
      )}
    </div>
  );
}

function MoreMenu({
  endpoint,
  onAsk,
}: {
  readonly endpoint: Endpoint;
  readonly onAsk: (asking: Asking) => void;
}): ReactElement {
  const t = useCopy(copy);
  const run = useCommandOf(runEndpointEndpoint, {
    refreshes: [listEndpointsEndpoint, listDeliveriesEndpoint],
  });
  const active = endpoint.state === 'active';
  return (
    <>
      <Button
        loading={run.pending}
        disabled={run.offline}
        leftSection={
          active ? (
            <IconPlayerPause size={20} stroke={1.8} aria-hidden />
          ) : (
            <IconPlayerPlay size={20} stroke={1.8} aria-hidden />
          )
        }
        onClick={() =>
          void run.send({ endpointId: endpoint.id, state: active ? 'paused' : 'active' })
        }
      >
        {active ? t('pause') : t('start')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button aria-label={t('more')}>
            <IconDotsVertical size={20} stroke={1.8} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={20} />} onClick={() => onAsk('edit')}>
            {t('edit')}
          </Menu.Item>
          <Menu.Item leftSection={<IconRefresh size={20} />} onClick={() => onAsk('replay')}>
            {t('again')}
          </Menu.Item>
          <Menu.Item leftSection={<IconKey size={20} />} onClick={() => onAsk('secret')}>
            {t('newSecret')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={20} />} onClick={() => onAsk('remove')}>
            {t('remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function NewSecret({
  endpoint,
  onClose,
}: {
  readonly endpoint: Endpoint;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(copy);
  const [value, setValue] = useState<string | null>(null);
  const make = useCommandOf(newSecretEndpoint, { refreshes: [listEndpointsEndpoint] });
  if (value !== null) {
    const title = t('secretOf', { name: endpoint.title });
    return <SecretShown secret={{ title, value, text: t('secretText') }} onClose={onClose} />;
  }
  return (
    <ConfirmDialog
      title={t('newSecret')}
      text={t('newSecretText')}
      label={t('makeSecret')}
      command={make}
      onConfirm={() =>
        void make
          .send({ endpointId: endpoint.id })
          .then((outcome) => outcome.done && setValue(outcome.reply.secret))
      }
      onClose={onClose}
    />
  );
}

function Remove({
  endpoint,
  onClose,
}: {
  readonly endpoint: Endpoint;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const run = useCommandOf(runEndpointEndpoint, {
    refreshes: [listEndpointsEndpoint],
    onDone: () => go('/integrazioni'),
  });
  return (
    <ConfirmDialog
      title={t('removeTitle', { name: endpoint.title })}
      text={t('removeText')}
      label={t('removeIt')}
      command={run}
      onConfirm={() => void run.send({ endpointId: endpoint.id, state: 'removed' })}
      onClose={onClose}
    />
  );
}
