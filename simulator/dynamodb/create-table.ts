import type { CreateTableInput, CreateTableOutput } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../aws-error.ts';
import type { Access, CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { invalidParameter, requireOneOf } from './dynamodb-errors.ts';
import { readIndexes } from './index-definition.ts';
import { attributeTypes, readKeySchema } from './key-schema.ts';
import { requirePolicy } from './resource-policy.ts';
import { describe } from './table-description.ts';
import {
  type IndexRow,
  type Keyed,
  keyAttributes,
  newTableAddress,
  type TableRow,
  tableArn,
  tablesOf,
} from './tables.ts';
import { requireTags } from './tags.ts';
import { readThroughput } from './throughput.ts';
import { refuseUnsupported } from './unsupported.ts';

/** A table is usable at once; the answer says CREATING, as AWS's does. */
export const createTable = operation({
  limits: 'No streams, KMS keys, warm or on-demand limits; active at once.',
  access: createTableAccess,
  run(input: CreateTableInput, context: CallContext): CreateTableOutput {
    refuseUnsupported(input);
    const address = newTableAddress(input.TableName, context);
    const table: TableRow = {
      name: address.name,
      arn: tableArn(address),
      id: context.ids.uuid(),
      createdAtMs: context.now,
      ...readDefinition(input),
      deletionProtection: input.DeletionProtectionEnabled ?? false,
      tableClass: requireTableClass(input.TableClass),
      tags: requireTags({}, input.Tags),
      policy: input.ResourcePolicy === undefined ? undefined : requirePolicy(input.ResourcePolicy, context),
    };
    const tables = tablesOf(context.state, address);
    if (tables.has(table.name)) {
      throw new AwsError('ResourceInUseException', 400, `Table already exists: ${table.name}`);
    }
    tables.put(table.name, table);
    return { TableDescription: describe(context.state, address, table, 'CREATING') };
  },
});

/** Tags need dynamodb:TagResource as well (facts F.4), a policy dynamodb:PutResourcePolicy. */
function createTableAccess(input: CreateTableInput, context: CallContext): Access[] {
  const address = newTableAddress(input.TableName, context);
  const tags = input.Tags ?? [];
  const requested: Record<string, string | string[]> = {};
  for (const { Key = '', Value = '' } of tags) requested[`aws:RequestTag/${Key}`] = Value;
  if (tags.length > 0) requested['aws:TagKeys'] = tags.map(({ Key = '' }) => Key);
  const needed = (action: string) => ({ ...tableAccess(action, address, context), context: requested });
  const actions = ['CreateTable'];
  if (tags.length > 0) actions.push('TagResource');
  if (input.ResourcePolicy !== undefined) actions.push('PutResourcePolicy');
  return actions.map(needed);
}

function readDefinition(input: CreateTableInput) {
  const throughput = readThroughput(input);
  const types = attributeTypes(input.AttributeDefinitions);
  const keys = readKeySchema(input.KeySchema, types);
  if (!input.LocalSecondaryIndexes && !input.GlobalSecondaryIndexes && keyAttributes(keys).length !== types.size) {
    throw invalidParameter(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  const indexes = readIndexes(input, { ...keys, throughput }, types);
  requireAllUsed([...types.keys()], [keys, ...indexes]);
  return { ...keys, throughput, indexes };
}

function requireAllUsed(defined: string[], keyed: (Keyed | IndexRow)[]): void {
  const used = [...new Set(keyed.flatMap(keyAttributes).map(({ name }) => name))];
  if (defined.every((name) => used.includes(name))) return;
  throw invalidParameter(
    'Some AttributeDefinitions are not used. ' +
      `AttributeDefinitions: [${defined.join(', ')}], keys used: [${used.join(', ')}]`,
  );
}

const TABLE_CLASSES = ['STANDARD', 'STANDARD_INFREQUENT_ACCESS'];

export function requireTableClass(tableClass: TableRow['tableClass']): TableRow['tableClass'] {
  requireOneOf('tableClass', tableClass, TABLE_CLASSES);
  return tableClass;
}
