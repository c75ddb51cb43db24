import type { ReactElement } from 'react';
import './builder.css';
import { CouponCodes } from './CouponCodes.tsx';
import { TemplateFieldset, WhatFields, type FieldsProps } from './TemplateFieldset.tsx';
import { TermsPanels } from './TermsPanels.tsx';
import { WhenFields } from './WhenFields.tsx';
import { WhereFields } from './WhereFields.tsx';
import { WhoFields } from './WhoFields.tsx';

/** The fields of a promotion: what its template asks for, then what, where, when, for whom, on which terms. */
export function PromotionFields({
  promotionId,
  ...props
}: FieldsProps & { readonly promotionId: string | null }): ReactElement {
  const { draft } = props;
  return (
    <div className="lp-build-fields">
      <TemplateFieldset {...props} />
      {draft.template === 'coupon' && draft.code.trim() === '' ? (
        <CouponCodes promotionId={promotionId} name={draft.name} />
      ) : null}
      <WhatFields {...props} />
      <WhereFields {...props} />
      <WhenFields {...props} />
      <WhoFields {...props} />
      <TermsPanels {...props} />
    </div>
  );
}
