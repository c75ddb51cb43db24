import { Button, Select, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { createCampaign } from '../../calendar/contracts.ts';
import { readVocabulary } from '../finding-contracts.ts';
import { campaignCopy } from './campaign-copy.ts';
import { codeOf, saleKindOf } from './draft.ts';
import type { FieldsProps } from './TemplateFieldset.tsx';

/** Of which campaign it is a step: the steps of one keep the prior price of the first. */
export function CampaignField(props: FieldsProps): ReactElement {
  const { draft, onChange } = props;
  const t = useCopy(campaignCopy);
  const say = useText();
  const [opening, setOpening] = useState(false);
  const campaigns = useQueryOf(readVocabulary, {}, { freshSeconds: 600 }).data?.campaigns ?? [];
  return (
    <div className="lp-build-step">
      <Select
        label={t('campaign')}
        placeholder={t('none')}
        description={t('hint')}
        clearable
        searchable
        data={campaigns.map(({ id, name }) => ({ value: id, label: say(name) }))}
        value={draft.campaignId}
        onChange={(campaignId) => onChange({ campaignId })}
      />
      <Button size="sm" onClick={() => setOpening(true)}>
        {t('open')}
      </Button>
      {opening ? (
        <OpenCampaign
          {...props}
          onClose={(campaignId) => {
            setOpening(false);
            if (campaignId !== null) onChange({ campaignId });
          }}
        />
      ) : null}
    </div>
  );
}

/** A new campaign begins with the days of the promotion that opens it, and may be longer. */
function OpenCampaign({
  draft,
  onClose,
}: Pick<FieldsProps, 'draft'> & {
  readonly onClose: (campaignId: string | null) => void;
}): ReactElement {
  const t = useCopy(campaignCopy);
  const [name, setName] = useState('');
  const [begins, setBegins] = useState(draft.from.slice(0, 10));
  const [ends, setEnds] = useState(draft.to.slice(0, 10));
  const create = useCommandOf(createCampaign, {
    refreshes: [readVocabulary],
    onDone: ({ campaignId }) => onClose(campaignId),
  });
  const whole = name.trim() !== '' && begins !== '' && ends >= begins;
  return (
    <Dialog opened onClose={() => onClose(null)} title={t('open')}>
      <form
        className="lp-form"
        onSubmit={(event) => {
          event.preventDefault();
          // A dialog is drawn elsewhere, but what happens in it also happens to what it stands in.
          event.stopPropagation();
          const it = name.trim();
          if (!whole || create.offline) return;
          const code = codeOf(it, begins.replaceAll('-', ''));
          void create.send({ code, name: { it, en: it }, kind: saleKindOf(draft), begins, ends });
        }}
      >
        {create.problem ? <ErrorState problem={create.problem} reading={false} /> : null}
        <TextInput
          label={t('name')}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('begins')}
          value={begins}
          onChange={(event) => setBegins(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('ends')}
          value={ends}
          onChange={(event) => setEnds(event.currentTarget.value)}
        />
        <div className="lp-form-buttons">
          <Button onClick={() => onClose(null)}>{t('cancel')}</Button>
          <Button
            type="submit"
            variant="filled"
            loading={create.pending}
            disabled={!whole || create.offline}
          >
            {t('create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
