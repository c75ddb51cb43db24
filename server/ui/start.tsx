import '@mantine/core/styles.css';
import './theme/base.css';
import { MantineProvider } from '@mantine/core';
import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { createPageClient } from './client.ts';
import { connection, onConnection, watchDevice } from './connection.ts';
import { ClientContext } from './contract.ts';
import { currentLanguage } from './language.ts';
import { bringBack, keepQueries } from './offline/kept-queries.ts';
import { keepScreensOffline } from './offline/register.ts';
import { forgetKept } from './offline/store.ts';
import { problemOf } from './problem.ts';
import type { ModuleScreens, PublicPage } from './screen.ts';
import { Gate } from './shell/Gate.tsx';
import { Inside } from './shell/Inside.tsx';
import { hasLeft } from './shell/leaving.ts';
import { createScreenRouter } from './shell/routes.tsx';
import { gallery } from './gallery/screens.ts';
import { cssVariablesResolver, theme } from './theme/theme.ts';

const A_DAY_MS = 24 * 60 * 60 * 1000;

function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Kept for the time without network.
        gcTime: A_DAY_MS,
        staleTime: 30_000,
        refetchOnWindowFocus: true,
        // The contract client repeats what the network lost; a refusal is not asked again.
        retry: (times, error) => times < 1 && problemOf(error).status >= 500,
      },
    },
  });
}

/** Draws the suite into the page. Called once, by the list of the modules' screens. */
export async function startScreens(list: readonly ModuleScreens[]): Promise<void> {
  const place = document.getElementById('bottega');
  if (!place) throw new Error('the page has no place for the screens');
  const visited = publicPageAt(list, location.pathname);
  if (visited) {
    document.documentElement.lang = currentLanguage();
    (await visited.open())(place);
    return;
  }
  const modules = __BUILD__ === 'development' ? [...list, gallery] : list;
  const client = createPageClient();
  const queries = createQueries();
  document.documentElement.lang = currentLanguage();
  watchDevice();
  onlineManager.setEventListener((tell) => onConnection(() => tell(connection().online)));
  onlineManager.setOnline(connection().online);
  // What somebody read who has left is nobody's to see.
  await (hasLeft() ? forgetKept() : bringBack(queries));
  keepQueries(queries);
  const router = createScreenRouter(
    modules.flatMap(({ screens }) => screens),
    Frame,
  );

  function Frame(): ReactElement {
    return (
      <Gate
        modules={modules}
        onChangedPerson={() => void router.navigate({ to: '/', ignoreBlocker: true })}
      >
        <Inside modules={modules} />
      </Gate>
    );
  }

  createRoot(place).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        defaultColorScheme="auto"
      >
        <QueryClientProvider client={queries}>
          <ClientContext value={client}>
            <RouterProvider router={router} />
          </ClientContext>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
  keepScreensOffline();
}

function publicPageAt(list: readonly ModuleScreens[], address: string): PublicPage | null {
  const pages = list.flatMap(({ publicPages = [] }) => publicPages);
  return pages.find(({ path }) => address === path || address.startsWith(`${path}/`)) ?? null;
}
