import { createContext, useContext, useMemo } from 'react';
import { useLanguage } from '../language.ts';
import * as format from './format.ts';

/** The zone of the shop the person works in; the shell sets it. */
export const ZoneContext = createContext('Europe/Rome');

type Bound<F> = F extends (reader: format.Reader, ...rest: infer A) => infer R
  ? (...rest: A) => R
  : never;

export interface Formats {
  readonly reader: format.Reader;
  readonly money: Bound<typeof format.money>;
  readonly bareMoney: Bound<typeof format.bareMoney>;
  readonly count: Bound<typeof format.count>;
  readonly percent: Bound<typeof format.percent>;
  readonly clock: Bound<typeof format.clock>;
  readonly day: Bound<typeof format.day>;
  readonly longDay: Bound<typeof format.longDay>;
  readonly documentDay: Bound<typeof format.documentDay>;
  readonly moment: Bound<typeof format.moment>;
  readonly at: Bound<typeof format.at>;
  readonly ago: Bound<typeof format.ago>;
  readonly promised: Bound<typeof format.promised>;
}

/** `const write = useFormat(); write.money(18_900)`: figures in the reader's language and zone. */
export function useFormat(): Formats {
  const language = useLanguage();
  const zone = useContext(ZoneContext);
  return useMemo(() => {
    const reader = { language, zone };
    return {
      reader,
      money: (...rest) => format.money(reader, ...rest),
      bareMoney: (...rest) => format.bareMoney(reader, ...rest),
      count: (...rest) => format.count(reader, ...rest),
      percent: (...rest) => format.percent(reader, ...rest),
      clock: (...rest) => format.clock(reader, ...rest),
      day: (...rest) => format.day(reader, ...rest),
      longDay: (...rest) => format.longDay(reader, ...rest),
      documentDay: (...rest) => format.documentDay(reader, ...rest),
      moment: (...rest) => format.moment(reader, ...rest),
      at: (...rest) => format.at(reader, ...rest),
      ago: (...rest) => format.ago(reader, ...rest),
      promised: (...rest) => format.promised(reader, ...rest),
    };
  }, [language, zone]);
}
