import { useMemo, useRef, useState } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useAddressValue, useGo } from '../../../../server/ui/address.ts';
import { useRowDraft } from '../../../../server/ui/row-draft.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import type { readPromotion } from '../contracts.ts';
import { TEMPLATES } from '../domain/template-fields.ts';
import { begunWith, codeOf, draftIn, saleKindOf, type PromotionDraft } from './draft.ts';
import { definitionOf } from './draft-definition.ts';
import { flawOf } from './draft-flaws.ts';
import type { PromotionWork } from './use-promotion.ts';

type PromotionFile = ReplyOf<typeof readPromotion>;

/** A version as it was left; of which campaign it is a step is known of the promotion itself. */
function asKept(
  { promotion: { campaignId } }: PromotionFile,
  latest: PromotionFile['versions'][number] | undefined,
): PromotionDraft | null {
  const draft = draftIn(latest?.template);
  return draft && { ...draft, campaignId };
}

/** A promotion as it is kept: what the draft is written over, and its version. */
interface Kept {
  readonly version: number | null;
  readonly draft: PromotionDraft | null;
}

/** What was typed while a promotion was being made: it goes on in the promotion that was made. */
export interface Carried {
  readonly promotionId: string;
  readonly draft: PromotionDraft;
}

interface Place {
  readonly file: PromotionFile | null;
  readonly work: PromotionWork;
  readonly carried: PromotionDraft | null;
  readonly onCarry: (carried: Carried) => void;
}

const draftOf = ({ draft }: Kept): PromotionDraft | null => draft;

/** What is being written, and whether it was saved. */
export function useDraft({ file, work, carried, onCarry }: Place) {
  const may = useMay();
  const [template, setTemplate] = useAddressValue('modello');
  const open = file?.versions.find(({ state }) => state === 'draft');
  const chosen = TEMPLATES.find(({ id }) => id === template)?.id;
  const kept = useMemo((): Kept => {
    if (file === null) return { version: null, draft: chosen ? begunWith(chosen) : null };
    const { version, number } = file.promotion;
    const latest = open ?? file.versions.find((each) => each.number === number);
    return { version, draft: asKept(file, latest) };
  }, [chosen, file, open]);
  const edits = useRowDraft(kept, draftOf, carried);
  const [again, setAgain] = useState(false);
  const { draft, base } = edits;
  const create = useCreate(work, draft, onCarry);
  const rewrite = async ({ promotion }: PromotionFile, written: PromotionDraft): Promise<void> => {
    const outcome = await work.rewrite.send({
      promotionId: promotion.id,
      expectedVersion: base.version ?? promotion.version,
      campaignId: written.campaignId,
      ...bodyOf(written),
    });
    edits.answered(outcome);
    if (outcome.done) setAgain(false);
  };
  const save = (): void => {
    if (draft === null) return;
    void (file === null ? create(draft) : rewrite(file, draft));
  };
  return {
    draft,
    editing: may('listini-promozioni.promotion.edit') && (file === null || !!open || again),
    changed: edits.edited || (again && open === undefined),
    flaw: draft === null ? null : flawOf(draft),
    change: (part: Partial<PromotionDraft>) => {
      if (draft !== null) edits.edit({ ...draft, ...part });
    },
    choose: setTemplate,
    beginAgain: kept.draft === null ? null : () => setAgain(true),
    save,
    /** Somebody else saved meanwhile: theirs stays, or mine is done again on it. */
    keepTheirs: () => {
      work.rewrite.forget();
      edits.forget();
      setAgain(false);
    },
    redoMine: () => {
      work.rewrite.forget();
      save();
    },
  };
}

/** Makes the promotion and goes to it, with what was typed since it was sent. */
function useCreate(
  work: PromotionWork,
  draft: PromotionDraft | null,
  onCarry: Place['onCarry'],
): (written: PromotionDraft) => Promise<void> {
  const go = useGo();
  // One for as long as it is written: sent again after a cut connection, it is the same promotion.
  const [mark] = useState(() => Date.now().toString(36).toUpperCase().slice(-5));
  const latest = useRef(draft);
  latest.current = draft;
  return async (written) => {
    const { campaignId } = written;
    const among = campaignId === null ? {} : { campaignId };
    const code = codeOf(written.name, mark);
    const outcome = await work.create.send({ code, ...among, ...bodyOf(written) });
    if (!outcome.done) return;
    const { id: promotionId } = outcome.reply;
    if (latest.current !== null && latest.current !== written) {
      onCarry({ promotionId, draft: latest.current });
    }
    go(`/promozioni/${promotionId}`, { replace: true });
  };
}

function bodyOf(draft: PromotionDraft) {
  return {
    definition: definitionOf(draft) as never,
    template: { id: draft.template, draft },
    announced: draft.announced,
    saleKind: saleKindOf(draft),
    banOverride: draft.banOverride.trim() === '' ? null : draft.banOverride.trim(),
  };
}

export type DraftForm = ReturnType<typeof useDraft>;
