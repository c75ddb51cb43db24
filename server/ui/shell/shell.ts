import { createContext, useContext } from 'react';
import type { Language } from '../../kernel/text.ts';
import type { Screen } from '../screen.ts';

/** What the parts of a screen ask of the shell around it. */
export interface Shell {
  /** The screens this person may open, in the order of the rail. */
  readonly screens: readonly Screen[];
  readonly openMenu: () => void;
  /** The palette: search, type a code, go somewhere. */
  readonly openSearch: () => void;
  readonly openCamera: () => void;
  readonly openShortcuts: () => void;
  readonly openOwnPin: () => void;
  readonly switchPerson: () => void;
  readonly logOut: () => void;
  readonly changeLanguage: (language: Language) => void;
  readonly changeLocation: (locationId: string) => void;
  /** Asks the server whether it is there, now. */
  readonly tryNow: () => void;
}

export const ShellContext = createContext<Shell | null>(null);

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error('this part stands inside the shell');
  return shell;
}
