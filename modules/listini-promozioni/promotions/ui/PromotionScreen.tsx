import { IconArrowBackUp, IconInfoCircle, IconPlayerPause } from '@tabler/icons-react';
import { useEffect, useState, type ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useAddressPart } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ConflictDialog } from '../../../../server/ui/kit/ConflictDialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { RefusedReductions } from '../../price-lists/ui/RefusedReductions.tsx';
import { refusedIn } from '../../price-lists/ui/use-change.ts';
import type { readPromotion } from '../contracts.ts';
import type { Definition } from '../domain/definition.ts';
import { sentenceOf } from '../domain/sentence.ts';
import { CheckPanel } from './CheckPanel.tsx';
import { copy } from './copy.ts';
import type { PromotionDraft } from './draft.ts';
import { definitionOf } from './draft-definition.ts';
import { usePromotionActions, type Asking } from './promotion-actions.ts';
import { PROMOTION_STATUS } from './promotion-words.ts';
import { PromotionDecisions } from './PromotionDecisions.tsx';
import { PromotionFields } from './PromotionFields.tsx';
import { PromotionReading } from './PromotionReading.tsx';
import './promotions.css';
import { Sentence } from './Sentence.tsx';
import { TemplateGallery } from './TemplateGallery.tsx';
import { TrialPanel } from './TrialPanel.tsx';
import { useDraft, type Carried, type DraftForm } from './use-draft.ts';
import { NEW, usePromotion, type PromotionWork } from './use-promotion.ts';
import { VersionList } from './VersionList.tsx';

type PromotionFile = ReplyOf<typeof readPromotion>;

/** One promotion: built from a template, read as a sentence, signed by two people, paused and ended. */
export function PromotionScreen(): ReactElement {
  const t = useCopy(copy);
  const promotionId = useAddressPart('promotionId');
  const work = usePromotion(promotionId);
  const [carried, setCarried] = useState<Carried | null>(null);
  const file = promotionId === NEW ? null : work.file.data;
  if (file !== undefined) {
    const mine = carried?.promotionId === promotionId ? carried.draft : null;
    return (
      <Builder key={promotionId} file={file} work={work} carried={mine} onCarry={setCarried} />
    );
  }
  return (
    <ScreenFrame title={t('title')} back="/promozioni">
      <Shown reading={work.file} what={t('cannotReadOne')}>
        {() => null}
      </Shown>
    </ScreenFrame>
  );
}

function Builder(props: {
  readonly file: PromotionFile | null;
  readonly work: PromotionWork;
  readonly carried: PromotionDraft | null;
  readonly onCarry: (carried: Carried | null) => void;
}): ReactElement {
  const { file, work, carried, onCarry } = props;
  const t = useCopy(copy);
  const say = useText();
  const form = useDraft(props);
  useEffect(() => {
    // It has gone on here: who leaves without saving does not find it again.
    if (carried !== null) onCarry(null);
  }, [carried, onCarry]);
  const [asking, setAsking] = useState<Asking | null>(null);
  const actions = usePromotionActions({ file, work, form, ask: setAsking });
  const { draft, editing } = form;
  if (file === null && draft === null) {
    return (
      <ScreenFrame title={t('newOne')} back="/promozioni">
        <TemplateGallery onChoose={form.choose} />
      </ScreenFrame>
    );
  }
  const definition =
    editing && draft !== null ? definitionOf(draft) : shownVersion(file)?.definition;
  return (
    <ScreenFrame
      title={file ? say(file.promotion.name) : t('newOne')}
      back="/promozioni"
      unsaved={editing && form.changed}
      asOf={work.file.asOf}
      badge={file ? <StatusBadge status={PROMOTION_STATUS[file.promotion.phase]} /> : undefined}
      aside={<Side file={file} form={form} />}
      asideLabel={t('beside')}
      {...actions}
    >
      <Refusals work={work} />
      <Notices file={file} editing={editing} built={draft !== null} />
      {definition ? <Sentence definition={definition as Definition} editing={editing} /> : null}
      {editing && draft !== null ? (
        <PromotionFields
          draft={draft}
          onChange={form.change}
          promotionId={file?.promotion.id ?? null}
        />
      ) : definition ? (
        <PromotionReading definition={definition as Definition} />
      ) : null}
      <PromotionDecisions asking={asking} file={file} work={work} onClose={() => setAsking(null)} />
      <Conflict file={file} form={form} work={work} />
    </ScreenFrame>
  );
}

/** The version somebody looks at: what waits for a signature, else what is in force, else the draft. */
function shownVersion(file: PromotionFile | null) {
  const inState = (wanted: string) => file?.versions.find(({ state }) => state === wanted);
  return inState('submitted') ?? inState('approved') ?? file?.versions[0];
}

/** Beside the fields: the trial while it is written, the check of what is saved, the versions. */
function Side({
  file,
  form,
}: {
  readonly file: PromotionFile | null;
  readonly form: DraftForm;
}): ReactElement {
  const { draft } = form;
  return (
    <>
      {draft !== null ? (
        <TrialPanel draft={draft} promotionId={file?.promotion.id ?? null} />
      ) : null}
      {file ? <CheckPanel file={file} changed={form.changed} /> : null}
      {file ? <VersionList file={file} /> : null}
    </>
  );
}

function Refusals({ work }: { readonly work: PromotionWork }): ReactElement | null {
  const commands = [
    work.create,
    work.rewrite,
    work.submit,
    work.approve,
    work.withdraw,
    work.resume,
  ];
  const failed = commands.find(
    ({ problem }) => problem !== null && problem.slug !== 'stale-revision',
  );
  if (!failed?.problem) return null;
  const refused = refusedIn(failed.problem);
  return refused ? (
    <RefusedReductions rows={refused.rows} total={refused.total} onWithoutTelling={null} />
  ) : (
    <ErrorState problem={failed.problem} reading={false} />
  );
}

/** Two people wrote over the same draft: nothing is lost unseen. */
function Conflict({
  file,
  form,
  work,
}: {
  readonly file: PromotionFile | null;
  readonly form: DraftForm;
  readonly work: PromotionWork;
}): ReactElement | null {
  const t = useCopy(copy);
  const say = useText();
  const { problem } = work.rewrite;
  if (file === null || problem?.slug !== 'stale-revision') return null;
  const theirs = file.versions.find(({ state }) => state === 'draft');
  const mine = form.draft === null ? null : definitionOf(form.draft);
  return (
    <ConflictDialog
      opened
      who={null}
      what={t('thisPromotion')}
      fields={[
        {
          label: t('name'),
          theirs: theirs ? say(theirs.definition.texts.name) : '—',
          mine: mine ? say(mine.texts.name) : '—',
        },
        {
          label: t('whatItDoes'),
          theirs: theirs ? say(theirs.sentence) : '—',
          mine: mine ? say(sentenceOf(mine)) : '—',
        },
      ]}
      onKeepTheirs={form.keepTheirs}
      onRedoMine={form.redoMine}
    />
  );
}

function Notices({
  file,
  editing,
  built,
}: {
  readonly file: PromotionFile | null;
  readonly editing: boolean;
  readonly built: boolean;
}): ReactElement | null {
  const t = useCopy(copy);
  if (file === null) return null;
  const { promotion, versions } = file;
  const open = versions.find(({ state }) => state === 'draft');
  if (promotion.pauseReason !== null) {
    return (
      <Notice role="attesa" icon={IconPlayerPause}>
        {t('pausedBecause', { reason: promotion.pauseReason })}
      </Notice>
    );
  }
  if (open?.decisionNote) {
    return (
      <Notice role="attesa" icon={IconArrowBackUp} title={t('sentBack')}>
        {open.decisionNote}
      </Notice>
    );
  }
  if (editing || promotion.phase === 'ended' || promotion.phase === 'discarded') return null;
  const words = !built
    ? t('notBuiltHere')
    : promotion.openState === 'submitted'
      ? t('readOnly')
      : t('running');
  return (
    <Notice role="neutro" icon={IconInfoCircle}>
      {words}
    </Notice>
  );
}
