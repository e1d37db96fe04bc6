import { type Ids, UPPER_ALPHANUMERIC } from '../runtime-services.ts';

/** Prefixes of unique ids. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export type IdPrefix = 'AROA' | 'ANPA' | 'AIDA' | 'AGPA' | 'AIPA' | 'AKIA' | 'ASIA';

/** A unique id of 21 characters, or an access key id (AKIA, ASIA) of 20. */
export function uniqueId(ids: Ids, prefix: IdPrefix): string {
  const isKey = prefix === 'AKIA' || prefix === 'ASIA';
  return prefix + ids.chars(isKey ? 16 : 17, UPPER_ALPHANUMERIC);
}
