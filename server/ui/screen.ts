import type { Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Endpoint } from '../http/contract.ts';
import type { Text } from '../kernel/text.ts';
import type { Client } from './contract.ts';
import type { SearchSource } from './scan/search.ts';
import type { Scan, ScanKind } from './scan/scan.ts';

/**
 * One screen of a module: where it stands, who sees it, how it is reached. Read once at start by
 * the shell; the component itself is loaded when somebody opens it.
 */
export interface Screen {
  /** `omnichannel.today`: unique, stable; shortcuts and tests use it. */
  readonly id: string;
  /** What the address bar shows, in Italian: `/oggi`, `/ritiri/$orderId`. */
  readonly path: string;
  readonly title: Text;
  readonly icon: Icon;
  /** Who may open it; null = everybody who is logged in. */
  readonly permission: string | null;
  /** The screen is about one location: who has not chosen one is asked first, by the shell. */
  readonly needsLocation?: true;
  /** Present when the screen stands in the rail; absent for those reached from another screen. */
  readonly navigation?: Navigation;
  /** `() => import('./pickup/ui/TodayScreen.tsx').then((file) => file.TodayScreen)` */
  readonly load: () => Promise<ComponentType>;
  /** What a scan does when no open screen takes it: the address to go to. */
  readonly scans?: readonly ScanRoute[];
}

export interface Navigation {
  /** Smaller is higher. Clerk 100–199, manager 200–299, merchandiser 300–399, administrator 400–499. */
  readonly order: number;
  /** Shown in the shortcut sheet and listened to everywhere: `F4`. */
  readonly key?: FunctionKey;
  /** A live count beside the name; null hides it. Runs as a React hook inside the rail. */
  readonly useBadge?: () => number | null;
}

export type FunctionKey = 'F1' | 'F2' | 'F3' | 'F4' | 'F6' | 'F7' | 'F8' | 'F9' | 'F10' | 'F12';

export interface ScanRoute {
  readonly kind: ScanKind;
  /** `({ code }) => `/consegna?codice=${code}`` */
  readonly to: (scan: Scan) => string;
}

/**
 * The places where one module adds to another's screen, by name, with the properties each gives.
 * The module that owns the place adds its line by declaration merging, so that nobody has to import
 * anybody:
 *
 * ```ts
 * declare module '../../server/ui/screen.ts' {
 *   interface SlotProps { 'omnichannel.today.counters': { locationId: string } }
 * }
 * ```
 */
export interface SlotProps {
  /**
   * Stands in the shell as long as somebody is logged in and draws nothing, or what floats: a key that
   * works on every screen, a sound.
   */
  'shell.always': object;
}

export type SlotName = keyof SlotProps & string;

/** What one module puts in a named place. Nothing is loaded before the place is shown. */
export interface Slot<N extends SlotName> {
  readonly slot: N;
  readonly order: number;
  readonly permission: string | null;
  readonly load: () => Promise<ComponentType<SlotProps[N]>>;
}

/** A part for one place or another, each with the properties of its own place. */
export type AnySlot = { [N in SlotName]: Slot<N> }[SlotName];

/** Everything a module shows: its `screens.ts` exports one of these. */
export interface ModuleScreens {
  /** The module's id: its screens are hidden when the server started without it. */
  readonly module: string;
  readonly screens: readonly Screen[];
  readonly slots?: readonly AnySlot[];
  /** Pages for visitors, outside the shell. */
  readonly publicPages?: readonly PublicPage[];
  /** What the search of the scan box and of the palette (Ctrl K) asks. */
  readonly searches?: readonly SearchSource[];
  /** Names and zones of the locations: the one module that knows them brings this. */
  readonly places?: PlacesSource;
}

export interface PlacesSource {
  /** What is read: a command that refreshes it refreshes the places too. */
  readonly from: Endpoint;
  readonly read: (client: Client, signal: AbortSignal) => Promise<readonly Place[]>;
}

/** A page for visitors: outside the shell, without a log-in, with a face of its own. */
export interface PublicPage {
  /** The beginning of its addresses: `/shop`. */
  readonly path: string;
  /** Draws itself into the page and owns every address below its path. */
  readonly open: () => Promise<(root: HTMLElement) => void>;
}

/** A location as the shell shows it. */
export interface Place {
  readonly id: string;
  readonly name: string;
  /** IANA: `Europe/Rome`. */
  readonly zone: string;
}
