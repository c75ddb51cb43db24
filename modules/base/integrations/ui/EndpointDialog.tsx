import { Checkbox, TextInput } from '@mantine/core';
import type { ReactElement, SubmitEvent } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { useRowDraft } from '../../../../server/ui/row-draft.ts';
import {
  changeEndpointEndpoint,
  createEndpointEndpoint,
  listEndpointsEndpoint,
} from '../../../../server/webhooks/contracts.ts';
import { FormActions } from '../../access/ui/FormActions.tsx';
import { copy } from './copy.ts';
import type { Endpoint } from './EndpointState.tsx';

type Types = ReplyOf<typeof listEndpointsEndpoint>['types'];

interface Draft {
  readonly title: string;
  readonly url: string;
  readonly all: boolean;
  readonly chosen: string[];
  readonly channels: string;
  readonly email: string;
}

function draftOf(endpoint: Endpoint | null): Draft {
  return {
    title: endpoint?.title ?? '',
    url: endpoint?.url ?? '',
    all: endpoint?.types.includes('*') ?? true,
    chosen: endpoint?.types.filter((type) => type !== '*') ?? [],
    channels: endpoint?.channels?.join(', ') ?? '',
    email: endpoint?.noticeEmail ?? '',
  };
}

/** Where a program is, what it wants to know, and who looks after it. */
export function EndpointDialog({
  types,
  endpoint = null,
  privateAllowed,
  onClose,
  onCreated,
}: {
  readonly types: Types;
  /** Present when an existing one is changed. */
  readonly endpoint?: Endpoint | null;
  readonly privateAllowed: boolean;
  readonly onClose: () => void;
  readonly onCreated?: (name: string, secret: string) => void;
}): ReactElement {
  const t = useCopy(copy);
  const { draft, base, edit, answered } = useRowDraft(endpoint, draftOf);
  const { title, url, all, chosen, channels, email } = draft;
  const set = (part: Partial<Draft>): void => edit({ ...draft, ...part });
  const create = useCommandOf(createEndpointEndpoint, { refreshes: [listEndpointsEndpoint] });
  const change = useCommandOf(changeEndpointEndpoint, {
    refreshes: [listEndpointsEndpoint],
    onDone: onClose,
  });
  const command = base ? change : create;
  const lacks = title.trim() === '' || url.trim() === '' || (!all && chosen.length === 0);
  const blocked = command.offline ? t('needsNetwork') : lacks ? t('missing') : null;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (blocked !== null) return;
    const words = channels.split(/[\s,]+/).filter(Boolean);
    const wishes = {
      title: title.trim(),
      url: url.trim(),
      types: all ? ['*'] : chosen,
      channels: words.length === 0 ? null : words,
      noticeEmail: email.trim() || null,
    };
    if (base) {
      const { id, version } = base;
      void change.send({ ...wishes, endpointId: id, expectedVersion: version }).then(answered);
      return;
    }
    void create
      .send(wishes)
      .then((outcome) => outcome.done && onCreated?.(wishes.title, outcome.reply.secret));
  };
  return (
    <Dialog opened onClose={onClose} title={endpoint ? t('edit') : t('add')}>
      <form className="ba-form" onSubmit={submit}>
        <TextInput
          label={t('name')}
          placeholder={t('nameHint')}
          autoComplete="off"
          value={title}
          data-autofocus
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <TextInput
          label={t('url')}
          placeholder={t('urlHint')}
          {...(privateAllowed ? { description: t('private') } : {})}
          inputMode="url"
          autoComplete="off"
          value={url}
          onChange={(event) => set({ url: event.currentTarget.value })}
        />
        <TypeChoice
          types={types}
          all={all}
          onAll={(everything) => set({ all: everything })}
          chosen={chosen}
          onChange={(some) => set({ chosen: some })}
        />
        <div className="ba-pair">
          <TextInput
            label={t('channels')}
            placeholder={t('channelsHint')}
            value={channels}
            onChange={(event) => set({ channels: event.currentTarget.value })}
          />
          <TextInput
            label={t('email')}
            type="email"
            autoComplete="off"
            value={email}
            onChange={(event) => set({ email: event.currentTarget.value })}
          />
        </div>
        {command.problem && <ErrorState problem={command.problem} reading={false} />}
        <FormActions
          label={endpoint ? t('save') : t('enter')}
          blocked={blocked}
          pending={command.pending}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}

function TypeChoice({
  types,
  all,
  onAll,
  chosen,
  onChange,
}: {
  readonly types: Types;
  readonly all: boolean;
  readonly onAll: (all: boolean) => void;
  readonly chosen: string[];
  readonly onChange: (chosen: string[]) => void;
}): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  return (
    <>
      <FieldChoice
        label={t('what')}
        choices={[
          { value: 'all', label: t('everything') },
          { value: 'some', label: t('some') },
        ]}
        value={all ? 'all' : 'some'}
        onChange={(value) => onAll(value === 'all')}
      />
      {!all && (
        <Checkbox.Group label={t('types')} value={chosen} onChange={onChange}>
          <div className="ba-types">
            {types.map(({ type, title }) => (
              <Checkbox key={type} value={type} label={say(title)} description={type} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </>
  );
}
