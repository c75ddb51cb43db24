const WHY = {
  illegible: 'why_illegible',
  lost: 'why_lost',
  torn: 'why_torn',
  more: 'why_more',
} as const;

/** The words of a reason for printing again. */
export function whyKey(because: string): (typeof WHY)[keyof typeof WHY] | 'why_else' {
  return because in WHY ? WHY[because as keyof typeof WHY] : 'why_else';
}
