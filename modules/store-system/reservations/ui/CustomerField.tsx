import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCircleCheck, IconPhone, IconUserPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { ReplyOf } from '../../../../server/http/contract.ts';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Initials } from '../../../../server/ui/kit/Initials.tsx';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { TwoLines } from '../../../../server/ui/kit/TwoLines.tsx';
import { useScan } from '../../../../server/ui/scan/handlers.ts';
import { accepted, PASSED } from '../../../../server/ui/scan/scan.ts';
import { searchCustomers } from '../../../base/customers/contracts.ts';
import { copy } from './copy.ts';

type Hit = ReplyOf<typeof searchCustomers>['customers'][number];

/** Who the piece is kept for: known already, or to be registered with a name and this phone. */
export type Customer =
  | { readonly kind: 'known'; readonly hit: Hit }
  | {
      readonly kind: 'new';
      readonly name: string;
      readonly surname: string;
      readonly phone: string;
    };

const TYPING_MS = 200;
const LETTERS_ENOUGH = 3;
/** The shortest Italian number that can be somebody's. */
const PHONE_DIGITS = 8;
const MOST = 5;

function digitsOf(text: string): number {
  return text.replace(/\D/g, '').length;
}

/** A phone, a card or an address belongs to one person: found, it is taken without being asked. */
function pointsAtOne(text: string): boolean {
  return digitsOf(text) >= PHONE_DIGITS || text.includes('@') || /\d/.test(text);
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
  const isNew =
    asked && found.data !== undefined && hits.length === 0 && digitsOf(q) >= PHONE_DIGITS;
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
              ) : hits.length === 0 && !isNew && !/\d/.test(q) ? (
                <p className="bt-hint">{t('nobodyNamed')}</p>
              ) : null
            }
          </Shown>
        )}
      </div>
      {isNew && <NewCustomer phone={q} onChange={onChange} />}
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

function Hits({
  hits,
  onPick,
}: {
  readonly hits: readonly Hit[];
  readonly onPick: (hit: Hit) => void;
}): ReactElement {
  const t = useCopy(copy);
  return (
    <ul className="ss-people" aria-label={t('chooseCustomer')}>
      {hits.slice(0, MOST).map((hit) => (
        <li key={hit.id}>
          <button type="button" onClick={() => onPick(hit)}>
            <Initials name={`${hit.name} ${hit.surname}`} role="inchiostro" beside />
            <TwoLines
              first={`${hit.name} ${hit.surname}`}
              second={hit.maskedPhone ?? hit.maskedEmail ?? ''}
            />
          </button>
        </li>
      ))}
    </ul>
  );
}

function NewCustomer({
  phone,
  onChange,
}: {
  readonly phone: string;
  readonly onChange: (customer: Customer) => void;
}): ReactElement {
  const t = useCopy(copy);
  const [name, setName] = useState('');
  const [surname, setSurname] = useState('');
  useEffect(() => {
    onChange({ kind: 'new', name: name.trim(), surname: surname.trim(), phone });
  }, [name, surname, phone, onChange]);
  return (
    <>
      <Notice role="lavoro" icon={IconUserPlus}>
        {t('newCustomer')}
      </Notice>
      <div className="ss-two">
        <TextInput
          label={t('name')}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('surname')}
          autoComplete="off"
          value={surname}
          onChange={(event) => setSurname(event.currentTarget.value)}
        />
      </div>
    </>
  );
}
