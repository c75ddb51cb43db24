import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import {
  listApiKeysEndpoint,
  revokeApiKeyEndpoint,
} from '../../../../server/auth/api-key-contracts.ts';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { useMinute } from '../../../../server/ui/kit/now.ts';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { accessCopy } from './access-copy.ts';
import './access.css';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { keysCopy } from './keys-copy.ts';
import { NewKeyDialog } from './NewKeyDialog.tsx';
import { SecretShown, type Secret } from './SecretShown.tsx';

type Keys = ReplyOf<typeof listApiKeysEndpoint>;
type ApiKey = Keys['items'][number];

/** Chiavi API: what programs may do here; each key is shown once. */
export function ApiKeysScreen(): ReactElement {
  const t = useCopy(keysCopy);
  const manages = useMay()('core.api-key.manage');
  const keys = useQueryOf(listApiKeysEndpoint, {}, { freshSeconds: 5 });
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const primary = {
    id: 'create',
    label: t('create'),
    icon: IconKey,
    onPress: () => setCreating(true),
  };
  return (
    <ScreenFrame
      title={t('title')}
      {...(manages ? { primary } : {})}
      actionsAt="header"
      asOf={keys.asOf}
      bleed
    >
      <Shown reading={keys} what={t('cannotRead')}>
        {(read) =>
          read.items.length === 0 ? (
            <EmptyState title={t('none')} icon={IconKey} role="neutro">
              {t('noneText')}
            </EmptyState>
          ) : (
            <KeysTable keys={read} manages={manages} onRevoke={setRevoking} />
          )
        }
      </Shown>
      {creating && (
        <NewKeyDialog
          scopes={keys.data?.scopes ?? []}
          onClose={() => setCreating(false)}
          onCreated={(name, value) => {
            setCreating(false);
            setSecret({ title: t('shownTitle', { name }), value, text: t('shownText') });
          }}
        />
      )}
      {revoking !== null && <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} />}
      {secret !== null && <SecretShown secret={secret} onClose={() => setSecret(null)} />}
    </ScreenFrame>
  );
}

function KeysTable({
  keys,
  manages,
  onRevoke,
}: {
  readonly keys: Keys;
  readonly manages: boolean;
  readonly onRevoke: (key: ApiKey) => void;
}): ReactElement {
  const t = useCopy(keysCopy);
  const a = useCopy(accessCopy);
  const say = useText();
  const write = useFormat();
  const now = useMinute();
  const titles = new Map(keys.scopes.map(({ scope, title }) => [scope, say(title)]));
  const name = (key: ApiKey): ReactElement => (
    <TwoLines first={key.name} second={<code className="bt-code">{key.shown}</code>} />
  );
  const scopes = (key: ApiKey): ReactElement => (
    <TwoLines
      first={key.scopes.map((scope) => titles.get(scope) ?? scope).join(', ')}
      second={[
        key.locationIds === null
          ? t('noLimits')
          : t('storesCount', { count: key.locationIds.length }),
        ...(key.channels ?? []),
      ].join(' · ')}
    />
  );
  const state = ({ revokedAt }: ApiKey): ReactElement => (
    <StatusBadge
      status={revokedAt === null ? 'active' : 'cancelled'}
      words={revokedAt === null ? t('active') : t('revoked')}
    />
  );
  const used = ({ lastUsedAt }: ApiKey): string =>
    lastUsedAt === null ? a('never') : write.ago(lastUsedAt, now);
  const button = (key: ApiKey): ReactElement | null =>
    !manages || key.revokedAt !== null ? null : (
      <Button size="sm" aria-label={`${a('revoke')} ${key.name}`} onClick={() => onRevoke(key)}>
        {a('revoke')}
      </Button>
    );
  return (
    <QueueTable
      label={t('list')}
      columns={[
        { id: 'name', title: t('program'), cell: name },
        { id: 'scopes', title: t('scopes'), cell: scopes },
        { id: 'state', title: a('state'), cell: state },
        { id: 'used', title: a('lastUsed'), cell: used },
        { id: 'do', title: a('actions'), align: 'right', cell: button },
      ]}
      groups={[{ id: 'all', title: '', rows: keys.items }]}
      keyOf={({ id }) => id}
      card={(key) => (
        <>
          <div className="bt-card-line">
            {name(key)}
            {state(key)}
          </div>
          <div className="bt-card-line">
            {scopes(key)}
            {button(key)}
          </div>
        </>
      )}
    />
  );
}

function RevokeDialog({
  apiKey: { id, name, version },
  onClose,
}: {
  readonly apiKey: ApiKey;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(keysCopy);
  const revoke = useCommandOf(revokeApiKeyEndpoint, {
    refreshes: [listApiKeysEndpoint],
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      title={t('revokeTitle', { name })}
      text={t('revokeText')}
      label={t('revokeIt')}
      command={revoke}
      onConfirm={() => void revoke.send({ keyId: id, expectedVersion: version })}
      onClose={onClose}
    />
  );
}
