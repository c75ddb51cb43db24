import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { Endpoint } from '../../../../server/http/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useFormat } from '../../../../server/ui/kit/use-format.ts';
import type { RefundShown } from '../contracts.ts';
import { wasRefused } from '../domain/other-tender.ts';
import { OtherTenderDialog } from './OtherTenderDialog.tsx';
import { partsCopy } from './parts-copy.ts';
import './refunds.css';

interface Props {
  readonly part: RefundShown['parts'][number];
  readonly refund: RefundShown;
  readonly refreshes: readonly Endpoint[];
}

/** Opens the choice of another tender; offline it says there what is missing. */
export function OtherWay({
  label,
  quiet = false,
  ...props
}: Props & { readonly label: string; readonly quiet?: boolean }): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button {...(quiet ? { variant: 'subtle' } : {})} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open ? <OtherTenderDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/**
 * What waits and may not go through: a card the terminal does not credit, or a tender that was chosen in
 * place of the payment's. Another way for who may take it; of a card, for the others, who that is.
 */
export function WaitingOtherWay(props: Props): ReactElement | null {
  const t = useCopy(partsCopy);
  const write = useFormat();
  const { part, refund } = props;
  const { tender, naturalTender, state, amountMinor } = part;
  const { by, isMine } = refund.otherTender;
  const onCard = tender === 'card-terminal';
  if (state !== 'authorised' || !(onCard || tender !== naturalTender)) return null;
  const amount = write.money(amountMinor, refund.currency);
  if (!isMine && !wasRefused(part)) {
    return onCard ? <p className="bt-hint">{t(`ask_${by}`, { amount })}</p> : null;
  }
  return (
    <div className="oc-refund-steps">
      <OtherWay label={t('otherWayOf', { amount })} quiet {...props} />
    </div>
  );
}
