import { AwsError } from '../aws-error.ts';
import { pageToken, startOfPage } from '../page-token.ts';

export interface Page<Item> {
  items: Item[];
  nextToken?: string;
}

/**
 * One page of a list. `maxResults` is 1 to 100 and 100 by default (facts C.3); the token is opaque to clients.
 *
 * Errors: InvalidParameterException for a size outside of that, or a token that this list never gave.
 */
export function page<Item>(all: Item[], maxResults = 100, token?: string): Page<Item> {
  if (maxResults < 1 || maxResults > 100) {
    // Assumed; not confirmed against AWS.
    throw new AwsError('InvalidParameterException', 400, 'maxResults must be between 1 and 100.');
  }
  const start = token === undefined ? 0 : startOfPage(token);
  // Assumed; not confirmed against AWS.
  if (start === undefined) throw new AwsError('InvalidParameterException', 400, 'The nextToken is invalid.');
  const end = start + maxResults;
  return { items: all.slice(start, end), ...(end < all.length && { nextToken: pageToken(end) }) };
}
