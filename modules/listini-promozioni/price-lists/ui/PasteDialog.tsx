import { Button, Textarea } from '@mantine/core';
import { useMemo, useState, type ReactElement } from 'react';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { useLanguage } from '../../../../server/ui/language.ts';
import type { Problem } from '../../../../server/ui/problem.ts';
import { readChangeSet } from '../change-contracts.ts';
import { writePrices } from '../writing-contracts.ts';
import { changeCopy } from './change-copy.ts';
import './change.css';
import './lists.css';
import { readPasted, type PastedFlaw, type PastedPrice } from './pasted.ts';

const SHOWN_FLAWS = 50;

interface Flaw extends Pick<PastedFlaw, 'line' | 'text'> {
  readonly why: PastedFlaw['why'] | 'unknown-item' | 'unknown-style';
}

/** Two columns of a spreadsheet into a draft: what cannot be used is told by its row, nothing is lost. */
export function PasteDialog({
  changeSetId,
  start,
  onDone,
  onClose,
}: {
  readonly changeSetId: string;
  /** What was pasted over the grid already. */
  readonly start: string;
  readonly onDone: (written: number) => void;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(changeCopy);
  const language = useLanguage();
  const [text, setText] = useState(start);
  const { prices, flaws } = useMemo(() => readPasted({ language }, text), [language, text]);
  const paste = useCommandOf(writePrices, {
    refreshes: [readChangeSet],
    onDone: ({ written }) => onDone(written),
  });
  const unknown = unknownRows(paste.problem, prices);
  const good = prices.length - unknown.total;
  const all: readonly Flaw[] = [...flaws, ...unknown.rows];
  const total = flaws.length + unknown.total;
  const send = (): void => {
    const rows = prices.map(({ line: _line, text: _text, ...row }) => row);
    // Once the unknown ones were told, sending again means: without them.
    void paste.send({ changeSetId, kind: 'paste', rows, skipWrong: unknown.total > 0 });
  };
  return (
    <Dialog opened onClose={onClose} title={t('pasteTitle')} size={640}>
      <div className="lp-form">
        <Textarea
          label={t('pasteField')}
          description={t('pasteText')}
          autosize
          minRows={6}
          maxRows={10}
          data-autofocus
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 14 } }}
          value={text}
          onChange={(event) => {
            paste.forget();
            setText(event.currentTarget.value);
          }}
        />
        {paste.problem && paste.problem.slug !== 'wrong-rows' ? (
          <ErrorState problem={paste.problem} reading={false} />
        ) : null}
        {text.trim() === '' ? null : (
          <p role="status">
            <b>{t('pasteFound', { count: Math.max(0, good) })}</b>
            {total > 0 ? ` · ${t('pasteFlaws', { count: total })}. ${t('leftOut')}` : ''}
          </p>
        )}
        {total > 0 ? <Flaws flaws={all} total={total} /> : null}
        <div className="lp-form-buttons">
          {paste.offline ? <span className="bt-quiet">{t('needsNetwork')}</span> : null}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant="filled"
            loading={paste.pending}
            disabled={good <= 0 || paste.offline}
            onClick={send}
          >
            {total > 0 ? t('pasteRest', { count: good }) : t('pasteNow', { count: good })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Flaws({
  flaws,
  total,
}: {
  readonly flaws: readonly Flaw[];
  readonly total: number;
}): ReactElement {
  const t = useCopy(changeCopy);
  const rest = total - Math.min(flaws.length, SHOWN_FLAWS);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keyboard, too
    <ul className="lp-paste-flaws" tabIndex={0} aria-label={t('pasteFlaws', { count: total })}>
      {flaws.slice(0, SHOWN_FLAWS).map(({ line, text, why }) => (
        <li key={line}>
          <b>{t('row', { line })}</b> <code>{text.replace('\t', '  ')}</code>: {t(`flaw-${why}`)}
        </li>
      ))}
      {rest > 0 ? <li>{t('otherFlaws', { count: rest })}</li> : null}
    </ul>
  );
}

/** The rows that the catalogue does not know, as the person counts them. */
function unknownRows(
  problem: Problem | null,
  prices: readonly PastedPrice[],
): { readonly rows: readonly Flaw[]; readonly total: number } {
  if (problem?.slug !== 'wrong-rows') return { rows: [], total: 0 };
  const { rows, total } = problem.extension as {
    rows: readonly { row: number; why: 'unknown-item' | 'unknown-style' }[];
    total: number;
  };
  return {
    total,
    rows: rows.flatMap(({ row, why }) => {
      const price = prices[row];
      return price ? [{ line: price.line, text: price.text, why }] : [];
    }),
  };
}
