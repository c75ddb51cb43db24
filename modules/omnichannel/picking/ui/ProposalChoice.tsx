import { IconBasketMinus, IconBuildingStore, IconTruckDelivery, IconX } from '@tabler/icons-react';
import { useId, type ReactElement } from 'react';
import { sayIn, type Say } from '../../../../server/ui/copy.ts';
import { clock, day, distance, money, type Reader } from '../../../../server/ui/kit/format.ts';
import { ItemPicture } from '../../../../server/ui/kit/ItemPicture.tsx';
import { answerOf, sameAnswer, type Answer, type Proposal } from '../domain/proposal.ts';
import { questionCopy } from './question-copy.ts';
import './question.css';

type Words = Say<typeof questionCopy.it>;

/** What can be answered, one press each: for the customer’s thumb and for who answers in their name. */
export function ProposalChoice({
  label,
  proposals,
  currency,
  reader,
  value,
  onChange,
}: {
  readonly label: string;
  readonly proposals: readonly Proposal[];
  readonly currency: string;
  readonly reader: Reader;
  readonly value: Answer | null;
  readonly onChange: (answer: Answer) => void;
}): ReactElement {
  const name = useId();
  const t = sayIn(questionCopy, reader.language);
  return (
    <fieldset className="oc-proposals">
      <legend>{label}</legend>
      {proposals.map((proposal) => {
        const answer = answerOf(proposal);
        const chosen = value !== null && sameAnswer(value, answer);
        return (
          <label key={JSON.stringify(answer)} className="oc-proposal" data-chosen={chosen}>
            <input type="radio" name={name} checked={chosen} onChange={() => onChange(answer)} />
            <Mark proposal={proposal} />
            <span className="oc-proposal-words">
              <b>{titleOf(t, proposal)}</b>
              <span>{noteOf(t, reader, currency, proposal)}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

function Mark({ proposal }: { readonly proposal: Proposal }): ReactElement {
  if (proposal.kind === 'substitute') return <ItemPicture item={proposal} size="card" beside />;
  const Shape = {
    move: IconBuildingStore,
    bring: IconTruckDelivery,
    partial: IconBasketMinus,
    cancel: IconX,
  }[proposal.kind];
  return (
    <span className="oc-proposal-mark">
      <Shape size={24} stroke={1.8} aria-hidden />
    </span>
  );
}

function titleOf(t: Words, proposal: Proposal): string {
  switch (proposal.kind) {
    case 'move':
      return t('move', { name: proposal.name });
    case 'bring':
      return t('bring');
    case 'substitute':
      return `${proposal.name}, ${proposal.colour}, ${proposal.size}`;
    case 'partial':
      return t('partial', { count: proposal.left });
    case 'cancel':
      return t('cancel');
  }
}

function noteOf(t: Words, reader: Reader, currency: string, proposal: Proposal): string {
  const amount = (minor: number): string => money(reader, minor, currency);
  switch (proposal.kind) {
    case 'move':
      return proposal.distanceMetres === null
        ? t('moveNoteFar')
        : t('moveNote', { distance: distance(reader, proposal.distanceMetres) });
    case 'bring':
      return t('bringNote', {
        name: proposal.name,
        day: `${day(reader, proposal.readyBy)} ${clock(reader, proposal.readyBy)}`,
      });
    case 'substitute': {
      const { payMinor, refundMinor } = proposal;
      const like = t(`likeness_${proposal.likeness}`);
      const price =
        refundMinor > 0
          ? t('substituteNote', { price: amount(payMinor), refund: amount(refundMinor) })
          : t('substituteSame', { price: amount(payMinor) });
      return `${like} · ${price}`;
    }
    default:
      return proposal.refundMinor > 0
        ? t('refund', { amount: amount(proposal.refundMinor) })
        : t('nothingPaid');
  }
}
