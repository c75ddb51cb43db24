import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Pages } from '../pages.ts';

/** The way to the next page, below a list that is read page by page. */
export function MoreRows({
  of: { more, loadingMore },
  label,
}: {
  readonly of: Pick<Pages<unknown>, 'more' | 'loadingMore'>;
  readonly label: string;
}): ReactElement | null {
  if (more === null) return null;
  return (
    <div className="bt-inset">
      <Button loading={loadingMore} onClick={more}>
        {label}
      </Button>
    </div>
  );
}
