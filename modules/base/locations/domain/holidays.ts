import { addDays } from '../../../../server/kernel/time.ts';

export interface Holiday {
  readonly day: string;
  readonly name: string;
}

/**
 * The public holidays of Italy in a year, in order. Each shop decides which of them it keeps; its
 * town's patron saint comes on top. Saint Francis is a holiday again from 2026 (law 151 of 2025).
 */
export function italianHolidays(year: number): Holiday[] {
  const easter = easterSunday(year);
  const on = (monthAndDay: string) => `${year}-${monthAndDay}`;
  return [
    { day: on('01-01'), name: 'Capodanno' },
    { day: on('01-06'), name: 'Epifania' },
    { day: easter, name: 'Pasqua' },
    { day: addDays(easter, 1), name: 'Lunedì dell’Angelo' },
    { day: on('04-25'), name: 'Festa della Liberazione' },
    { day: on('05-01'), name: 'Festa del Lavoro' },
    { day: on('06-02'), name: 'Festa della Repubblica' },
    { day: on('08-15'), name: 'Ferragosto' },
    ...(year >= 2026 ? [{ day: on('10-04'), name: 'San Francesco d’Assisi' }] : []),
    { day: on('11-01'), name: 'Tutti i Santi' },
    { day: on('12-08'), name: 'Immacolata Concezione' },
    { day: on('12-25'), name: 'Natale' },
    { day: on('12-26'), name: 'Santo Stefano' },
  ].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** Gauss's rule with its later corrections, for the Gregorian calendar. */
function easterSunday(year: number): string {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const epact =
    (19 * golden +
      century -
      Math.floor(century / 4) -
      Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) +
      15) %
    30;
  const weekday =
    (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - (year % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const sum = epact + weekday - 7 * late + 114;
  const month = String(Math.floor(sum / 31)).padStart(2, '0');
  return `${year}-${month}-${String((sum % 31) + 1).padStart(2, '0')}`;
}
