import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useGo } from '../../../../server/ui/address.ts';
import { useCopy } from '../../../../server/ui/copy.ts';
import { useLayout } from '../../../../server/ui/kit/layout.ts';
import { Notice } from '../../../../server/ui/kit/Notice.tsx';
import { doubtsCopy } from './copy.ts';
import { customersIn, useDoubts } from './use-doubts.ts';

/** Says to who can do something about it that customers count on pieces that may not be there. */
export function DoubtNotice(): ReactElement | null {
  const t = useCopy(doubtsCopy);
  const go = useGo();
  const handheld = useLayout() === 'handheld';
  const { data } = useDoubts();
  const count = data ? customersIn(data.doubts) : 0;
  if (count === 0) return null;
  const open = (): void => go('/in-dubbio');
  return (
    <Notice
      role="attesa"
      icon={IconAlertTriangle}
      title={t('notice', { count })}
      {...(handheld ? { onOpen: open } : { action: <Button onClick={open}>{t('look')}</Button> })}
    >
      {t('noticeText')}
    </Notice>
  );
}
