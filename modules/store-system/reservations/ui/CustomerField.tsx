import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCircleCheck, IconPhone } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Initials } from '../../../../server/ui/kit/Initials.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED } from '../../../../server/ui/scan/scan.ts';
import { readPhone, searchCustomers } from '../../../base/customers/contracts.ts';
import { copy } from './copy.ts';
import { Hits, type Hit } from './Hits.tsx';
import { isEmpty, NewCustomer, NOBODY, type Person } from './NewCustomer.tsx';

/** Who the piece is kept for: known already, or to be registered with a name and this phone. */
export type Customer =
  | { readonly kind: 'known'; readonly hit: Hit }
  | ({ readonly kind: 'new'; readonly phone: string } & Person);

const TYPING_MS = 200;
const LETTERS_ENOUGH = 3;

/** A phone, a card or an address belongs to one person: found, it is taken without being asked. */
function pointsAtOne(text: string): boolean {
  return text.includes('@') || /\d/.test(text);
}

/** The customer by phone or card; by name too. Whoever is new is registered on the way. */
export function CustomerField({
  customer,
  note,
  onChange,
}: {
  readonly customer: Customer | null;
  /** What is to be known of the customer that was found: «ha già 1 prenotazione qui». */
  readonly note: string;
  readonly onChange: (customer: Customer | null) => void;
}): ReactElement {
  const t = useCopy(copy);
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), TYPING_MS);
  const known = customer?.kind === 'known';
  // What was found for other words is not offered, and nobody is taken by it.
  const asked = q.length >= LETTERS_ENOUGH && q === text.trim() && !known;
  const found = useQueryOf(
    searchCustomers,
    { q: asked ? q : '--' },
    { when: asked, freshSeconds: 0 },
  );
  const hits = asked ? (found.data?.customers ?? []) : [];
  const only = hits.length === 1 && pointsAtOne(q) ? hits[0] : undefined;
  useEffect(() => {
    if (only) onChange({ kind: 'known', hit: only });
  }, [only, onChange]);
  const write = (value: string): void => {
    setText(value);
    onChange(null);
  };
  useScan((scan) => {
    if (scan.kind !== 'text') return PASSED;
    write(scan.code);
    return accepted(scan.code);
  });
  const field = useRef<HTMLInputElement>(null);
  // The form may appear after the dialog has looked for something to give the focus to.
  useEffect(() => field.current?.focus(), []);
  const nobody = asked && found.data !== undefined && hits.length === 0;
  const isNew = nobody && readPhone(q) !== null;
  // Also while the phone is being corrected: what was written of the person stays.
  const [person, setPerson] = useState<Person>(NOBODY);
  const writes = isNew || (!known && hits.length === 0 && text.trim() !== '' && !isEmpty(person));
  useEffect(() => {
    if (isNew) onChange({ kind: 'new', phone: q, ...person });
  }, [isNew, q, person, onChange]);
  return (
    <div className="ss-customer">
      <TextInput
        label={t('phone')}
        placeholder={t('phonePlaceholder')}
        autoComplete="off"
        leftSection={<IconPhone size={20} stroke={1.8} aria-hidden />}
        rightSection={
          known ? <IconCircleCheck size={22} color="var(--bt-pronto-fg)" aria-hidden /> : null
        }
        value={text}
        ref={field}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <div role="status">
        {customer?.kind === 'known' && (
          <Known
            hit={customer.hit}
            note={note}
            onChange={() => {
              write('');
              field.current?.focus();
            }}
          />
        )}
        {asked && !known && (
          <Shown reading={found} what={t('cannotFind')} loading={null}>
            {() =>
              hits.length > 0 && !only ? (
                <Hits hits={hits} onPick={(hit) => onChange({ kind: 'known', hit })} />
              ) : nobody && !isNew ? (
                <p className="bt-hint">{t(/\d/.test(q) ? 'notWhole' : 'nobodyNamed')}</p>
              ) : null
            }
          </Shown>
        )}
      </div>
      {writes && (
        <NewCustomer
          person={person}
          onChange={setPerson}
          onPick={(hit) => {
            setPerson(NOBODY);
            onChange({ kind: 'known', hit });
          }}
        />
      )}
    </div>
  );
}

function Known({
  hit,
  note,
  onChange,
}: {
  readonly hit: Hit;
  readonly note: string;
  readonly onChange: () => void;
}): ReactElement {
  const t = useCopy(copy);
  const name = `${hit.name} ${hit.surname}`;
  const second = [hit.maskedPhone, hit.hasCard ? t('card') : null, note || null]
    .filter((part) => part !== null)
    .join(' · ');
  return (
    <div className="ss-known">
      <span className="bt-aloud">{t('found')}</span>
      <Initials name={name} role="inchiostro" beside />
      <TwoLines first={name} second={second} />
      <Button size="sm" variant="subtle" onClick={onChange}>
        {t('change')}
      </Button>
    </div>
  );
}
