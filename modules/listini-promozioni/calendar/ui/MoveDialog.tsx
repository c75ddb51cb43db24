import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type ReactElement } from 'react';
import type { InputOf } from '../../../../server/http/contract.ts';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ConflictDialog } from '../../../../server/ui/kit/ConflictDialog.tsx';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { changeChangeSet, listChangeSets } from '../../price-lists/change-contracts.ts';
import { listPromotions, readPromotion } from '../../promotions/contracts.ts';
import { readCalendar } from '../contracts.ts';
import { movePromotion, tryMove } from '../move-contracts.ts';
import { useSpanWords } from './calendar-words.ts';
import { Consequences } from './Consequences.tsx';
import { copy } from './copy.ts';
import type { CalendarBar } from './rows.ts';
import { dragged, type WallSpan } from './span.ts';

const STEPS = [-7, -1, 1, 7] as const;
const TYPING_MS = 200;

/** Other dates, and what they would bring, before anything is written. */
export function MoveDialog({
  bar,
  moved,
  onDone,
  onClose,
}: {
  readonly bar: CalendarBar;
  /** Where it was drawn to; null: somebody chooses here. */
  readonly moved: WallSpan | null;
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const words = useSpanWords();
  const [span, setSpan] = useState<WallSpan>(moved ?? { from: bar.from, to: bar.to });
  const flaw = flawOf(bar, span);
  const [settled] = useDebouncedValue(JSON.stringify(span), TYPING_MS);
  const asked = {
    kind: bar.kind,
    id: bar.id,
    ...(JSON.parse(settled) as WallSpan),
  } satisfies InputOf<typeof tryMove>;
  const tried = useQueryOf(tryMove, asked, {
    when: flaw === null,
    freshSeconds: 0,
    keepPrevious: true,
  });
  const name = say(bar.name);
  const save = useSaveMove(bar, () => onDone(t('moved', { name, span: words(span) })));
  if (save.stale) {
    return (
      <ConflictDialog
        opened
        who={null}
        what={t('theConflict')}
        advice={t('redone')}
        fields={[{ label: name, theirs: '…', mine: words(span) }]}
        onKeepTheirs={onClose}
        onRedoMine={onClose}
      />
    );
  }
  return (
    <Dialog opened onClose={onClose} title={t('moveTitle', { name })} size={640}>
      <div className="lp-cal-form">
        <Dates span={span} onChange={setSpan} />
        {flaw === null || flaw === 'same' ? null : (
          <p className="bt-choice-error" role="alert">
            {t(flaw)}
          </p>
        )}
        {flaw === null ? <Consequences tried={tried} /> : null}
        {save.problem ? <ErrorState problem={save.problem} reading={false} /> : null}
        <div className="bt-dialog-actions">
          {save.offline ? <span className="bt-action-reason">{t('needsNetwork')}</span> : null}
          {flaw === 'same' ? <span className="bt-action-reason">{t('same')}</span> : null}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant="filled"
            loading={save.pending}
            disabled={flaw !== null || save.offline}
            onClick={() => save.send(span)}
          >
            {t('save')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

type Flaw = 'noBeginning' | 'backwards' | 'same';

function flawOf(bar: CalendarBar, { from, to }: WallSpan): Flaw | null {
  if (from === null) return 'noBeginning';
  if (to !== null && to <= from) return 'backwards';
  return from === bar.from && to === bar.to ? 'same' : null;
}

/** A promotion and a change of prices are moved by different doors, with one handle here. */
function useSaveMove(bar: CalendarBar, onDone: () => void) {
  const promotion = useCommandOf(movePromotion, {
    refreshes: [readCalendar, readPromotion, listPromotions],
    onDone,
  });
  const change = useCommandOf(changeChangeSet, {
    refreshes: [readCalendar, listChangeSets],
    onDone,
  });
  const problem = promotion.problem ?? change.problem;
  return {
    pending: promotion.pending || change.pending,
    offline: promotion.offline,
    stale: problem?.slug === 'stale-revision',
    problem,
    send: ({ from, to }: WallSpan): void => {
      const expectedVersion = bar.version;
      if (bar.kind === 'promotion') {
        void promotion.send({ promotionId: bar.id, from, to, expectedVersion });
      } else if (from !== null) {
        void change.send({ changeSetId: bar.id, validFrom: from, validTo: to, expectedVersion });
      }
    },
  };
}

function Dates({
  span,
  onChange,
}: {
  readonly span: WallSpan;
  readonly onChange: (span: WallSpan) => void;
}): ReactElement {
  const t = useCopy(copy);
  const field = (name: 'from' | 'to') => (
    <TextInput
      type="datetime-local"
      label={t(name)}
      value={span[name] ?? ''}
      description={name === 'to' ? t('openEnd') : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={(event) => onChange({ ...span, [name]: event.currentTarget.value || null })}
    />
  );
  return (
    <>
      <div className="lp-cal-dates">
        {field('from')}
        {field('to')}
      </div>
      <div className="lp-cal-steps" role="group" aria-label={t('byDays')}>
        <span className="bt-quiet">{t('byDays')}</span>
        {STEPS.map((days) => (
          <Button key={days} size="sm" onClick={() => onChange(dragged(span, 'whole', days))}>
            {t(`by${days}`)}
          </Button>
        ))}
      </div>
    </>
  );
}
