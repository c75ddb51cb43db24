import { IconBan } from '@tabler/icons-react';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import type { Action } from '../../../../server/ui/kit/Action.tsx';
import { ErrorState } from '../../../../server/ui/kit/ErrorState.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { StatusBadge } from '../../../../server/ui/kit/StatusBadge.tsx';
import { useText } from '../../../../server/ui/language.ts';
import type { Problem } from '../../../../server/ui/problem.ts';
import { useMay } from '../../../../server/ui/shell/session.ts';
import type { TransferCard } from '../contracts.ts';
import { isEnded } from '../domain/words.ts';
import { piecesOf, sideOf, STATUS_OF, toCancel } from './board.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { transferCopy } from './copy.ts';
import { Differences } from './Differences.tsx';
import { TransferAside } from './TransferAside.tsx';
import { useOpenByCode } from './use-open-by-code.ts';

/** A transfer as every step of it is given it. */
export interface TransferProps {
  readonly card: TransferCard;
  readonly asOf: Date | null;
  readonly locationId: string;
}

interface FrameProps extends TransferProps {
  readonly primary?: Action;
  readonly secondary?: readonly Action[];
  readonly note?: ReactNode;
  readonly unsaved?: boolean;
  readonly problem?: Problem | null;
  readonly children: ReactNode;
}

/** What all steps of a transfer share: from where to where, its state, its papers, the way out. */
export function TransferFrame(props: FrameProps): ReactElement {
  const { card, asOf, locationId, primary, secondary = [], note, problem } = props;
  const t = useCopy(transferCopy);
  const say = useText();
  const [cancelling, setCancelling] = useState(false);
  const { state, number } = card.transfer;
  const side = sideOf(card, locationId);
  const cancel = useCancel(props, () => setCancelling(true));
  useOpenByCode(locationId);
  const other = side === 'in' ? card.from.name : card.to.name;
  return (
    <ScreenFrame
      title={t(side === 'in' ? 'fromPlaceTitle' : 'toPlaceTitle', { name: other })}
      subtitle={[
        t('one', { number }),
        t('count', { count: piecesOf(card) }),
        say(card.causal.title),
      ].join(' · ')}
      back={side === 'in' ? '/trasferimenti' : '/trasferimenti?verso=uscita'}
      badge={<StatusBadge status={STATUS_OF[state]} words={t(`state_${state}`)} />}
      {...(primary ? { primary } : {})}
      secondary={[...secondary, ...cancel]}
      note={note}
      unsaved={props.unsaved ?? false}
      aside={<TransferAside card={card} locationId={locationId} />}
      asideLabel={t('papers')}
      asOf={asOf}
    >
      {problem ? <ErrorState problem={problem} reading={false} /> : null}
      <Ended {...props} />
      <Differences card={card} locationId={locationId} />
      {props.children}
      {cancelling ? <CancelDialog card={card} onClose={() => setCancelling(false)} /> : null}
    </ScreenFrame>
  );
}

/** Only what has not left can be cancelled: what is on its way is recalled, by its parcel. */
function useCancel({ card, locationId }: TransferProps, open: () => void): readonly Action[] {
  const t = useCopy(transferCopy);
  const may = useMay();
  const { state } = card.transfer;
  // Whoever is asked says no; whoever asks calls it off.
  const asked = card.to.locationId === locationId || state !== 'requested';
  if (isEnded(state) || toCancel(card) === 0 || !asked) return [];
  if (!may('store-system.transfers.request', locationId)) return [];
  const label = t(card.transfer.shipped > 0 ? 'cancelRest' : 'cancel');
  return [{ id: 'cancel', label, icon: IconBan, compact: true, onPress: open }];
}

function Ended({ card }: TransferProps): ReactElement | null {
  const t = useCopy(transferCopy);
  const say = useText();
  const { declined, cancelled } = card;
  if (declined) {
    return (
      <Notice role="neutro" icon={IconBan} title={t('wasDeclined', { name: card.from.name })}>
        {[say(declined.reason.title), declined.note].filter(Boolean).join('. ')}
      </Notice>
    );
  }
  if (!cancelled) return null;
  return (
    <Notice role="neutro" icon={IconBan} title={t('wasCancelled', { name: cancelled.byName })}>
      {cancelled.because}
    </Notice>
  );
}
