import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useNow } from '../kit/now.ts';
import { useFormat } from '../kit/use-format.ts';
import { speak, useLanguage } from '../language.ts';
import type { Session } from './session.ts';

/** Told when somebody is in. */
export type Entered = (me: Omit<Session, 'places'>) => void;

export function LanguageButton(): ReactElement {
  const language = useLanguage();
  const other = language === 'it' ? 'en' : 'it';
  return (
    <Button variant="subtle" color="neutro" size="sm" lang={other} onClick={() => speak(other)}>
      {other === 'en' ? 'English' : 'Italiano'}
    </Button>
  );
}

export function Today(): ReactElement {
  const write = useFormat();
  const now = useNow();
  return (
    <time className="bt-login-today" dateTime={now.toISOString()}>
      {write.day(now)}, {write.clock(now)}
    </time>
  );
}
