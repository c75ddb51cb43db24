import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useClient, useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED } from '../../../../server/ui/scan/scan.ts';
import { searchCustomers } from '../../../base/customers/contracts.ts';
import { offerCopy } from './offer-copy.ts';

export type FoundCustomer = ReplyOf<typeof searchCustomers>['customers'][number];

const TYPING_MS = 250;
const MOST_SHOWN = 5;

/** Who stands there: a card read by the scanner is taken at once, a name is chosen from a few. */
export function CustomerFields({
  onFound,
  onClose,
}: {
  readonly onFound: (customer: FoundCustomer) => void;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(offerCopy);
  const client = useClient();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), TYPING_MS);
  const found = useQueryOf(searchCustomers, { q }, { when: q.length > 1 });
  // A card may look like a barcode: it is asked for first, and what is no card goes on to the finder.
  useScan(async (scan) => {
    if (scan.kind !== 'text' && scan.kind !== 'item') return PASSED;
    const [only, another] = await client.call(searchCustomers, { q: scan.raw }).then(
      (reply) => reply.customers,
      () => [],
    );
    if (!only || another) return PASSED;
    onFound(only);
    return accepted(`${only.name} ${only.surname}`);
  });
  // Whoever was found for other words is not offered: a quick hand would take somebody else.
  const fresh = q.length > 1 && q === text.trim();
  const customers = fresh ? (found.data?.customers ?? []) : [];
  return (
    <div className="lp-customer">
      <TextInput
        label={t('whoIsIt')}
        value={text}
        maxLength={100}
        data-autofocus
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the press that opened it asked for it
        autoFocus
        error={found.problem ? t('cannotFind') : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            onClose();
          }
          if (event.key === 'Enter' && customers[0]) onFound(customers[0]);
        }}
      />
      {fresh && found.data && customers.length === 0 ? (
        <p className="bt-hint">{t('nobody')}</p>
      ) : null}
      <ul>
        {customers.slice(0, MOST_SHOWN).map((customer) => (
          <li key={customer.id}>
            <button type="button" className="lp-customer-hit" onClick={() => onFound(customer)}>
              <b>
                {customer.name} {customer.surname}
              </b>
              <span className="bt-quiet">
                {[customer.maskedPhone, customer.hasCard ? t('withCard') : null]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
