import { IconWebhook } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { listEndpointsEndpoint } from '../../../../server/webhooks/contracts.ts';
import { SecretShown, type Secret } from '../../access/ui/SecretShown.tsx';
import { copy } from './copy.ts';
import { EndpointDialog } from './EndpointDialog.tsx';
import { EndpointState, type Endpoint } from './EndpointState.tsx';
import './integrations.css';

/** Integrazioni: which programs are told what, and how that goes. */
export function IntegrationsScreen(): ReactElement {
  const t = useCopy(copy);
  const manages = useMay()('core.webhook.manage');
  const endpoints = useQueryOf(listEndpointsEndpoint, {}, { freshSeconds: 5 });
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<Secret | null>(null);
  const primary = {
    id: 'add',
    label: t('add'),
    icon: IconWebhook,
    onPress: () => setAdding(true),
  };
  return (
    <ScreenFrame
      title={t('title')}
      subtitle={t('subtitle')}
      {...(manages ? { primary } : {})}
      actionsAt="header"
      asOf={endpoints.asOf}
      bleed
    >
      <Shown reading={endpoints} what={t('cannotRead')}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('none')} icon={IconWebhook} role="neutro">
              {t('noneText')}
            </EmptyState>
          ) : (
            <EndpointTable items={items} />
          )
        }
      </Shown>
      {adding && (
        <EndpointDialog
          types={endpoints.data?.types ?? []}
          privateAllowed={endpoints.data?.privateAllowed ?? false}
          onClose={() => setAdding(false)}
          onCreated={(name, value) => {
            setAdding(false);
            setSecret({ title: t('secretOf', { name }), value, text: t('secretText') });
          }}
        />
      )}
      {secret !== null && <SecretShown secret={secret} onClose={() => setSecret(null)} />}
    </ScreenFrame>
  );
}

function EndpointTable({ items }: { readonly items: readonly Endpoint[] }): ReactElement {
  const t = useCopy(copy);
  const write = useFormat();
  const now = useMinute();
  const go = useGo();
  const name = (one: Endpoint): ReactElement => (
    <TwoLines first={one.title} second={<span className="bt-clip ba-url">{one.url}</span>} />
  );
  const what = ({ types, channels }: Endpoint): ReactElement => (
    <TwoLines
      first={types.includes('*') ? t('allEvents') : t('events', { count: types.length })}
      second={channels === null ? t('allChannels') : channels.join(', ')}
    />
  );
  const waits = ({ waiting, waitingSince }: Endpoint): ReactElement =>
    waiting === 0 || waitingSince === null ? (
      <span className="bt-quiet">{t('nothingWaits')}</span>
    ) : (
      <TwoLines
        first={String(waiting)}
        second={t('since', { when: write.moment(waitingSince, now) })}
      />
    );
  const today = ({ deliveredToday, givenUpToday }: Endpoint): ReactElement => (
    <TwoLines
      first={t('taken', { count: deliveredToday })}
      second={givenUpToday === 0 ? '' : t('givenUp', { count: givenUpToday })}
    />
  );
  const open = (one: Endpoint): ReactElement => (
    <Button
      size="sm"
      aria-label={`${t('open')} ${one.title}`}
      onClick={() => go(`/integrazioni/${one.id}`)}
    >
      {t('open')}
    </Button>
  );
  return (
    <QueueTable
      label={t('list')}
      columns={[
        { id: 'name', title: t('name'), cell: name },
        { id: 'what', title: t('what'), cell: what },
        { id: 'state', title: t('state'), cell: (one) => <EndpointState endpoint={one} /> },
        { id: 'waits', title: t('waiting'), cell: waits },
        { id: 'today', title: t('today'), cell: today },
        { id: 'open', title: t('actions'), align: 'right', cell: open },
      ]}
      groups={[{ id: 'all', title: '', rows: items }]}
      keyOf={({ id }) => id}
      edge={({ state }) => (state === 'disabled' ? 'ritardo' : null)}
      card={(one) => (
        <>
          <div className="bt-card-line">
            {name(one)}
            <EndpointState endpoint={one} />
          </div>
          <div className="bt-card-line">
            {today(one)}
            {open(one)}
          </div>
        </>
      )}
    />
  );
}
