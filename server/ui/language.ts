import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import type { Language, Text } from '../kernel/text.ts';

const STORED = 'bottega.language';

function stored(): Language {
  try {
    return localStorage.getItem(STORED) === 'en' ? 'en' : 'it';
  } catch {
    // Storage can be switched off: then the choice lasts as long as the page.
    return 'it';
  }
}

/** One instance for the whole page; every room adds its sentences with `defineCopy`. */
export const sentences = i18next.createInstance();

void sentences.init({
  lng: typeof localStorage === 'undefined' ? 'it' : stored(),
  fallbackLng: 'it',
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  resources: {},
});

export function currentLanguage(): Language {
  return sentences.language === 'en' ? 'en' : 'it';
}

/** Changes every word on the screen at once, and remembers it on this device. */
export function speak(language: Language): void {
  void sentences.changeLanguage(language);
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // See `stored`.
  }
  document.documentElement.lang = language;
}

function onChange(tell: () => void): () => void {
  sentences.on('languageChanged', tell);
  return () => sentences.off('languageChanged', tell);
}

export function useLanguage(): Language {
  return useSyncExternalStore(onChange, currentLanguage, currentLanguage);
}

/** For titles that come as a pair of words: `const say = useText(); say(screen.title)`. */
export function useText(): (text: Text) => string {
  const language = useLanguage();
  return (text) => text[language];
}
