import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { useEffect, type ReactElement } from 'react';
import { useQueryOf } from '../../../../server/ui/contract.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { searchCustomers } from '../../../base/customers/contracts.ts';
import { copy } from './copy.ts';
import { Hits, type Hit } from './Hits.tsx';

/** Somebody who is written down for the first time. */
export interface Person {
  readonly name: string;
  readonly surname: string;
  /** Empty: nobody can write to them. */
  readonly email: string;
  /** The address is another customer's: that is who stands here, or the address is wrong. */
  readonly emailTaken: boolean;
}

export const NOBODY: Person = { name: '', surname: '', email: '', emailTaken: false };
const TYPING_MS = 200;

export function isEmpty({ name, surname, email }: Person): boolean {
  return [name, surname, email].every((word) => word.trim() === '');
}

/** Empty, or an address as the server takes it. */
export function isAddress(email: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim());
}

/** Name, surname, and if they like an e-mail, so that messages reach them. */
export function NewCustomer({
  person,
  onChange,
  onPick,
}: {
  readonly person: Person;
  readonly onChange: (person: Person) => void;
  readonly onPick: (hit: Hit) => void;
}): ReactElement {
  const t = useCopy(copy);
  const owners = useOwnersOf(person.email);
  const emailTaken = owners.length > 0;
  useEffect(() => {
    if (person.emailTaken !== emailTaken) onChange({ ...person, emailTaken });
  }, [person, emailTaken, onChange]);
  const field = (word: 'name' | 'surname' | 'email') => ({
    label: t(word),
    autoComplete: 'off',
    value: person[word],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ ...person, [word]: event.currentTarget.value }),
  });
  const wrong = person.email.trim() !== '' && !isAddress(person.email);
  return (
    <>
      <Notice role="lavoro" icon={IconUserPlus}>
        {t('newCustomer')}
      </Notice>
      <div className="ss-two">
        <TextInput {...field('name')} />
        <TextInput {...field('surname')} />
      </div>
      <TextInput
        {...field('email')}
        inputMode="email"
        error={wrong ? t('wrongEmail') : emailTaken ? t('emailTaken') : null}
      />
      {emailTaken && <Hits hits={owners} onPick={onPick} />}
    </>
  );
}

function useOwnersOf(email: string): readonly Hit[] {
  const [q] = useDebouncedValue(email.trim(), TYPING_MS);
  const when = isAddress(q) && q === email.trim();
  const found = useQueryOf(searchCustomers, { q: when ? q : '--' }, { when, freshSeconds: 0 });
  return when ? (found.data?.customers ?? []) : [];
}
