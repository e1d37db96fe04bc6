import { notSupported } from './dynamodb-errors.ts';

/** Parameters from before there were expressions, and others that the local cloud does not read. */
const UNSUPPORTED = [
  'AttributesToGet',
  'AttributeUpdates',
  'ConditionalOperator',
  'Expected',
  'IndexName',
  'KeyConditions',
  'QueryFilter',
  'ScanFilter',
  'Segment',
  'GlobalSecondaryIndexes',
  'LocalSecondaryIndexes',
  'StreamSpecification',
  'SSESpecification',
  'ResourcePolicy',
];

/** Errors: ValidationException for a parameter whose meaning would else be lost. */
export function refuseUnsupported(input: object): void {
  for (const [name, value] of Object.entries(input)) {
    if (value !== undefined && UNSUPPORTED.includes(name)) throw notSupported(`the parameter ${name}`);
    const capacity = name === 'ReturnConsumedCapacity' || name === 'ReturnItemCollectionMetrics';
    if (capacity && value !== undefined && value !== 'NONE') throw notSupported(`the parameter ${name}`);
  }
}
