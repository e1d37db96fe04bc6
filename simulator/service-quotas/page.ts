import { AwsError } from '../aws-error.ts';
import { pageToken, startOfPage } from '../page-token.ts';
import { illegalArgument } from './errors.ts';

export interface PageRequest {
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
}

// API reference: the most that MaxResults can be.
const MOST = 100;

/** One page of a list. Errors: IllegalArgumentException; InvalidPaginationTokenException for a token never given. */
export function page<Item>(all: Item[], request: PageRequest): { items: Item[]; NextToken?: string } {
  const { MaxResults = MOST, NextToken } = request;
  // Assumed; not confirmed against AWS: both texts.
  if (MaxResults < 1 || MaxResults > MOST) throw illegalArgument(`MaxResults must be between 1 and ${MOST}.`);
  const start = NextToken === undefined ? 0 : startOfPage(NextToken);
  if (start === undefined) throw new AwsError('InvalidPaginationTokenException', 400, 'The NextToken is invalid.');
  const end = start + MaxResults;
  return { items: all.slice(start, end), ...(end < all.length && { NextToken: pageToken(end) }) };
}
