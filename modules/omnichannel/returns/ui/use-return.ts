import { IconArrowBackUp, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandOf, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useText } from '../../../../server/ui/language.ts';
import { useLatest } from '../../../../server/ui/latest.ts';
import type { Problem } from '../../../../server/ui/problem.ts';
import type { DocumentType } from '../../pickup/counter-contracts.ts';
import {
  confirmReturnEndpoint,
  previewReturnEndpoint,
  type ReturnableOrder,
  type ReturnPreview,
} from '../contracts.ts';
import type { Proof } from '../domain/return.ts';
import type { ReturnFile } from '../reading-contracts.ts';
import { bodyOf, EMPTY_RETURN, missingFrom, type ReturnForm } from './return-form.ts';
import { wizardCopy } from './wizard-copy.ts';

/** What is told beside the pieces: for whoever decides, and for the file. */
export interface Extras {
  readonly custodyPlace: string;
  readonly note: string;
  readonly documentType: DocumentType | null;
}

export interface ReturnWork {
  /** Where it is taken back. */
  readonly locationId: string;
  readonly form: ReturnForm;
  /** The newest form, also between two scans of one moment. */
  readonly latest: () => ReturnForm;
  readonly change: (form: ReturnForm) => void;
  readonly extras: Extras;
  readonly changeExtras: (extras: Extras) => void;
  /** What it comes to; null while something is missing or it is being worked out. */
  readonly preview: ReturnPreview | null;
  readonly reckoning: boolean;
  readonly problem: Problem | null;
  readonly primary: Action;
}

/** The form of a return, its preview at every change, and the one button that confirms it. */
export function useReturn(
  order: ReturnableOrder,
  at: { readonly locationId: string; readonly proof: Proof },
  on: { readonly onDone: (file: ReturnFile) => void; readonly onChanged: () => void },
): ReturnWork {
  const { value: form, latest, keep } = useLatest<ReturnForm>(EMPTY_RETURN);
  const [extras, changeExtras] = useState<Extras>({
    custodyPlace: '',
    note: '',
    documentType: null,
  });
  const [settled, setSettled] = useState<Settled>({ consentShown: null, dueMinor: 0 });
  const missing = missingFrom(order, form);
  const body = missing === null ? bodyOf(order, form, at, settled) : null;
  const [sent, setSent] = useState(false);
  const reading = usePreview(body, sent);
  const preview = body === null ? null : (reading.data ?? null);
  useSettled(preview, settled, setSettled);
  const confirm = useCommandOf(confirmReturnEndpoint, { onDone: on.onDone });
  const primary = usePrimary(preview, missing, form, extras, confirm, () => {
    if (body === null || preview === null) return;
    const { custodyPlace, note, documentType } = extras;
    setSent(true);
    void confirm
      .send({
        ...body,
        digest: preview.digest,
        ...(note.trim() === '' ? {} : { note: note.trim() }),
        ...(preview.verdict === 'needs-approval' ? { custodyPlace: custodyPlace.trim() } : {}),
        ...(documentType === null
          ? {}
          : { documentType, customerName: `${order.customer.name} ${order.customer.surname}` }),
      })
      .then((outcome) => {
        if (outcome.done) return;
        setSent(false);
        // What changed meanwhile is read again; what was typed stays.
        if (outcome.problem.status !== 409) return;
        reading.retry();
        on.onChanged();
      });
  });
  return {
    locationId: at.locationId,
    form,
    latest,
    change: keep,
    extras,
    changeExtras,
    preview,
    reckoning: body !== null && reading.refreshing,
    problem: confirm.problem ?? (body === null ? null : reading.problem),
    primary,
  };
}

interface Settled {
  readonly consentShown: string | null;
  readonly dueMinor: number;
}

/** Pieces that have been sent back are no longer there to be worked out: from then on nobody asks. */
function usePreview(
  body: Parameters<typeof useQueryOf<typeof previewReturnEndpoint>>[1] | null,
  sent: boolean,
) {
  const nothing = { orderId: '', locationId: '', proof: 'none' as const, lines: [] };
  return useQueryOf(previewReturnEndpoint, body ?? nothing, {
    when: body !== null && !sent,
    // Its digest says whether it still holds when it is confirmed.
    freshSeconds: 60,
  });
}

/** The preview says what the customer must agree to and what is still to pay: the next body says it back. */
function useSettled(
  preview: ReturnPreview | null,
  settled: Settled,
  setSettled: (settled: Settled) => void,
): void {
  const say = useText();
  if (preview === null) return;
  const consentShown = preview.consent ? say(preview.consent) : settled.consentShown;
  // What somebody has yet to agree to is paid when they have.
  const dueMinor = preview.verdict === 'allowed' ? (preview.exchange?.dueMinor ?? 0) : 0;
  if (consentShown !== settled.consentShown || dueMinor !== settled.dueMinor) {
    setSettled({ consentShown, dueMinor });
  }
}

type Confirm = ReturnType<typeof useCommandOf<typeof confirmReturnEndpoint>>;

/** Refund, exchange or ask: what the button says is what happens. */
function usePrimary(
  preview: ReturnPreview | null,
  missing: ReturnType<typeof missingFrom>,
  form: ReturnForm,
  extras: Extras,
  confirm: Confirm,
  onPress: () => void,
): Action {
  const t = useCopy(wizardCopy);
  const write = useFormat();
  const say = useText();
  const asks = preview?.verdict === 'needs-approval';
  const amount = preview ? write.money(preview.totalMinor, preview.currency) : '';
  const label = !preview
    ? t('confirm')
    : asks
      ? preview.outcome === 'exchange'
        ? t('askExchange')
        : t('askFor', { amount })
      : preview.outcome === 'exchange'
        ? t('confirmExchange')
        : preview.outcome === 'voucher'
          ? t('confirmVoucher', { amount })
          : t('confirmRefund', { amount });
  const blocked = (): string | null => {
    if (confirm.offline) return t('needsNetwork');
    if (missing !== null) return t(`missing_${missing}`);
    if (preview === null) return t('reckoning');
    if (preview.verdict === 'refused') return preview.tell ? say(preview.tell) : t('refusedHere');
    if (preview.consent !== null && !form.settlement.consent) return t('missing_consent');
    return asks && extras.custodyPlace.trim() === '' ? t('missing_place') : null;
  };
  return {
    id: 'confirm',
    label,
    icon: asks ? IconShieldCheck : IconArrowBackUp,
    pending: confirm.pending,
    blocked: blocked(),
    onPress,
  };
}
