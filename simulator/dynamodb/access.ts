import type { Access, CallContext } from '../wire/operation.ts';
import { findTable, indexArn, type TableAddress, type TableRow, tableArn } from './tables.ts';
import type { StoredItem } from './value/stored-value.ts';

/** What a call says of itself to policies, beyond its action and table. */
export interface AccessDetails {
  /** Items or keys that hold the partition keys in question. Absent: the call has no dynamodb:LeadingKeys (Scan). */
  keys?: StoredItem[];
  /** Top-level names of the attributes that the request names. */
  attributes?: Iterable<string>;
  select?: string;
  returnValues?: string;
  returnConsumedCapacity?: string;
  /** The index that is searched instead of the table. */
  index?: string;
  /** The transaction that the call is part of. */
  enclosingOperation?: string;
}

/** One permission on a table, which need not exist: then it has no tags, and its keys are not known. */
export function tableAccess(
  action: string,
  address: TableAddress,
  { state }: CallContext,
  details: AccessDetails = {},
): Access {
  const table = findTable(state, address);
  return {
    action: `dynamodb:${action}`,
    resource: details.index === undefined ? tableArn(address) : indexArn(address, details.index),
    resourceAccount: address.account,
    // An index has the tags and the policy of its table. facts F.4
    resourceTags: table?.tags,
    resourcePolicy: table?.policy?.text,
    context: contextOf(details, partitionKeyOf(table, details.index)),
  };
}

function partitionKeyOf(table: TableRow | undefined, index: string | undefined): string | undefined {
  const keyed = index === undefined ? table : table?.indexes?.find(({ name }) => name === index);
  return keyed?.partitionKey.name;
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
function contextOf(details: AccessDetails, partitionKey: string | undefined): Record<string, string | string[]> {
  const context: Record<string, string | string[]> = {};
  const leading = leadingKeys(details.keys, partitionKey);
  if (leading.length > 0) {
    context['dynamodb:LeadingKeys'] = leading;
    context['dynamodb:FirstPartitionKeyValues'] = leading;
  }
  const attributes = details.attributes && [...new Set(details.attributes)];
  if (attributes && attributes.length > 0) context['dynamodb:Attributes'] = attributes;
  if (details.select) context['dynamodb:Select'] = details.select;
  if (details.returnValues) context['dynamodb:ReturnValues'] = details.returnValues;
  if (details.returnConsumedCapacity) context['dynamodb:ReturnConsumedCapacity'] = details.returnConsumedCapacity;
  if (details.enclosingOperation) context['dynamodb:EnclosingOperation'] = details.enclosingOperation;
  return context;
}

function leadingKeys(keys: StoredItem[] | undefined, partitionKey: string | undefined): string[] {
  const leading: string[] = [];
  if (!keys || partitionKey === undefined) return leading;
  for (const key of keys) {
    const value = key[partitionKey];
    const text = value?.S ?? value?.N ?? value?.B;
    if (text !== undefined && !leading.includes(text)) leading.push(text);
  }
  return leading;
}
