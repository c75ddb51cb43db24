import type { ReactElement } from 'react';
import type { Reading } from '../../../../server/ui/contract.ts';
import { ScreenFrame } from '../../../../server/ui/kit/ScreenFrame.tsx';
import { Shown } from '../../../../server/ui/kit/Shown.tsx';
import { RulesParts, type Part } from './RulesParts.tsx';

/** A part of the rules while it is being read, or when it cannot be; the other parts stay in reach. */
export function RulesUnread({
  part,
  title,
  reading,
  what,
}: {
  readonly part: Part;
  readonly title: string;
  readonly reading: Reading<unknown>;
  readonly what: string;
}): ReactElement {
  return (
    <ScreenFrame title={title}>
      <RulesParts part={part} />
      <Shown reading={reading} what={what}>
        {() => null}
      </Shown>
    </ScreenFrame>
  );
}
