import { Textarea } from '@mantine/core';
import type { ReactElement } from 'react';
import { useCopy } from '../../../../../server/ui/copy.ts';
import { WITHOUT_SALE } from '../../domain/policy.ts';
import { policyCopy } from './policy-copy.ts';
import type { FieldsProps } from './draft.ts';

/** The sentence for who brings goods of which no sale is known, in both languages. */
export function WithoutSale({ terms, disabled, onChange }: FieldsProps): ReactElement {
  const t = useCopy(policyCopy);
  const says = terms.withoutSale ?? WITHOUT_SALE;
  return (
    <>
      {(['it', 'en'] as const).map((language) => (
        <Textarea
          key={language}
          label={t(`withoutSale_${language}`)}
          autosize
          maxLength={400}
          disabled={disabled}
          value={says[language]}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...terms, withoutSale: { ...says, [language]: value } })
          }
        />
      ))}
    </>
  );
}
