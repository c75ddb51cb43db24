import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import {
  accountEndpoint,
  assignRolesEndpoint,
  changeAccountEndpoint,
  endSessionsEndpoint,
  listAccountsEndpoint,
  resetPasswordEndpoint,
  resetPinEndpoint,
} from '../../../../server/auth/account-contracts.ts';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { isSameData } from '../../../../server/kernel/same-data.ts';
import type { Outcome } from '../../../../server/ui/attempt.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ConflictDialog } from '../../../../server/ui/kit/ConflictDialog.tsx';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import type { Problem } from '../../../../server/ui/problem.ts';
import { useRowDraft } from '../../../../server/ui/row-draft.ts';
import { accessCopy } from './access-copy.ts';
import { FormActions } from './FormActions.tsx';
import { LanguageField } from './NewPersonDialog.tsx';
import { peopleCopy } from './people-copy.ts';
import { RolesField, useRoleWords } from './RolesField.tsx';
import type { Secret } from './SecretShown.tsx';

export type Account = ReplyOf<typeof listAccountsEndpoint>['items'][number];

interface PersonProps {
  readonly manages: boolean;
  readonly onClose: () => void;
  readonly onSecret: (secret: Secret) => void;
}

/** One person: name, language, roles, and what to do when they cannot get in. */
export function PersonDialog({
  accountId,
  ...props
}: PersonProps & { readonly accountId: string }): ReactElement {
  const t = useCopy(peopleCopy);
  const account = useQueryOf(accountEndpoint, { accountId }, { freshSeconds: 0 });
  return (
    <Dialog opened onClose={props.onClose} title={account.data?.name ?? t('title')} size={640}>
      <Shown reading={account} what={t('cannotRead')}>
        {(person) => <PersonForm {...props} person={person} onReload={account.retry} />}
      </Shown>
    </Dialog>
  );
}

type Draft = Pick<Account, 'name' | 'language' | 'assignments'>;

function draftOf({ name, language, assignments }: Account): Draft {
  return { name, language, assignments };
}

function PersonForm({
  person,
  manages,
  onClose,
  onSecret,
  onReload,
}: PersonProps & { readonly person: Account; readonly onReload: () => void }): ReactElement {
  const t = useCopy(peopleCopy);
  const a = useCopy(accessCopy);
  const { draft, base, edit, forget, answered } = useRowDraft(person, draftOf);
  const rolesOf = useRoleWords();
  const saving = useSaving();
  const [conflict, setConflict] = useState(false);
  const blocked = !manages
    ? a('readOnly')
    : saving.offline
      ? a('needsNetwork')
      : draft.name.trim() === ''
        ? a('needsName')
        : null;
  const save = (): void => {
    setConflict(false);
    void saving.save(base, draft).then((outcome) => {
      if (outcome.done) return onClose();
      answered(outcome);
      if (!isStale(outcome.problem)) return;
      onReload();
      setConflict(true);
    });
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (blocked === null) save();
  };
  return (
    <>
      <form className="ba-form" onSubmit={submit}>
        <p className="bt-quiet">{person.login}</p>
        <TextInput
          label={t('fullName')}
          value={draft.name}
          disabled={!manages}
          onChange={(event) => edit({ ...draft, name: event.currentTarget.value })}
        />
        <LanguageField
          value={draft.language}
          onChange={(language) => edit({ ...draft, language })}
        />
        <RolesField
          value={draft.assignments}
          disabled={!manages}
          onChange={(assignments) => edit({ ...draft, assignments: [...assignments] })}
        />
        {manages && <AccessButtons person={person} onSecret={onSecret} onChanged={onReload} />}
        {saving.problem && <ErrorState problem={saving.problem} reading={false} />}
        <FormActions
          label={a('save')}
          blocked={blocked}
          pending={saving.pending}
          onCancel={onClose}
        />
      </form>
      <ConflictDialog
        opened={conflict}
        who={null}
        what={t('conflict')}
        fields={[
          { label: t('personName'), theirs: person.name, mine: draft.name },
          {
            label: t('roles'),
            theirs: rolesOf(person.assignments),
            mine: rolesOf(draft.assignments),
          },
        ]}
        onKeepTheirs={() => {
          forget();
          setConflict(false);
        }}
        onRedoMine={save}
      />
    </>
  );
}

function isStale(problem: Problem | null): boolean {
  return problem?.slug === 'stale-revision';
}

/** Particulars and roles are two commands; only what was changed is sent, one after the other. */
function useSaving() {
  const options = { refreshes: [listAccountsEndpoint, accountEndpoint] };
  const change = useCommandOf(changeAccountEndpoint, options);
  const assign = useCommandOf(assignRolesEndpoint, options);
  const problem = change.problem ?? assign.problem;
  return {
    pending: change.pending || assign.pending,
    offline: change.offline,
    problem: isStale(problem) ? null : problem,
    async save(base: Account, draft: Draft): Promise<Outcome<unknown>> {
      let expectedVersion = base.version;
      const name = draft.name.trim();
      if (name !== base.name || draft.language !== base.language) {
        const { language } = draft;
        const done = await change.send({ accountId: base.id, name, language, expectedVersion });
        if (!done.done) return done;
        expectedVersion = done.reply.version;
      }
      if (!isSameData(draft.assignments, base.assignments)) {
        const assignments = [...draft.assignments];
        return assign.send({ accountId: base.id, assignments, expectedVersion });
      }
      return { done: true, reply: null };
    },
  };
}

function AccessButtons({
  person,
  onSecret,
  onChanged,
}: {
  readonly person: Account;
  readonly onSecret: (secret: Secret) => void;
  readonly onChanged: () => void;
}): ReactElement {
  const t = useCopy(peopleCopy);
  const { id: accountId, name, active, version } = person;
  const password = useCommandOf(resetPasswordEndpoint, { refreshes: [listAccountsEndpoint] });
  const pin = useCommandOf(resetPinEndpoint, { refreshes: [listAccountsEndpoint] });
  const logOut = useCommandOf(endSessionsEndpoint);
  const change = useCommandOf(changeAccountEndpoint, { refreshes: [listAccountsEndpoint] });
  const [ended, setEnded] = useState<number | null>(null);
  const problem = password.problem ?? pin.problem ?? logOut.problem ?? change.problem;
  const newPassword = async (): Promise<void> => {
    const outcome = await password.send({ accountId });
    if (!outcome.done) return;
    const { firstPassword: value } = outcome.reply;
    onSecret({
      title: t('firstPassword', { name }),
      value,
      text: t('firstPasswordText', { name }),
    });
  };
  const newPin = async (): Promise<void> => {
    const outcome = await pin.send({ accountId });
    if (!outcome.done) return;
    const { firstPin: value } = outcome.reply;
    onSecret({ title: t('firstPin', { name }), value, text: t('firstPinText', { name }) });
  };
  const endSessions = async (): Promise<void> => {
    const outcome = await logOut.send({ accountId });
    if (outcome.done) setEnded(outcome.reply.ended);
  };
  const toggle = async (): Promise<void> => {
    await change.send({ accountId, active: !active, expectedVersion: version });
    onChanged();
  };
  return (
    <section>
      <h3 className="bt-strong">{t('cannotEnter')}</h3>
      <div className="ba-buttons">
        <Button size="sm" loading={password.pending} onClick={() => void newPassword()}>
          {t('newPassword')}
        </Button>
        <Button size="sm" loading={pin.pending} onClick={() => void newPin()}>
          {t('newPin')}
        </Button>
        <Button size="sm" loading={logOut.pending} onClick={() => void endSessions()}>
          {t('logOut')}
        </Button>
        <Button size="sm" loading={change.pending} onClick={() => void toggle()}>
          {active ? t('disable') : t('enable')}
        </Button>
      </div>
      <p className="bt-hint" role="status">
        {ended === null ? '' : t('loggedOut', { count: ended })}
      </p>
      {problem && <ErrorState problem={problem} reading={false} />}
    </section>
  );
}
