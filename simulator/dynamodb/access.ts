import type { Access, CallContext } from '../wire/operation.ts';
import { findTable, type TableAddress, tableArn } from './tables.ts';
import type { StoredItem } from './value/stored-value.ts';

/** What a call says of itself to policies, beyond its action and table. */
export interface AccessDetails {
  /** Items or keys that hold the partition keys in question. Absent: the call has no dynamodb:LeadingKeys (Scan). */
  keys?: StoredItem[];
  /** Top-level names of the attributes that the request names. */
  attributes?: Iterable<string>;
  select?: string;
  returnValues?: string;
}

/** One permission on a table, which need not exist: then it has no tags, and its keys are not known. */
export function tableAccess(
  action: string,
  address: TableAddress,
  { state }: CallContext,
  details: AccessDetails = {},
): Access {
  return {
    action: `dynamodb:${action}`,
    resource: tableArn(address),
    resourceAccount: address.account,
    resourceTags: findTable(state, address)?.tags,
    context: contextOf(details, findTable(state, address)?.partitionKey.name),
  };
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
function contextOf(details: AccessDetails, partitionKey: string | undefined): Record<string, string | string[]> {
  const context: Record<string, string | string[]> = {};
  const leading = (details.keys ?? []).flatMap((key) => leadingKey(key, partitionKey) ?? []);
  if (leading.length > 0) context['dynamodb:LeadingKeys'] = [...new Set(leading)];
  const attributes = [...new Set(details.attributes ?? [])];
  if (attributes.length > 0) context['dynamodb:Attributes'] = attributes;
  if (details.select) context['dynamodb:Select'] = details.select;
  if (details.returnValues) context['dynamodb:ReturnValues'] = details.returnValues;
  return context;
}

function leadingKey(key: StoredItem, partitionKey: string | undefined): string | undefined {
  const value = partitionKey === undefined ? undefined : key[partitionKey];
  return value?.S ?? value?.N ?? value?.B;
}
