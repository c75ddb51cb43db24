import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ConflictDialog } from '../../../../server/ui/kit/ConflictDialog.tsx';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { useRowDraft } from '../../../../server/ui/row-draft.ts';
import {
  changeChangeSet,
  createChangeSet,
  listChangeSets,
  readChangeSet,
  type ChangeSetReply,
} from '../change-contracts.ts';
import { listPriceLists, type PriceListReply } from '../contracts.ts';
import type { Terms } from '../domain/terms.ts';
import './lists.css';
import { termsCopy } from './terms-copy.ts';
import { termsDraftOf, termsFlaw, termsOf, type TermsDraft } from './terms-draft.ts';
import { TermsFields } from './TermsFields.tsx';

/**
 * «Condizioni»: the terms a list has, written into the draft that is open or into one of their own. They
 * hold when somebody else has approved them, like prices.
 */
export function TermsDialog({
  list,
  change,
  onDone,
  onClose,
}: {
  readonly list: PriceListReply;
  /** The draft they are written into; null begins one. */
  readonly change: ChangeSetReply | null;
  readonly onDone: (changeSetId: string) => void;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(termsCopy);
  const say = useText();
  const { draft, base, edit, answered } = useRowDraft(change, (row): TermsDraft => {
    const shown = row?.terms ?? list.terms;
    return termsDraftOf(shown as Terms | null);
  });
  const lists = useQueryOf(listPriceLists, {}, { freshSeconds: 60 });
  const options = {
    refreshes: [readChangeSet, listChangeSets],
    onDone: ({ id }: { id: string }) => onDone(id),
  };
  const begin = useCommandOf(createChangeSet, options);
  const alter = useCommandOf(changeChangeSet, options);
  const command = change === null ? begin : alter;
  const wrong = termsFlaw(draft);
  const flaw = command.offline ? t('needsNetwork') : wrong === null ? null : t(wrong);
  const send = (): void => {
    const terms = termsOf(draft) as NonNullable<ChangeSetReply['terms']>;
    if (base === null) {
      void begin.send({ listId: list.id, title: t('termsOf', { list: say(list.name) }), terms });
    } else {
      const { id: changeSetId, version: expectedVersion } = base;
      void alter.send({ changeSetId, expectedVersion, terms }).then(answered);
    }
  };
  const { problem } = command;
  if (problem?.slug === 'stale-revision') {
    return (
      <ConflictDialog
        opened
        who={change === null || change.touchedByName === '' ? null : change.touchedByName}
        what={t('thisChange')}
        onKeepTheirs={onClose}
        onRedoMine={send}
      />
    );
  }
  const others = (lists.data?.lists ?? []).filter(({ id }) => id !== list.id);
  return (
    <Dialog opened onClose={onClose} title={t('title')} size={680}>
      <form
        className="lp-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (flaw === null) send();
        }}
      >
        {problem ? <ErrorState problem={problem} reading={false} /> : null}
        <p className="bt-quiet">{t('text')}</p>
        <TermsFields
          draft={draft}
          onChange={(part) => edit({ ...draft, ...part })}
          lists={others}
        />
        <div className="lp-form-buttons">
          {flaw === null ? null : <span className="bt-quiet">{flaw}</span>}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="filled" loading={command.pending} disabled={flaw !== null}>
            {t(change === null ? 'begin' : 'save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
