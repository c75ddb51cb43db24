import { useState } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useAddressValue, useGo } from '../../../../server/ui/address.ts';
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

/** What is being written, and whether it was saved. */
export function useDraft(file: PromotionFile | null, work: PromotionWork) {
  const go = useGo();
  const may = useMay();
  const [template, setTemplate] = useAddressValue('modello');
  const open = file?.versions.find(({ state }) => state === 'draft');
  const latest = open ?? file?.versions.find(({ number }) => number === file.promotion.number);
  const chosen = TEMPLATES.find(({ id }) => id === template);
  const kept = file === null ? (chosen ? begunWith(chosen.id) : null) : asKept(file, latest);
  const [typed, setTyped] = useState<PromotionDraft | null>(null);
  // What the draft was read as when somebody began to type over it: saving says so.
  const [basis, setBasis] = useState<number | null>(null);
  const [again, setAgain] = useState(false);
  const draft = typed ?? kept;
  const mayEdit = may('listini-promozioni.promotion.edit');
  const editing = mayEdit && (file === null || open !== undefined || again);
  const saved = (): void => {
    setTyped(null);
    setBasis(null);
    setAgain(false);
  };
  const save = async (over?: number): Promise<void> => {
    if (draft === null) return;
    const body = {
      definition: definitionOf(draft) as never,
      template: { id: draft.template, draft },
      announced: draft.announced,
      saleKind: saleKindOf(draft),
      banOverride: draft.banOverride.trim() === '' ? null : draft.banOverride.trim(),
    };
    if (file === null) {
      const code = codeOf(draft.name, Date.now().toString(36).toUpperCase().slice(-5));
      const { campaignId } = draft;
      const among = campaignId === null ? {} : { campaignId };
      const outcome = await work.create.send({ code, ...among, ...body });
      if (outcome.done) go(`/promozioni/${outcome.reply.id}`, { replace: true });
      return;
    }
    const expectedVersion = over ?? basis ?? file.promotion.version;
    const outcome = await work.rewrite.send({
      promotionId: file.promotion.id,
      expectedVersion,
      campaignId: draft.campaignId,
      ...body,
    });
    if (outcome.done) saved();
  };
  return {
    draft,
    editing,
    changed: typed !== null || (again && open === undefined),
    flaw: draft === null ? null : flawOf(draft),
    change: (part: Partial<PromotionDraft>) => {
      if (draft === null) return;
      setTyped({ ...draft, ...part });
      setBasis((before) => before ?? file?.promotion.version ?? null);
    },
    choose: setTemplate,
    beginAgain: kept === null ? null : () => setAgain(true),
    save: () => void save(),
    /** Somebody else saved meanwhile: theirs stays, or mine is written over it. */
    keepTheirs: () => {
      work.rewrite.forget();
      saved();
    },
    writeOver: (version: number) => {
      work.rewrite.forget();
      void save(version);
    },
  };
}

export type DraftForm = ReturnType<typeof useDraft>;
