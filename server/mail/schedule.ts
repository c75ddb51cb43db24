import { FIRST_PAUSES_SECONDS } from '../kernel/attempts.ts';

const HOUR = 3_600;

/** When a letter that did not leave is tried again: for about three days, over a weekend, then it is given up. */
export const MAIL_PAUSES_SECONDS: readonly number[] = [
  ...FIRST_PAUSES_SECONDS,
  ...Array.from({ length: 11 }, () => 6 * HOUR),
];

/** A letter whose outcome nobody told is taken up again after this long. */
export const UNTOLD_SECONDS = HOUR;

/** What the client of the mail server throws. */
interface SmtpError {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

/**
 * True when the mail server has refused this letter or its address for good (5xx). A refused log-in or
 * sender is ours to put right: the letter waits for it.
 */
export function isRefusedForGood(error: unknown): boolean {
  const { code, command, responseCode = 0 } = (error ?? {}) as SmtpError;
  const aboutTheLetter = code === 'EENVELOPE' ? command !== 'MAIL FROM' : code === 'EMESSAGE';
  return aboutTheLetter && responseCode >= 500 && responseCode < 600;
}
