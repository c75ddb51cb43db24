import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useLocationId, useMay } from '../../../../server/ui/shell/session.ts';
import { copy } from './copy.ts';
import { WORK } from './use-next-step.ts';

/** Leads to all that waits to be put back, in one walk; nothing for those who only watch. */
export function PutBackAll(): ReactElement | null {
  const t = useCopy(copy);
  const go = useGo();
  const works = useMay()(WORK, useLocationId() ?? '');
  if (!works) return null;
  return (
    <div className="bt-inset oc-put-back-all">
      <Button
        leftSection={<IconArrowBackUp size={20} stroke={1.8} aria-hidden />}
        onClick={() => go('/rimetti')}
      >
        {t('putBackAll')}
      </Button>
    </div>
  );
}
