import {
  createRootRoute,
  createRoute,
  createRouter,
  Navigate,
  type AnyRoute,
} from '@tanstack/react-router';
import { lazy, Suspense, type ReactElement } from 'react';
import type { Screen } from '../screen.ts';
import { CatchBroken, LoadingPage, NotAllowedPage, NotFoundPage, NothingPage } from './Pages.tsx';
import { ChoosePlacePage } from './ChoosePlacePage.tsx';
import { allows, useLocationId, useSession } from './session.ts';
import { useShell } from './shell.ts';

/** The router of the page: one route a screen, each loaded when somebody goes there. */
export function createScreenRouter(screens: readonly Screen[], Frame: () => ReactElement) {
  const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage });
  const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });
  const routes = screens.map((screen) => routeOf(root, screen));
  return createRouter({
    routeTree: root.addChildren([home, ...routes]),
    defaultPreload: false,
    scrollRestoration: false,
    // Addresses hold plain text (`?codice=PK-…`), not JSON.
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (values) => {
      const text = new URLSearchParams(values as Record<string, string>).toString();
      return text === '' ? '' : `?${text}`;
    },
  });
}

function routeOf(root: AnyRoute, screen: Screen): AnyRoute {
  const Content = lazy(async () => ({ default: await screen.load() }));
  function Opened(): ReactElement {
    const session = useSession();
    const locationId = useLocationId();
    if (screen.permission !== null && !allows(session, screen.permission)) {
      return <NotAllowedPage screen={screen} />;
    }
    if (screen.needsLocation && locationId === null) return <ChoosePlacePage screen={screen} />;
    return (
      <CatchBroken screen={screen}>
        <Suspense fallback={<LoadingPage screen={screen} />}>
          <Content />
        </Suspense>
      </CatchBroken>
    );
  }
  return createRoute({ getParentRoute: () => root, path: screen.path, component: Opened });
}

/** The first screen of the person's rail. */
function Home(): ReactElement {
  const { screens } = useShell();
  const first = screens.find(({ navigation }) => navigation !== undefined);
  return first ? <Navigate to={first.path} replace /> : <NothingPage />;
}
