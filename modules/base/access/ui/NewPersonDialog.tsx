import { TextInput } from '@mantine/core';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import {
  createAccountEndpoint,
  listAccountsEndpoint,
} from '../../../../server/auth/account-contracts.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { accessCopy } from './access-copy.ts';
import { FormActions } from './FormActions.tsx';
import { peopleCopy } from './people-copy.ts';
import { RolesField, type Assignment } from './RolesField.tsx';
import type { Secret } from './SecretShown.tsx';

/** An account with a first password. */
export function NewPersonDialog({
  onClose,
  onCreated,
}: {
  readonly onClose: () => void;
  readonly onCreated: (secret: Secret) => void;
}): ReactElement {
  const t = useCopy(peopleCopy);
  const a = useCopy(accessCopy);
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [language, setLanguage] = useState<'it' | 'en'>('it');
  const [roles, setRoles] = useState<readonly Assignment[]>([{ role: 'clerk', locationId: null }]);
  const create = useCommandOf(createAccountEndpoint, { refreshes: [listAccountsEndpoint] });
  const missing = login.trim() === '' || name.trim() === '' ? t('missing') : null;
  const blocked = create.offline ? a('needsNetwork') : missing;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (blocked !== null) return;
    const assignments = [...roles];
    void create
      .send({ login: login.trim(), name: name.trim(), language, assignments })
      .then((outcome) => {
        if (!outcome.done) return;
        onCreated({
          title: t('firstPassword', { name: name.trim() }),
          value: outcome.reply.firstPassword,
          text: t('firstPasswordText', { name: name.trim() }),
        });
      });
  };
  return (
    <Dialog opened onClose={onClose} title={t('create')} size={640}>
      <form className="ba-form" onSubmit={submit}>
        <TextInput
          label={t('fullName')}
          autoComplete="off"
          value={name}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('login')}
          placeholder={t('loginHint')}
          autoComplete="off"
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <LanguageField value={language} onChange={setLanguage} />
        <RolesField value={roles} disabled={false} onChange={setRoles} />
        {create.problem && <ErrorState problem={create.problem} reading={false} />}
        <FormActions
          label={t('createIt')}
          blocked={blocked}
          pending={create.pending}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}

export function LanguageField({
  value,
  onChange,
}: {
  readonly value: 'it' | 'en';
  readonly onChange: (language: 'it' | 'en') => void;
}): ReactElement {
  const t = useCopy(peopleCopy);
  return (
    <FieldChoice
      label={t('language')}
      choices={[
        { value: 'it', label: 'Italiano' },
        { value: 'en', label: 'English' },
      ]}
      value={value}
      onChange={onChange}
    />
  );
}
