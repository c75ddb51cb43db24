type Language = 'it' | 'en';

/** `1.234,50 €` / `€1,234.50`. */
export function money(amountMinor: number, language: Language): string {
  const it = language === 'it';
  const sign = amountMinor < 0 ? '−' : '';
  const whole = String(Math.floor(Math.abs(amountMinor) / 100)).replace(
    /\B(?=(\d{3})+$)/g,
    it ? '.' : ',',
  );
  const cents = String(Math.abs(amountMinor) % 100).padStart(2, '0');
  return it ? `${sign}${whole},${cents} €` : `${sign}€${whole}.${cents}`;
}

/** `−20 %` / `20%`: at most two decimals. */
export function percent(value: number, language: Language): string {
  const figure = String(Math.round(value * 100) / 100);
  return language === 'it' ? `${figure.replace('.', ',')} %` : `${figure}%`;
}

/** `A, B e C` / `A, B and C`; the rest by number when there are many. */
export function listed(values: readonly string[], language: Language): string {
  const and = language === 'it' ? ' e ' : ' and ';
  if (values.length > 4) {
    const rest = values.length - 3;
    const more = language === 'it' ? `altri ${rest}` : `${rest} more`;
    return `${values.slice(0, 3).join(', ')}${and}${more}`;
  }
  if (values.length < 2) return values.join('');
  return `${values.slice(0, -1).join(', ')}${and}${values.at(-1)!}`;
}

/** `5/12/2026`, with `alle 15:00` when it is not midnight. */
export function wallMoment(wall: string, language: Language): string {
  const [day = '', time = ''] = wall.split('T');
  const [year, month, date] = day.split('-').map(Number);
  const shown = `${date}/${month}/${year}`;
  if (time === '00:00' || time === '') return shown;
  return language === 'it' ? `${shown} alle ${time}` : `${shown} at ${time}`;
}

/** `15:00` from minutes since midnight. */
export function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
