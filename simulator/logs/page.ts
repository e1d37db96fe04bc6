import { AwsError } from '../aws-error.ts';
import { pageToken, startOfPage } from '../page-token.ts';

export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', 400, message);

// API reference, "DescribeLogGroups": the most, which is also the default.
const MOST = 50;

/** One page of a list. Errors: InvalidParameterException. */
export function page<Item>(all: Item[], limit = MOST, token?: string): { items: Item[]; nextToken?: string } {
  if (limit < 1 || limit > MOST) throw invalidParameter(limitText(limit));
  const start = token === undefined ? 0 : startOfPage(token);
  // Assumed; not confirmed against AWS: the text.
  if (start === undefined) throw invalidParameter('The specified nextToken is invalid.');
  const end = start + limit;
  return { items: all.slice(start, end), ...(end < all.length && { nextToken: pageToken(end) }) };
}

/** getmoto/moto, moto/logs/exceptions.py */
function limitText(limit: number): string {
  const rule = limit < 1 ? `greater than or equal to 1` : `less than or equal to ${MOST}`;
  return `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value ${rule}`;
}
