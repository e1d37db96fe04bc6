import type { CreateTableInput, CreateTableOutput } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../aws-error.ts';
import type { Access, CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { invalidParameter, validationError } from './dynamodb-errors.ts';
import { describe } from './table-description.ts';
import { type KeyAttribute, type KeyType, type TableRow, tableAddress, tableArn, tablesOf } from './tables.ts';
import { requireTags } from './tags.ts';
import { refuseUnsupported } from './unsupported.ts';

/** A table is usable at once; the answer says CREATING, as AWS's does. */
export const createTable = operation({
  access: createTableAccess,
  run(input: CreateTableInput, context: CallContext): CreateTableOutput {
    refuseUnsupported(input);
    const address = tableAddress(input.TableName, context);
    const table: TableRow = {
      name: address.name,
      arn: tableArn(address),
      id: context.ids.uuid(),
      createdAtMs: context.now,
      ...readKeys(input),
      throughput: readThroughput(input),
      deletionProtection: input.DeletionProtectionEnabled ?? false,
      tags: requireTags({}, input.Tags),
    };
    const tables = tablesOf(context.state, address);
    if (tables.has(table.name)) {
      throw new AwsError('ResourceInUseException', 400, `Table already exists: ${table.name}`);
    }
    tables.put(table.name, table);
    return { TableDescription: describe(context.state, address, table, 'CREATING') };
  },
});

/** Tags need dynamodb:TagResource as well. facts F.4 */
function createTableAccess(input: CreateTableInput, context: CallContext): Access[] {
  const address = tableAddress(input.TableName, context);
  const tags = input.Tags ?? [];
  const requested: Record<string, string | string[]> = {};
  for (const { Key = '', Value = '' } of tags) requested[`aws:RequestTag/${Key}`] = Value;
  if (tags.length > 0) requested['aws:TagKeys'] = tags.map(({ Key = '' }) => Key);
  const needed = (action: string) => ({ ...tableAccess(action, address, context), context: requested });
  return tags.length > 0 ? [needed('CreateTable'), needed('TagResource')] : [needed('CreateTable')];
}

function readKeys({ KeySchema: schema = [], AttributeDefinitions: definitions = [] }: CreateTableInput) {
  const names = schema.map(({ AttributeName }) => AttributeName ?? '');
  const types = new Map(definitions.map(({ AttributeName, AttributeType }) => [AttributeName ?? '', AttributeType]));
  const [partition, sort] = schema;
  if (!names.every((name) => types.has(name))) {
    throw invalidParameter(
      'Some index key attributes are not defined in AttributeDefinitions. ' +
        `Keys: [${names.join(', ')}], AttributeDefinitions: [${[...types.keys()].join(', ')}]`,
    );
  }
  if (names.length === 2 && names[0] === names[1]) {
    throw validationError('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  }
  if (partition?.KeyType !== 'HASH') {
    throw validationError('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  if (sort && sort.KeyType !== 'RANGE') {
    throw validationError('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  }
  if (names.length !== types.size) {
    throw invalidParameter(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  const attribute = (name = ''): KeyAttribute => ({ name, type: types.get(name) as KeyType });
  return { partitionKey: attribute(names[0]), sortKey: sort && attribute(names[1]) };
}

function readThroughput({ BillingMode, ProvisionedThroughput }: CreateTableInput): TableRow['throughput'] {
  if (BillingMode === 'PAY_PER_REQUEST') {
    if (!ProvisionedThroughput) return undefined;
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (!ProvisionedThroughput) {
    throw invalidParameter(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
  const { ReadCapacityUnits = 0, WriteCapacityUnits = 0 } = ProvisionedThroughput;
  return { readCapacityUnits: ReadCapacityUnits, writeCapacityUnits: WriteCapacityUnits };
}
