import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconMenu2 } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import { useGo } from '../address.ts';
import { useCopy } from '../copy.ts';
import { useLayout } from '../kit/layout.ts';
import { useMinute } from '../kit/now.ts';
import { useFormat } from '../kit/use-format.ts';
import { ConnectionState } from './ConnectionState.tsx';
import { shellCopy } from './copy.ts';
import { LocationPicker } from './LocationPicker.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { SearchField } from './SearchField.tsx';
import { placeOf, useSession } from './session.ts';
import { useShell } from './shell.ts';

/** The top of a desktop screen: where, scan or search, connection, time. */
export function DesktopBar(): ReactElement {
  const write = useFormat();
  const now = useMinute();
  return (
    <header className="bt-top">
      <LocationPicker />
      <SearchField />
      <span className="bt-top-right">
        <ConnectionState />
        <time className="bt-clock" dateTime={now.toISOString()}>
          {write.clock(now)}
        </time>
      </span>
    </header>
  );
}

/** The top of a tablet's or handheld's screen: menu or way back, title, who is at it. */
export function TopBar({
  title,
  subtitle,
  back,
  badge,
}: {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly back?: string | undefined;
  readonly badge?: ReactNode;
}): ReactElement {
  const t = useCopy(shellCopy);
  const layout = useLayout();
  const { openMenu } = useShell();
  const go = useGo();
  return (
    <header className="bt-topbar">
      {back === undefined ? (
        <ActionIcon size={48} aria-label={t('menu')} onClick={openMenu}>
          <IconMenu2 size={24} stroke={2} aria-hidden="true" />
        </ActionIcon>
      ) : (
        <ActionIcon size={48} aria-label={t('back')} onClick={() => go(back)}>
          <IconChevronLeft size={26} stroke={2} aria-hidden="true" />
        </ActionIcon>
      )}
      <div className="bt-topbar-words">
        <h1 className="bt-topbar-title bt-clip">{title}</h1>
        <p className="bt-topbar-subtitle bt-clip">
          {back === undefined && <Here joined={subtitle !== undefined} />}
          {subtitle}
        </p>
      </div>
      {layout === 'tablet' && <SearchField keys={false} />}
      {badge}
      {(badge === undefined || layout === 'tablet') && (
        <>
          <ConnectionState words={badge === undefined} />
          <PersonMenu compact />
        </>
      )}
    </header>
  );
}

/** «Milano Torino 14 · »: on a screen that stands by itself, where one is. */
function Here({ joined }: { readonly joined: boolean }): ReactElement {
  const place = placeOf(useSession());
  if (!place) return <></>;
  return (
    <>
      {place.name}
      {joined && ' · '}
    </>
  );
}
