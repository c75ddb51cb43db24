import { Link, useRouterState } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useCopy } from '../copy.ts';
import { useText } from '../language.ts';
import type { Screen } from '../screen.ts';
import { shellCopy } from './copy.ts';
import { Logo } from './Logo.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { useShell } from './shell.ts';

/** The screens this person may open; `onGo` closes the drawer that holds it on handhelds. */
export function Navigation({ onGo }: { readonly onGo?: () => void }): ReactElement {
  const { screens } = useShell();
  const here = useRouterState({ select: ({ location }) => location.pathname });
  const current = currentOf(screens, here);
  return (
    <div className="bt-nav">
      <ul>
        {screens
          .filter(({ navigation }) => navigation !== undefined)
          .map((screen) => (
            <li key={screen.id}>
              <NavigationLink screen={screen} current={screen === current} onGo={onGo} />
            </li>
          ))}
      </ul>
    </div>
  );
}

/** The entry that the open screen belongs to: the one with the longest path that begins its address. */
function currentOf(screens: readonly Screen[], here: string): Screen | undefined {
  return screens
    .filter(({ navigation }) => navigation !== undefined)
    .filter(({ path }) => here === path || here.startsWith(`${path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

function NavigationLink({
  screen,
  current,
  onGo,
}: {
  readonly screen: Screen;
  readonly current: boolean;
  readonly onGo: (() => void) | undefined;
}): ReactElement {
  const say = useText();
  const { path, icon: Shape, title, navigation } = screen;
  return (
    <Link
      to={path}
      // The router would call every page above this one the current one, too.
      activeOptions={{ exact: true }}
      className="bt-nav-link"
      aria-current={current ? 'page' : undefined}
      aria-keyshortcuts={navigation?.key}
      onClick={onGo}
    >
      <Shape size={20} stroke={1.6} aria-hidden="true" />
      <span className="bt-clip">{say(title)}</span>
      {navigation?.useBadge && <NavigationBadge useBadge={navigation.useBadge} />}
    </Link>
  );
}

function NavigationBadge({
  useBadge,
}: {
  readonly useBadge: () => number | null;
}): ReactElement | null {
  const count = useBadge();
  return count === null || count === 0 ? null : <span className="bt-nav-badge">{count}</span>;
}

/** The left of every desktop screen: 208 px. */
export function Rail(): ReactElement {
  const t = useCopy(shellCopy);
  return (
    <nav className="bt-rail" aria-label={t('navigation')}>
      <Link to="/" className="bt-rail-logo">
        <Logo />
      </Link>
      <Navigation />
      <div className="bt-rail-foot">
        <PersonMenu />
      </div>
    </nav>
  );
}
