import { IconArrowBackUp, IconInfoCircle, IconPlayerPause } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useAddressPart, useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import { RefusedReductions } from '../../price-lists/ui/RefusedReductions.tsx';
import { refusedIn } from '../../price-lists/ui/use-change.ts';
import type { readPromotion } from '../contracts.ts';
import { sentenceOf } from '../domain/sentence.ts';
import { copy } from './copy.ts';
import { codeOf, definitionOf, draftIn, flawOf, NEW_DRAFT, type PromotionDraft } from './draft.ts';
import { usePromotionActions, type Asking } from './promotion-actions.ts';
import { PROMOTION_STATUS } from './promotion-words.ts';
import { PromotionDecisions } from './PromotionDecisions.tsx';
import { PromotionFields } from './PromotionFields.tsx';
import './promotions.css';
import { NEW, usePromotion, type PromotionWork } from './use-promotion.ts';
import { VersionList } from './VersionList.tsx';

type PromotionFile = ReplyOf<typeof readPromotion>;

/** One promotion: built from a template, read as a sentence, signed by two people, paused and ended. */
export function PromotionScreen(): ReactElement {
  const t = useCopy(copy);
  const promotionId = useAddressPart('promotionId');
  const work = usePromotion(promotionId);
  if (promotionId === NEW) return <Builder key={NEW} file={null} work={work} />;
  if (work.file.data) return <Builder key={promotionId} file={work.file.data} work={work} />;
  return (
    <ScreenFrame title={t('title')} back="/promozioni">
      <Shown reading={work.file} what={t('cannotReadOne')}>
        {() => null}
      </Shown>
    </ScreenFrame>
  );
}

function Builder({
  file,
  work,
}: {
  readonly file: PromotionFile | null;
  readonly work: PromotionWork;
}): ReactElement {
  const t = useCopy(copy);
  const say = useText();
  const form = useDraft(file, work);
  const [asking, setAsking] = useState<Asking | null>(null);
  const actions = usePromotionActions({ file, work, form, ask: setAsking });
  const { draft, editing } = form;
  const sentence =
    editing && draft !== null ? sentenceOf(definitionOf(draft)) : file?.promotion.sentence;
  const problems = [work.create, work.rewrite, work.submit, work.approve, work.withdraw];
  const failed = problems.find(({ problem }) => problem !== null)?.problem ?? null;
  const refused = refusedIn(failed);
  return (
    <ScreenFrame
      title={file ? say(file.promotion.name) : t('newOne')}
      back="/promozioni"
      asOf={work.file.asOf}
      badge={file ? <StatusBadge status={PROMOTION_STATUS[file.promotion.phase]} /> : undefined}
      {...(file ? { aside: <VersionList file={file} />, asideLabel: t('versions') } : {})}
      {...actions}
    >
      {refused ? (
        <RefusedReductions rows={refused.rows} total={refused.total} onWithoutTelling={null} />
      ) : failed ? (
        <ErrorState problem={failed} reading={false} />
      ) : null}
      <Notices file={file} editing={editing} built={draft !== null} />
      <p className="lp-promo-sentence" role="status" aria-label={t('whatItDoes')}>
        {sentence ? say(sentence) : '…'}
      </p>
      {editing && draft !== null ? <PromotionFields draft={draft} onChange={form.change} /> : null}
      <PromotionDecisions asking={asking} file={file} work={work} onClose={() => setAsking(null)} />
    </ScreenFrame>
  );
}

/** What is being written, and whether it was saved. */
export function useDraft(file: PromotionFile | null, work: PromotionWork) {
  const go = useGo();
  const may = useMay();
  const open = file?.versions.find(({ state }) => state === 'draft');
  const latest = open ?? file?.versions.find(({ number }) => number === file.promotion.number);
  const kept = file === null ? NEW_DRAFT : draftIn(latest?.template);
  const [typed, setTyped] = useState<PromotionDraft | null>(null);
  const [again, setAgain] = useState(false);
  const draft = typed ?? kept;
  const mayEdit = may('listini-promozioni.promotion.edit');
  const editing = mayEdit && (file === null || open !== undefined || again);
  const changed = typed !== null || (again && open === undefined);
  const save = async (): Promise<void> => {
    if (draft === null) return;
    const body = {
      definition: definitionOf(draft) as never,
      template: { id: draft.template, draft },
      announced: draft.announced,
      saleKind: saleKindOf(draft),
    };
    if (file === null) {
      const code = codeOf(draft.name, Date.now().toString(36).toUpperCase().slice(-5));
      const outcome = await work.create.send({ code, ...body });
      if (outcome.done) go(`/promozioni/${outcome.reply.id}`, { replace: true });
      return;
    }
    const { id: promotionId, version: expectedVersion } = file.promotion;
    const outcome = await work.rewrite.send({ promotionId, expectedVersion, ...body });
    if (!outcome.done) return;
    setTyped(null);
    setAgain(false);
  };
  return {
    draft,
    editing,
    changed,
    flaw: draft === null ? null : flawOf(draft),
    change: (part: Partial<PromotionDraft>) => draft && setTyped({ ...draft, ...part }),
    beginAgain: kept === null ? null : () => setAgain(true),
    save: () => void save(),
  };
}

export type DraftForm = ReturnType<typeof useDraft>;

function saleKindOf({ template, who }: PromotionDraft): 'promo' | 'card' | 'coupon' {
  if (template === 'coupon') return 'coupon';
  return template === 'card-price' || who === 'card' || who === 'tier' ? 'card' : 'promo';
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
