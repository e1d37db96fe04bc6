import type { BillingMode, ProvisionedThroughput } from '@aws-sdk/client-dynamodb';
import { constraintError, invalidParameter, requireOneOf, validationError } from './dynamodb-errors.ts';
import type { Throughput } from './tables.ts';

export const BILLING_MODES = ['PROVISIONED', 'PAY_PER_REQUEST'];
const MAX_UNITS = 1_000_000_000_000;

interface BillingInput {
  BillingMode?: BillingMode;
  ProvisionedThroughput?: ProvisionedThroughput;
}

/** The throughput that a new table gets; undefined if it is on demand. Errors: ValidationException. */
export function readThroughput({ BillingMode: mode, ProvisionedThroughput: given }: BillingInput) {
  requireOneOf('billingMode', mode, BILLING_MODES);
  if (mode === 'PAY_PER_REQUEST') {
    if (given) throw throughputOnDemand();
    return undefined;
  }
  if (given) return requireThroughput(given);
  throw invalidParameter(
    'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
  );
}

export function throughputOnDemand() {
  return invalidParameter(
    'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
  );
}

/** Errors: ValidationException for units below one and beyond the bounds. */
export function requireThroughput(given: ProvisionedThroughput): Throughput {
  const { ReadCapacityUnits: read = 0, WriteCapacityUnits: write = 0 } = given;
  requireUnits('ReadCapacityUnits', read);
  requireUnits('WriteCapacityUnits', write);
  return { readCapacityUnits: read, writeCapacityUnits: write };
}

function requireUnits(name: string, units: number): void {
  if (units < 1) {
    const at = `provisionedThroughput.${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    throw constraintError(at, units, 'Member must have value greater than or equal to 1');
  }
  if (units > MAX_UNITS) throw validationError(`Given value ${units} for ${name} is out of bounds`);
}
