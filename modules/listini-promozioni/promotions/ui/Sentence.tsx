import { IconChevronDown } from '@tabler/icons-react';
import { Fragment, type ReactElement } from 'react';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useLanguage } from '../../../../server/ui/language.ts';
import type { Definition } from '../domain/definition.ts';
import { sentenceParts, type SentencePart } from '../domain/sentence.ts';
import { copy } from './copy.ts';
import './promotions.css';

/** Where the fields of a part of the sentence stand. */
const FIELDS: Readonly<Record<SentencePart, string>> = {
  benefit: 'benefit',
  conditions: 'benefit',
  who: 'who',
  where: 'where',
  when: 'when',
  limits: 'limits',
};

function show(section: string): void {
  const fields = document.getElementById(section);
  fields?.scrollIntoView({ block: 'center' });
  fields?.focus({ preventScroll: true });
}

/** What it does, as a sentence whose parts lead to their fields. */
export function Sentence({
  definition,
  editing,
}: {
  readonly definition: Definition;
  readonly editing: boolean;
}): ReactElement {
  const t = useCopy(copy);
  const parts = sentenceParts(definition, useLanguage());
  return (
    <p className="lp-promo-sentence" role="status" aria-label={t('whatItDoes')}>
      {parts.map(({ part, words }, place) => (
        <Fragment key={part}>
          {place > 0 ? ', ' : ''}
          {editing ? (
            <a
              className="lp-promo-part"
              href={`#${FIELDS[part]}`}
              onClick={(event) => {
                event.preventDefault();
                show(FIELDS[part]);
              }}
            >
              {words}
              <IconChevronDown size={16} stroke={2} aria-hidden />
            </a>
          ) : (
            words
          )}
        </Fragment>
      ))}
      {'.'}
    </p>
  );
}
