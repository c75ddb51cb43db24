import type { Knex } from 'knex';
import { beginPromotion } from '../../../modules/listini-promozioni/promotions/commands.ts';
import type { Definition } from '../../../modules/listini-promozioni/promotions/domain/definition.ts';
import type { TemplateFields } from '../../../modules/listini-promozioni/promotions/domain/template-fields.ts';
import { fromTemplate } from '../../../modules/listini-promozioni/promotions/domain/templates.ts';
import {
  approveSubmitted,
  submitDraft,
} from '../../../modules/listini-promozioni/promotions/publish.ts';
import { inTransaction } from '../../../server/db/transaction.ts';
import { approver, merchandiser } from './price-list.ts';
import { nextNumber } from './sequence.ts';

/** A definition from a template, with whatever else is said. */
export function makeDefinition(fields: TemplateFields, more: Partial<Definition> = {}): Definition {
  return { ...fromTemplate(fields, { it: 'Prova', en: 'Trial' }), ...more };
}

/** A promotion’s texts that say nothing but its name. */
export function named(name: string): Pick<Definition, 'texts'> {
  const said = { it: name, en: name };
  return { texts: { name: said, receipt: said, label: { it: '', en: '' } } };
}

export interface GivenPromotion {
  readonly code?: string;
  readonly definition: Definition;
  readonly saleKind?: 'promo' | 'saldi' | 'card' | 'coupon';
  readonly announced?: boolean;
  readonly banOverride?: string;
  readonly campaignId?: string;
  readonly at?: Date;
}

/** A draft. Gives back its id. */
export async function makePromotion(db: Knex, given: GivenPromotion): Promise<string> {
  const { code = `PROMO-${nextNumber()}`, definition, at, ...rest } = given;
  const { id } = await inTransaction(
    db,
    merchandiser,
    (tx) => beginPromotion(tx, { code, definition: definition as never, ...rest }),
    at ? { at } : {},
  );
  return id;
}

/** Handed in and approved by somebody else. Gives back its id. */
export async function runPromotion(db: Knex, given: GivenPromotion): Promise<string> {
  const promotionId = await makePromotion(db, given);
  const when = given.at ? { at: given.at } : {};
  await inTransaction(db, merchandiser, (tx) => submitDraft(tx, { promotionId }), when);
  await inTransaction(db, approver, (tx) => approveSubmitted(tx, { promotionId }), when);
  return promotionId;
}
