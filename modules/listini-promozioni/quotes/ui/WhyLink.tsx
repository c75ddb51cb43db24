import { Button } from '@mantine/core';
import { IconQuestionMark } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { offerCopy } from './offer-copy.ts';
import { whyAddress, type PriceAsked } from './why-address.ts';

/** To «Perché costa», with everything that made the price. */
export function WhyLink(asked: PriceAsked): ReactElement {
  const t = useCopy(offerCopy);
  const go = useGo();
  return (
    <Button
      size="sm"
      leftSection={<IconQuestionMark size={18} stroke={1.8} aria-hidden />}
      onClick={() => go(whyAddress(asked))}
    >
      {t('whyShort')}
    </Button>
  );
}
