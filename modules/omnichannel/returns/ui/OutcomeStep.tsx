import { ActionIcon, Checkbox } from '@mantine/core';
import { IconScan, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { FieldChoice } from '../../../../server/ui/kit/FieldChoice.tsx';
import { ItemCard } from '../../../../server/ui/kit/ItemCard.tsx';
import { CodeText } from '../../../../server/ui/kit/CodeText.tsx';
import { MoneyText } from '../../../../server/ui/kit/MoneyText.tsx';
import { useText } from '../../../../server/ui/language.ts';
import { sameGtin } from '../../../../server/ui/scan/scan.ts';
import type { ReturnableOrder } from '../contracts.ts';
import { outcomesOf, type OutcomeForm, type Tender } from './return-form.ts';
import { RefundShares } from './RefundShares.tsx';
import type { ReturnWork } from './use-return.ts';
import { wizardCopy } from './wizard-copy.ts';

interface Props {
  readonly order: ReturnableOrder;
  readonly work: ReturnWork;
}

/** What the customer gets: as they paid, unless they expressly want it otherwise. */
export function OutcomeStep({ order, work }: Props): ReactElement {
  const t = useCopy(wizardCopy);
  const say = useText();
  const { form } = work;
  const { settlement } = form;
  const change = (next: Partial<OutcomeForm>): void => {
    const now = work.latest();
    work.change({ ...now, settlement: { ...now.settlement, ...next } });
  };
  const offered = outcomesOf(order, form);
  return (
    <div className="oc-return-outcome">
      <FieldChoice
        label={t('whatTheyGet')}
        choices={offered.map(({ outcome, title, verdict }) => ({
          value: outcome,
          label: say(title),
          disabled: verdict === 'refused',
          ...(verdict === 'allowed' ? {} : { note: t(`verdict_${verdict}`) }),
        }))}
        value={settlement.outcome}
        onChange={(outcome) => change({ outcome, consent: false, shares: null })}
      />
      {settlement.outcome === 'other-tender' ? (
        <FieldChoice<Tender>
          label={t('withWhat')}
          choices={[
            { value: 'cash', label: t('tender_cash') },
            { value: 'card', label: t('tender_card') },
            { value: 'bank-transfer', label: t('tender_bank-transfer') },
          ]}
          value={settlement.tender}
          onChange={(tender) => change({ tender, consent: false })}
        />
      ) : null}
      {work.preview?.consent ? (
        <section className="bt-panel oc-return-consent">
          <h2 className="oc-subtitle">{t('askConsent')}</h2>
          <p className="oc-return-said">«{say(work.preview.consent)}»</p>
          <Checkbox
            size="md"
            label={t('customerAgrees')}
            checked={settlement.consent}
            onChange={(event) => change({ consent: event.currentTarget.checked })}
          />
        </section>
      ) : null}
      {settlement.outcome === 'original-tender' ? <RefundShares order={order} work={work} /> : null}
      {settlement.outcome === 'exchange' ? <NewPieces work={work} change={change} /> : null}
    </div>
  );
}

function NewPieces({
  work,
  change,
}: {
  readonly work: ReturnWork;
  readonly change: (next: Partial<OutcomeForm>) => void;
}): ReactElement {
  const t = useCopy(wizardCopy);
  const { pieces, differenceBy } = work.form.settlement;
  const exchange = work.preview?.exchange ?? null;
  const takeOut = (gtin: string): void => {
    const { [gtin]: _, ...others } = pieces;
    change({ pieces: others });
  };
  return (
    <section aria-label={t('newPieces')}>
      <p className="bt-quiet oc-return-told">
        <IconScan size={20} stroke={1.8} aria-hidden />
        {t('scanNewPieces')}
      </p>
      <ul className="oc-return-lines">
        {Object.entries(pieces).map(([gtin, quantity]) => {
          const item = exchange?.pieces.find((each) => sameGtin(each.gtin, gtin));
          const away = (
            <ActionIcon
              size={48}
              aria-label={t('leaveOutNamed', { name: item?.name ?? gtin })}
              onClick={() => takeOut(gtin)}
            >
              <IconTrash size={22} stroke={1.8} aria-hidden />
            </ActionIcon>
          );
          return (
            <li key={gtin}>
              {item ? (
                <ItemCard
                  item={item}
                  picture="card"
                  right={<MoneyText amountMinor={item.priceMinor} />}
                >
                  <span className="bt-quiet">× {quantity}</span>
                  {away}
                </ItemCard>
              ) : (
                <span className="oc-return-code">
                  <CodeText code={gtin} /> × {quantity} {away}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {exchange && exchange.dueMinor > 0 && work.preview?.verdict === 'needs-approval' ? (
        <p className="bt-hint">{t('restLater')}</p>
      ) : null}
      {exchange && exchange.dueMinor > 0 && work.preview?.verdict === 'allowed' ? (
        <FieldChoice<'cash' | 'card'>
          label={t('paysDifference')}
          choices={[
            { value: 'card', label: t('tender_card') },
            { value: 'cash', label: t('tender_cash') },
          ]}
          value={differenceBy}
          onChange={(next) => change({ differenceBy: next })}
        />
      ) : null}
    </section>
  );
}
