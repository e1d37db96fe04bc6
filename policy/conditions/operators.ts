import type { TextTest } from '../wildcard.ts';
import { compilePattern } from '../wildcard.ts';
import { compileArnPattern } from './arn-pattern.ts';
import { parseDate } from './date.ts';
import { compileAddressRange } from './ip-address.ts';

/** What a condition operator compares, apart from lists, quantifiers and missing keys, which are the same for all. */
export interface Operator {
  /** Prepares one value of the policy; undefined if the operator cannot read it. */
  compile(expected: string): TextTest | undefined;
  /** True if the condition holds when none of the policy's values match. */
  negated: boolean;
  /** True if `*` and `?` are wildcards in the policy's values. */
  wildcards: boolean;
}

const positive = (compile: Operator['compile'], wildcards = false): Operator => ({
  compile,
  negated: false,
  wildcards,
});
const negative = (of: Operator): Operator => ({ ...of, negated: true });

const stringEquals = positive((expected) => (actual) => actual === expected);
const stringEqualsIgnoreCase = positive((expected) => {
  const lower = expected.toLowerCase();
  return (actual) => actual.toLowerCase() === lower;
});
const stringLike = positive(compilePattern, true);
const arnLike = positive(compileArnPattern, true);
const ipAddress = positive(compileAddressRange);
const bool = positive((expected) => {
  const lower = expected.toLowerCase();
  return lower === 'true' || lower === 'false' ? (actual) => actual.toLowerCase() === lower : undefined;
});

/** A comparison of two numbers: what cannot be read as one never compares. */
function ordered(read: (text: string) => number, compare: (actual: number, expected: number) => boolean): Operator {
  return positive((text) => {
    const expected = read(text);
    return Number.isNaN(expected) ? undefined : (actual) => compare(read(actual), expected);
  });
}
const parseNumber = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));
const numericEquals = ordered(parseNumber, (actual, expected) => actual === expected);
const dateEquals = ordered(parseDate, (actual, expected) => actual === expected);

/**
 * The operators by name; prefixes, `IfExists` and `Null` are the condition's own affair.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const operators: ReadonlyMap<string, Operator> = new Map(
  Object.entries({
    StringEquals: stringEquals,
    StringNotEquals: negative(stringEquals),
    StringEqualsIgnoreCase: stringEqualsIgnoreCase,
    StringNotEqualsIgnoreCase: negative(stringEqualsIgnoreCase),
    StringLike: stringLike,
    StringNotLike: negative(stringLike),
    NumericEquals: numericEquals,
    NumericNotEquals: negative(numericEquals),
    NumericLessThan: ordered(parseNumber, (actual, expected) => actual < expected),
    NumericLessThanEquals: ordered(parseNumber, (actual, expected) => actual <= expected),
    NumericGreaterThan: ordered(parseNumber, (actual, expected) => actual > expected),
    NumericGreaterThanEquals: ordered(parseNumber, (actual, expected) => actual >= expected),
    DateEquals: dateEquals,
    DateNotEquals: negative(dateEquals),
    DateLessThan: ordered(parseDate, (actual, expected) => actual < expected),
    DateLessThanEquals: ordered(parseDate, (actual, expected) => actual <= expected),
    DateGreaterThan: ordered(parseDate, (actual, expected) => actual > expected),
    DateGreaterThanEquals: ordered(parseDate, (actual, expected) => actual >= expected),
    Bool: bool,
    // Base64 texts compare as texts: equal bytes have one canonical encoding.
    BinaryEquals: stringEquals,
    IpAddress: ipAddress,
    NotIpAddress: negative(ipAddress),
    // ArnEquals and ArnLike behave identically, says the page above.
    ArnEquals: arnLike,
    ArnLike: arnLike,
    ArnNotEquals: negative(arnLike),
    ArnNotLike: negative(arnLike),
  }),
);
