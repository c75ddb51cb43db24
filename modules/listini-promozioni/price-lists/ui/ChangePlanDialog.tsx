import { Button, Checkbox, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useRowDraft } from '../../../../server/ui/row-draft.ts';
import {
  changeChangeSet,
  createChangeSet,
  listChangeSets,
  readChangeSet,
  type ChangeSetReply,
} from '../change-contracts.ts';
import { changeCopy } from './change-copy.ts';
import './lists.css';

interface Plan {
  readonly title: string;
  readonly dated: boolean;
  readonly from: string;
  readonly to: string;
  readonly announced: boolean;
}

function planOf(change: ChangeSetReply | null): Plan {
  const dated = change !== null && !change.atOnce;
  return {
    title: change?.title ?? '',
    dated,
    from: dated ? change.validFrom : '',
    to: change?.validTo ?? '',
    announced: change?.announced ?? false,
  };
}

/** What a change is called, from when it holds, and whether people are told that prices are lower. */
export function ChangePlanDialog({
  listId,
  change,
  onDone,
  onClose,
}: {
  readonly listId: string;
  /** Null: a new one. */
  readonly change: ChangeSetReply | null;
  readonly onDone: (changeSetId: string) => void;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(changeCopy);
  const { draft, base, edit, answered } = useRowDraft(change, planOf);
  const { title, dated, from, to, announced } = draft;
  const set = (part: Partial<Plan>): void => edit({ ...draft, ...part });
  const options = {
    refreshes: [readChangeSet, listChangeSets],
    onDone: ({ id }: { id: string }) => onDone(id),
  };
  const begin = useCommandOf(createChangeSet, options);
  const alter = useCommandOf(changeChangeSet, options);
  const command = change === null ? begin : alter;
  const flaw = command.offline
    ? t('needsNetwork')
    : title.trim() === ''
      ? t('needsTitle')
      : dated && from === ''
        ? t('needsMoment')
        : null;
  const plan = {
    title: title.trim(),
    validTo: to === '' ? null : to,
    announced,
    ...(dated ? { validFrom: from } : {}),
  };
  const send = (): void => {
    if (flaw !== null) return;
    if (base === null) {
      void begin.send({ listId, ...plan });
      return;
    }
    const { id: changeSetId, version: expectedVersion } = base;
    void alter.send({ changeSetId, expectedVersion, ...plan }).then(answered);
  };
  return (
    <Dialog opened onClose={onClose} title={t(change === null ? 'newChange' : 'plan')}>
      <form
        className="lp-form"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {command.problem ? <ErrorState problem={command.problem} reading={false} /> : null}
        <TextInput
          label={t('titleField')}
          placeholder={t('titleHint')}
          maxLength={120}
          data-autofocus
          value={title}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <FieldChoice
          label={t('when')}
          joined
          choices={[
            // A date that was given stays a date: the API has no word for taking it away.
            {
              value: 'once',
              label: t('whenApproved'),
              disabled: change !== null && !change.atOnce,
            },
            { value: 'dated', label: t('fromMoment') },
          ]}
          value={dated ? 'dated' : 'once'}
          onChange={(value) => set({ dated: value === 'dated' })}
        />
        <Moments plan={draft} onChange={set} />
        <Checkbox
          label={t('announced')}
          description={t('announcedHint')}
          checked={announced}
          onChange={(event) => set({ announced: event.currentTarget.checked })}
        />
        <div className="lp-form-buttons">
          {flaw !== null && title !== '' ? <span className="bt-quiet">{flaw}</span> : null}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="filled" loading={command.pending} disabled={flaw !== null}>
            {t(change === null ? 'begin' : 'save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Wall-clock times, the same on every shop’s clock. */
function Moments({
  plan: { dated, from, to },
  onChange,
}: {
  readonly plan: Plan;
  readonly onChange: (part: Partial<Plan>) => void;
}): ReactElement {
  const t = useCopy(changeCopy);
  return (
    <div className="lp-form-pair">
      {dated ? (
        <TextInput
          type="datetime-local"
          label={t('from')}
          value={from}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
        />
      ) : null}
      <TextInput
        type="datetime-local"
        label={t('to')}
        value={to}
        onChange={(event) => onChange({ to: event.currentTarget.value })}
      />
    </div>
  );
}
