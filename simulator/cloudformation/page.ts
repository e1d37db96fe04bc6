import { pageToken, startOfPage } from '../page-token.ts';
import { validationError } from './cloudformation-errors.ts';

// Assumed; not confirmed against AWS.
const PAGE_SIZE = 100;

/** One page of a list. Errors: ValidationError. Assumed; not confirmed against AWS: the text. */
export function page<Item>(all: Item[], token: string | undefined): { items: Item[]; NextToken?: string } {
  const start = token === undefined ? 0 : startOfPage(token);
  if (start === undefined) throw validationError('Invalid NextToken');
  const end = start + PAGE_SIZE;
  return { items: all.slice(start, end), ...(end < all.length && { NextToken: pageToken(end) }) };
}
