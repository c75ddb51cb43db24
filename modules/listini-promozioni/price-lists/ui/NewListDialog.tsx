import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { InputOf } from '../../../../server/http/contract.ts';
import { useGo } from '../../../../server/ui/address.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { createPriceList, listPriceLists, type PriceListReply } from '../contracts.ts';
import { copy } from './copy.ts';
import './lists.css';
import { termsCopy } from './terms-copy.ts';
import { NEW_TERMS, termsFlaw, termsOf, type TermsDraft } from './terms-draft.ts';
import { TermsFields } from './TermsFields.tsx';

const CODE = /^[A-Z0-9][A-Z0-9-]{1,39}$/;

interface Fields {
  readonly code: string;
  readonly it: string;
  readonly en: string;
}

/** A price list begins as a draft with its terms; its prices come in the grid. */
export function NewListDialog({
  lists,
  onClose,
}: {
  readonly lists: readonly PriceListReply[];
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(copy);
  const go = useGo();
  const [fields, setFields] = useState<Fields>({ code: '', it: '', en: '' });
  const [terms, setTerms] = useState(NEW_TERMS);
  const say = useCopy(termsCopy);
  const create = useCommandOf(createPriceList, {
    refreshes: [listPriceLists],
    onDone: ({ listId, changeSetId }) => go(`/listini/${listId}?modifica=${changeSetId}`),
  });
  const set = (change: Partial<Fields>) => setFields((old) => ({ ...old, ...change }));
  const wrong = termsFlaw(terms);
  const flaw = create.offline
    ? t('needsNetwork')
    : !CODE.test(fields.code)
      ? t('wrongCode')
      : fields.it.trim() === ''
        ? t('needsName')
        : wrong === null
          ? null
          : say(wrong);
  return (
    <Dialog opened onClose={onClose} title={t('newList')}>
      <form
        className="lp-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (flaw === null) void create.send(wanted(fields, terms));
        }}
      >
        {create.problem ? <ErrorState problem={create.problem} reading={false} /> : null}
        <Naming fields={fields} set={set} />
        <TermsFields
          draft={terms}
          onChange={(part) => setTerms((old) => ({ ...old, ...part }))}
          lists={lists}
        />
        <div className="lp-form-buttons">
          {flaw !== null && fields.it !== '' ? <span className="bt-quiet">{flaw}</span> : null}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="filled" loading={create.pending} disabled={flaw !== null}>
            {t('create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface PartProps {
  readonly fields: Fields;
  readonly set: (change: Partial<Fields>) => void;
}

function Naming({ fields, set }: PartProps): ReactElement {
  const t = useCopy(copy);
  return (
    <>
      <TextInput
        label={t('name')}
        maxLength={120}
        data-autofocus
        value={fields.it}
        onChange={(event) => set({ it: event.currentTarget.value })}
      />
      <div className="lp-form-pair">
        <TextInput
          label={t('nameEn')}
          maxLength={120}
          value={fields.en}
          onChange={(event) => set({ en: event.currentTarget.value })}
        />
        <TextInput
          label={t('code')}
          placeholder={t('codeHint')}
          maxLength={40}
          value={fields.code}
          onChange={(event) => set({ code: event.currentTarget.value.toUpperCase() })}
        />
      </div>
    </>
  );
}

function wanted(fields: Fields, terms: TermsDraft): InputOf<typeof createPriceList> {
  const it = fields.it.trim();
  return {
    code: fields.code,
    name: { it, en: fields.en.trim() === '' ? it : fields.en.trim() },
    currency: 'EUR',
    terms: termsOf(terms) as InputOf<typeof createPriceList>['terms'],
  };
}
