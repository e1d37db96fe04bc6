import { pageToken, startOfPage } from '../page-token.ts';
import { ec2Error, invalidValue } from './ec2-errors.ts';

export interface PageRequest {
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
}

const [LEAST, MOST] = [5, 1000];

/** One page of a list, all of it if the request asks for no pages. Errors: InvalidParameterValue. */
export function page<Item>(all: Item[], { NextToken, MaxResults }: PageRequest): { items: Item[]; NextToken?: string } {
  if (MaxResults !== undefined && MaxResults < LEAST) throw invalidCount(MaxResults, `greater than ${LEAST}`);
  // Assumed; not confirmed against AWS: the text.
  if (MaxResults !== undefined && MaxResults > MOST) throw invalidCount(MaxResults, `less than ${MOST}`);
  const start = NextToken ? startOfPage(NextToken) : 0;
  // Assumed; not confirmed against AWS: the text.
  if (start === undefined) throw ec2Error('InvalidNextToken', `The token '${NextToken}' is invalid`);
  const end = start + (MaxResults ?? all.length);
  return { items: all.slice(start, end), ...(end < all.length && { NextToken: pageToken(end) }) };
}

/** getmoto/moto, moto/ec2/exceptions.py */
const invalidCount = (count: number, expected: string) =>
  invalidValue(`Value ( ${count} ) for parameter maxResults is invalid. Expecting a value ${expected}.`);
