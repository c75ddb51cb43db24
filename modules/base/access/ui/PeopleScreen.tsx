import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { listAccountsEndpoint } from '../../../../server/auth/account-contracts.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { EmptyState } from '../../../../server/ui/kit/EmptyState.tsx';
import { MoreRows } from '../../../../server/ui/kit/MoreRows.tsx';
import { QueueTable } from '../../../../server/ui/kit/QueueTable.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { accessCopy } from './access-copy.ts';
import './access.css';
import { NewPersonDialog } from './NewPersonDialog.tsx';
import { peopleCopy } from './people-copy.ts';
import { PersonDialog, type Account } from './PersonDialog.tsx';
import { useRoleWords } from './RolesField.tsx';
import { SecretShown, type Secret } from './SecretShown.tsx';
import { usePages } from '../../../../server/ui/pages.ts';

const TYPING_MS = 250;

/** Persone: who may log in, with which role where; create, change, lock out, give a new password. */
export function PeopleScreen(): ReactElement {
  const t = useCopy(peopleCopy);
  const may = useMay();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), TYPING_MS);
  const people = usePages(listAccountsEndpoint, search === '' ? {} : { search });
  const [opened, setOpened] = useState<string | 'new' | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const manages = may('core.account.manage');
  const showSecret = (shown: Secret): void => {
    setOpened(null);
    setSecret(shown);
  };
  const primary = {
    id: 'new',
    label: t('create'),
    icon: IconUserPlus,
    onPress: () => setOpened('new'),
  };
  return (
    <ScreenFrame
      title={t('title')}
      {...(manages ? { primary } : {})}
      actionsAt="header"
      tools={
        <TextInput
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={20} stroke={1.8} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      }
      asOf={people.asOf}
      bleed
    >
      <Shown reading={people} what={t('cannotRead')}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('none')} icon={IconUsers} role="neutro">
              {t('noneText')}
            </EmptyState>
          ) : (
            <PeopleTable items={items} onOpen={setOpened} />
          )
        }
      </Shown>
      <MoreRows of={people} label={t('more')} />
      {opened === 'new' && (
        <NewPersonDialog onClose={() => setOpened(null)} onCreated={showSecret} />
      )}
      {opened !== null && opened !== 'new' && (
        <PersonDialog
          accountId={opened}
          manages={manages}
          onClose={() => setOpened(null)}
          onSecret={showSecret}
        />
      )}
      {secret !== null && <SecretShown secret={secret} onClose={() => setSecret(null)} />}
    </ScreenFrame>
  );
}

function PeopleTable({
  items,
  onOpen,
}: {
  readonly items: readonly Account[];
  readonly onOpen: (id: string) => void;
}): ReactElement {
  const t = useCopy(peopleCopy);
  const a = useCopy(accessCopy);
  const wordsOf = useRoleWords();
  const roles = ({ assignments }: Account): string => wordsOf(assignments);
  const name = (person: Account): ReactElement => (
    <TwoLines first={person.name} second={person.login} />
  );
  const state = ({ active }: Account): ReactElement => (
    <StatusBadge
      status={active ? 'active' : 'paused'}
      words={active ? t('enabled') : t('disabled')}
    />
  );
  const open = (person: Account): ReactElement => (
    <Button size="sm" aria-label={`${a('open')} ${person.name}`} onClick={() => onOpen(person.id)}>
      {a('open')}
    </Button>
  );
  return (
    <QueueTable
      label={t('list')}
      columns={[
        { id: 'name', title: t('fullName'), cell: name },
        { id: 'roles', title: t('roles'), cell: roles },
        { id: 'state', title: a('state'), cell: state },
        { id: 'open', title: a('open'), align: 'right', cell: open },
      ]}
      groups={[{ id: 'all', title: '', rows: items }]}
      keyOf={({ id }) => id}
      card={(person) => (
        <>
          <div className="bt-card-line">
            {name(person)}
            {state(person)}
          </div>
          <div className="bt-card-line">
            <span className="bt-quiet">{roles(person)}</span>
            {open(person)}
          </div>
        </>
      )}
    />
  );
}
