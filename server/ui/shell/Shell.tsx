import { Drawer } from '@mantine/core';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { useCopy } from '../copy.ts';
import { Camera } from '../kit/Camera.tsx';
import { useLayout } from '../kit/layout.ts';
import { UndoToast } from '../kit/UndoToast.tsx';
import { useTold } from '../scan/handlers.ts';
import { ScanTold } from '../scan/ScanTold.tsx';
import type { ModuleScreens, Screen } from '../screen.ts';
import { SlotPlace } from '../slots.tsx';
import { FLOATING_ID } from '../theme/theme.ts';
import { shellCopy } from './copy.ts';
import { useLock } from './access.ts';
import { LocationPicker } from './LocationPicker.tsx';
import { Logo } from './Logo.tsx';
import { OwnPin } from './OwnPin.tsx';
import { Palette } from './Palette.tsx';
import { Navigation, Rail } from './Rail.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import './shell.css';
import { ShellContext, type Shell } from './shell.ts';
import { Shortcuts } from './Shortcuts.tsx';
import { DesktopBar } from './TopBar.tsx';
import { useShellKeys } from './use-keys.ts';
import { useScanning } from './use-scanning.ts';

type Open = 'menu' | 'search' | 'camera' | 'shortcuts' | 'own-pin' | null;

/** What reaches beyond the page: the session and the server. */
export type ShellDoings = Pick<
  Shell,
  'switchPerson' | 'logOut' | 'changeLanguage' | 'changeLocation' | 'tryNow'
>;

/** What stands around every screen, and what every screen can ask for. */
export function AppShell({
  modules,
  screens,
  doings,
}: {
  readonly modules: readonly ModuleScreens[];
  readonly screens: readonly Screen[];
  readonly doings: ShellDoings;
}): ReactElement {
  const layout = useLayout();
  const [open, setOpen] = useState<Open>(null);
  const [wanted, setWanted] = useState('');
  const shell = useMemo<Shell>(
    () => ({
      ...doings,
      screens,
      openMenu: () => setOpen('menu'),
      openSearch: () => {
        setWanted('');
        setOpen('search');
      },
      openCamera: () => setOpen('camera'),
      openShortcuts: () => setOpen('shortcuts'),
      openOwnPin: () => setOpen('own-pin'),
    }),
    [screens, doings],
  );
  const search = useMemo(
    () => (text: string) => {
      setWanted(text);
      setOpen('search');
    },
    [],
  );
  const told = useTold();
  // What was scanned leads somewhere: a search that stood open is in the way.
  useEffect(() => {
    if (told?.result.outcome === 'accepted') setOpen((now) => (now === 'search' ? null : now));
  }, [told]);
  const covered = useLock() !== 'none';
  const take = useScanning(screens, search, covered);
  useShellKeys(screens, covered, {
    search: shell.openSearch,
    camera: shell.openCamera,
    shortcuts: shell.openShortcuts,
  });
  const close = () => setOpen(null);
  const sources = useMemo(() => modules.flatMap(({ searches }) => searches ?? []), [modules]);
  return (
    <ShellContext value={shell}>
      <div className="bt-shell" data-layout={layout}>
        <SkipLink />
        {layout === 'desktop' && <Rail />}
        <div className="bt-shell-main">
          {layout === 'desktop' && <DesktopBar />}
          <Stage />
        </div>
        <MenuDrawer opened={open === 'menu' && layout !== 'desktop'} onClose={close} />
        <Palette
          opened={open === 'search'}
          initial={wanted}
          sources={sources}
          onClose={close}
          onCode={(text) => takeTyped(text, take)}
        />
        <Camera
          opened={open === 'camera'}
          onClose={close}
          onRead={(text) => {
            close();
            take(text, 'camera');
          }}
        />
        <Shortcuts opened={open === 'shortcuts'} onClose={close} />
        <OwnPin opened={open === 'own-pin'} onClose={close} />
        {!covered && <SlotPlace name="shell.always" props={{}} />}
      </div>
    </ShellContext>
  );
}

/** Only what is surely a code is taken from the keyboard; a name goes to the search. */
function takeTyped(text: string, take: (text: string, from: 'typed') => void): boolean {
  const code = /^\s*([A-Za-z]{2}-[0-9A-Za-z\s-]{13,}|\d{8}|\d{12,14}|https?:\/\/\S+)\s*$/.test(
    text,
  );
  if (code) take(text, 'typed');
  return code;
}

function SkipLink(): ReactElement {
  const t = useCopy(shellCopy);
  return (
    <a
      className="bt-skip"
      href="#schermata"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById('schermata')?.focus();
      }}
    >
      {t('skip')}
    </a>
  );
}

/** Where the screens stand. After going somewhere the focus is here, so that readers begin at the top. */
function Stage(): ReactElement {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const stage = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) stage.current?.focus({ preventScroll: true });
    first.current = false;
  }, [path]);
  return (
    <main className="bt-screen" id="schermata" tabIndex={-1} ref={stage}>
      <Outlet />
      <ScanTold />
      <UndoToast />
      <div id={FLOATING_ID} className="bt-floating" />
    </main>
  );
}

function MenuDrawer({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactElement {
  const t = useCopy(shellCopy);
  return (
    <Drawer.Root className="bt-drawer" opened={opened} onClose={onClose} size={300} padding={0}>
      <Drawer.Overlay backgroundOpacity={0.45} />
      <Drawer.Content aria-label={t('menu')}>
        <div className="bt-drawer-body">
          <div className="bt-drawer-head">
            <Logo />
          </div>
          <LocationPicker />
          <Navigation onGo={onClose} />
          <PersonMenu />
        </div>
      </Drawer.Content>
    </Drawer.Root>
  );
}
