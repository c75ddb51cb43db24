import { problemType } from '../../../server/kernel/refusal.ts';

/** Promotions name lanes: those every template uses must be there, and none twice. */
export const policyNotSound = problemType<{
  readonly missing: readonly string[];
  readonly twice: readonly string[];
}>('pricing-policy-not-sound', 422, {
  it: {
    title: 'Le fasce non tornano',
    detail: ({ missing, twice }) =>
      [
        missing.length > 0 ? `Mancano: ${missing.join(', ')}.` : '',
        twice.length > 0 ? `Ripetute: ${twice.join(', ')}.` : '',
      ]
        .join(' ')
        .trim(),
  },
  en: {
    title: 'These lanes do not work',
    detail: ({ missing, twice }) =>
      [
        missing.length > 0 ? `Missing: ${missing.join(', ')}.` : '',
        twice.length > 0 ? `Repeated: ${twice.join(', ')}.` : '',
      ]
        .join(' ')
        .trim(),
  },
});
