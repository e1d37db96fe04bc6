import { AwsError } from '../aws-error.ts';
import { pageToken, startOfPage } from '../page-token.ts';

export interface Page<Item> {
  items: Item[];
  /** Empty, not absent, on the last page. */
  token: string;
}

/**
 * The page that `token` asks for: as many items as `fits` takes, at least one. `fits` is asked with the items so far.
 *
 * Errors: InvalidParameterException for a token that was never given.
 */
export function page<Item>(all: Item[], token: string | undefined, fits: (items: Item[]) => boolean): Page<Item> {
  const start = token ? startOfPage(token) : 0;
  // Assumed; not confirmed against AWS: the text.
  if (start === undefined) throw invalidParameter('The specified PaginationToken is invalid');
  const items: Item[] = [];
  for (const item of all.slice(start)) {
    if (items.length > 0 && !fits([...items, item])) break;
    items.push(item);
  }
  const end = start + items.length;
  return { items, token: end < all.length ? pageToken(end) : '' };
}

/** Errors: InvalidParameterException. */
export function requireRange(value: number | undefined, name: string, least: number, most: number): void {
  if (value === undefined || (value >= least && value <= most)) return;
  // Assumed; not confirmed against AWS: the text.
  throw invalidParameter(`${name} must be between ${least} and ${most}`);
}

export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', 400, message);
