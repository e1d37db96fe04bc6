import type {
  ListTagsOfResourceInput,
  ListTagsOfResourceOutput,
  Tag,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-dynamodb';
import type { CallContext } from '../wire/operation.ts';
import { operation } from '../wire/operation.ts';
import { tableAccess } from './access.ts';
import { resourceNotFound, validationError } from './dynamodb-errors.ts';
import { addressOfArn, findTable, type TableAddress, type TableRow, tablesOf } from './tables.ts';

const MAX_TAGS = 50;

/** `before` with `added` set. Errors: ValidationException for a key given twice, and over 50 tags. facts F.4 */
export function requireTags(before: Record<string, string>, added: Tag[] = []): Record<string, string> {
  const keys = added.map(({ Key = '' }) => Key);
  // Assumed; not confirmed against AWS: the texts.
  if (new Set(keys).size < keys.length) throw validationError('Duplicate tag keys found in the request');
  const tags = { ...before, ...Object.fromEntries(added.map(({ Key = '', Value = '' }) => [Key, Value])) };
  if (Object.keys(tags).length > MAX_TAGS)
    throw validationError(`Tag limit exceeded: a table has at most ${MAX_TAGS} tags`);
  return tags;
}

export const tagResource = operation({
  access(input: TagResourceInput, context: CallContext) {
    const requested = Object.fromEntries(
      (input.Tags ?? []).map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, Value]),
    );
    const tagKeys = (input.Tags ?? []).map(({ Key = '' }) => Key);
    const access = tableAccess('TagResource', addressOfArn(input.ResourceArn, context), context);
    return [{ ...access, context: { ...requested, 'aws:TagKeys': tagKeys } }];
  },
  run(input: TagResourceInput, context: CallContext): void {
    const { address, table } = getTableByArn(input.ResourceArn, context);
    put(context, address, { ...table, tags: requireTags(table.tags, input.Tags) });
  },
});

export const untagResource = operation({
  access(input: UntagResourceInput, context: CallContext) {
    const access = tableAccess('UntagResource', addressOfArn(input.ResourceArn, context), context);
    return [{ ...access, context: { 'aws:TagKeys': input.TagKeys ?? [] } }];
  },
  run(input: UntagResourceInput, context: CallContext): void {
    const { address, table } = getTableByArn(input.ResourceArn, context);
    const kept = Object.entries(table.tags).filter(([key]) => !input.TagKeys?.includes(key));
    put(context, address, { ...table, tags: Object.fromEntries(kept) });
  },
});

export const listTagsOfResource = operation({
  access: (input: ListTagsOfResourceInput, context: CallContext) => [
    tableAccess('ListTagsOfResource', addressOfArn(input.ResourceArn, context), context),
  ],
  run(input: ListTagsOfResourceInput, context: CallContext): ListTagsOfResourceOutput {
    const { table } = getTableByArn(input.ResourceArn, context);
    return { Tags: Object.entries(table.tags).map(([Key, Value]) => ({ Key, Value })) };
  },
});

/** Errors: ResourceNotFoundException, which names the ARN. */
export function getTableByArn(
  arn: string | undefined,
  context: CallContext,
): { address: TableAddress; table: TableRow } {
  const address = addressOfArn(arn, context);
  const table = findTable(context.state, address);
  // AWS's own spelling of ResourcArn.
  if (!table) throw resourceNotFound(`: ResourcArn: ${arn} not found`);
  return { address, table };
}

function put({ state }: CallContext, address: TableAddress, table: TableRow): void {
  tablesOf(state, address).put(table.name, table);
}
