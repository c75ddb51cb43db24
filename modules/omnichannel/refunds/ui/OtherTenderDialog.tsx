import { Checkbox } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { Endpoint } from '../../../../server/http/contract.ts';
import { useCommandOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { ActionButton } from '../../../../server/ui/kit/Action.tsx';
import { Dialog } from '../../../../server/ui/kit/Dialog.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import { useLanguage, useText } from '../../../../server/ui/language.ts';
import { CONSENT_TEXT_NOW, CONSENT_TEXTS } from '../consent.ts';
import { changeTenderEndpoint, type RefundShown } from '../contracts.ts';
import { partsCopy } from './parts-copy.ts';

const OTHERS = ['cash', 'card-terminal', 'by-hand'] as const;
type Other = (typeof OTHERS)[number];

/** Otherwise than it was paid only if the customer expressly agrees, to these words (art. 56). */
export function OtherTenderDialog({
  part,
  refund,
  refreshes,
  onClose,
}: {
  readonly part: RefundShown['parts'][number];
  readonly refund: RefundShown;
  readonly refreshes: readonly Endpoint[];
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(partsCopy);
  const say = useText();
  const language = useLanguage();
  const write = useFormat();
  const others = OTHERS.filter((other) => other !== part.tender);
  const [tender, setTender] = useState<Other>(part.tender === 'by-hand' ? 'cash' : 'by-hand');
  const [agreed, setAgreed] = useState(false);
  // As it was paid after all: there is nothing to agree to.
  const asPaid = tender === part.naturalTender;
  const change = useCommandOf(changeTenderEndpoint, { refreshes, onDone: onClose });
  const amount = write.money(part.amountMinor, refund.currency);
  return (
    <Dialog opened onClose={onClose} title={t('otherTitle', { amount })}>
      <div className="oc-refund-other">
        {change.problem ? <ErrorState problem={change.problem} reading={false} /> : null}
        <FieldChoice<Other>
          label={t('withWhat')}
          choices={others.map((value) => ({ value, label: t(value) }))}
          value={tender}
          onChange={(next) => {
            setTender(next);
            setAgreed(false);
          }}
        />
        {asPaid ? null : (
          <>
            <div>
              <p className="bt-hint">{t('readOut')}</p>
              <p>«{say(CONSENT_TEXTS[CONSENT_TEXT_NOW])}»</p>
            </div>
            <Checkbox
              size="md"
              label={t('agrees')}
              checked={agreed}
              onChange={(event) => setAgreed(event.currentTarget.checked)}
            />
          </>
        )}
        <div className="bt-dialog-actions">
          <ActionButton
            primary
            action={{
              id: 'change',
              label: t('change', { amount }),
              pending: change.pending,
              blocked: change.offline
                ? t('needsNetwork')
                : agreed || asPaid
                  ? null
                  : t('needsConsent'),
              onPress: () =>
                void change.send({
                  refundId: refund.refundId,
                  partId: part.partId,
                  tender,
                  ...(asPaid
                    ? {}
                    : { consent: { textVersion: CONSENT_TEXT_NOW, language, manner: 'spoken' } }),
                }),
            }}
          />
        </div>
      </div>
    </Dialog>
  );
}
