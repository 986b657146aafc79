/*
 * Whether characters were drawn by chance, as those of keys are, or make words and names.
 */

/** Bits for each character, as Shannon counts them, that keys have at least. */
const LEAST_ENTROPY = 3.3;
/** How often letters change their case, or change with digits, from one character to the next. */
const LEAST_CHANGES = 0.3;

/**
 * Whether characters look drawn by chance: hardly any of them twice, letters mixed with digits, and no words between
 * them. Names with a year or a version in them are words: `STRIPE_KEY_2024`, `docs/2026-02-01`, `oauth2ClientSecret`.
 */
export function looksDrawn(value: string): boolean {
  const isMixed = (word: string): boolean => word.length >= 8 && /\d.*[a-z]/i.test(word);
  if (!value.split(/[-_/.=+~]/).some(isMixed)) return false;
  const joined = value.replace(/[-_/.=+~]/g, "");
  if (/^[0-9a-f]{20,}$/i.test(joined)) return entropy(joined) >= LEAST_ENTROPY - 0.3;
  return entropy(value) >= LEAST_ENTROPY && changes(joined) >= LEAST_CHANGES && !isWords(joined);
}

/** Whether a text stands for a secret and is none: the same character again and again, or the alphabet in order. */
export function isMonotonous(value: string): boolean {
  // The number of a bot or of a workspace in front of the secret itself tells nothing.
  const own = value.replace(/(?<![A-Za-z0-9])\d+(?=[-:])/g, "");
  return /([^-A])\1{4,}|0123456789|1234567890|abcdefgh/i.test(own) || new Set(own).size < 6;
}

/** Bits for each character, as Shannon counts them: high where the characters look drawn by chance. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

function changes(text: string): number {
  const kind = (char: string): string => (/\d/.test(char) ? "digit" : /[A-Z]/.test(char) ? "upper" : "lower");
  const kinds = [...text].map(kind);
  return kinds.filter((one, i) => i > 0 && one !== kinds[i - 1]).length / text.length;
}

/** Whether capitals start words, as in the names of programs: `oauth2ClientSecretV1`. */
function isWords(text: string): boolean {
  const words = text.split(/(?=[A-Z])/);
  return words.length > 1 && text.length / words.length >= 4;
}
