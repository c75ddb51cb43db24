import { Checkbox, MultiSelect, TextInput } from '@mantine/core';
import { useState, type ReactElement, type SubmitEvent } from 'react';
import {
  createApiKeyEndpoint,
  listApiKeysEndpoint,
} from '../../../../server/auth/api-key-contracts.ts';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { NumberField } from '../../../../server/ui/kit/NumberField.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { accessCopy } from './access-copy.ts';
import { FormActions } from './FormActions.tsx';
import { keysCopy } from './keys-copy.ts';
import { useStoreNames } from './use-store-names.ts';

type Scopes = ReplyOf<typeof listApiKeysEndpoint>['scopes'];

/** What a new key may do, and where. */
export function NewKeyDialog({
  scopes,
  onClose,
  onCreated,
}: {
  readonly scopes: Scopes;
  readonly onClose: () => void;
  readonly onCreated: (name: string, key: string) => void;
}): ReactElement {
  const t = useCopy(keysCopy);
  const a = useCopy(accessCopy);
  const say = useText();
  const { choices } = useStoreNames();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const [stores, setStores] = useState<string[]>([]);
  const [channels, setChannels] = useState('');
  const [perMinute, setPerMinute] = useState<number | null>(null);
  const create = useCommandOf(createApiKeyEndpoint, { refreshes: [listApiKeysEndpoint] });
  const missing = name.trim() === '' || chosen.length === 0 ? t('missing') : null;
  const blocked = create.offline ? a('needsNetwork') : missing;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (blocked !== null) return;
    const words = channels.split(/[\s,]+/).filter(Boolean);
    void create
      .send({
        name: name.trim(),
        scopes: chosen,
        locationIds: stores.length === 0 ? null : stores,
        channels: words.length === 0 ? null : words,
        requestsPerMinute: perMinute,
      })
      .then((outcome) => outcome.done && onCreated(name.trim(), outcome.reply.key));
  };
  return (
    <Dialog opened onClose={onClose} title={t('create')}>
      <form className="ba-form" onSubmit={submit}>
        <TextInput
          label={t('program')}
          placeholder={t('programHint')}
          autoComplete="off"
          value={name}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox.Group label={t('scopes')} value={chosen} onChange={setChosen}>
          <div className="ba-checks">
            {scopes.map(({ scope, title }) => (
              <Checkbox key={scope} value={scope} label={say(title)} description={scope} />
            ))}
          </div>
        </Checkbox.Group>
        <MultiSelect
          label={t('stores')}
          data={choices}
          searchable
          value={stores}
          onChange={setStores}
        />
        <div className="ba-pair">
          <TextInput
            label={t('channels')}
            placeholder={t('channelsHint')}
            value={channels}
            onChange={(event) => setChannels(event.currentTarget.value)}
          />
          <NumberField
            label={t('perMinute')}
            min={1}
            max={10_000_000}
            whole
            value={perMinute}
            onChange={setPerMinute}
          />
        </div>
        {create.problem && <ErrorState problem={create.problem} reading={false} />}
        <FormActions
          label={t('makeIt')}
          blocked={blocked}
          pending={create.pending}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}
