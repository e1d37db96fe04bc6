import type { Tag } from '@aws-sdk/client-iam';
import { operation } from '../wire/operation.ts';
import type { Entity } from './entity.ts';
import { type PageRequest, pageOf } from './page-of.ts';
import type { Tags } from './tables.ts';
import { requestTagContext, tagList, withoutTags, withTags } from './tags.ts';

/** The operations on the tags of a kind of entity; `kind` is its name in the operations': `TagRole`. */
export function tagOperations<Member extends string, Row extends { tags: Tags }>(
  entity: Entity<Member, Row>,
  kind: string,
) {
  const { member } = entity;
  return {
    tag: operation<Record<Member, string> & { Tags: Tag[] }, void>({
      access: (input, context) =>
        entity.access(`iam:Tag${kind}`, input[member], context, requestTagContext(input.Tags)),
      run(input, context) {
        entity.change(context, input[member], (row) => ({ ...row, tags: withTags(row.tags, input.Tags) }));
      },
    }),
    untag: operation<Record<Member, string> & { TagKeys: string[] }, void>({
      access: (input, context) =>
        entity.access(`iam:Untag${kind}`, input[member], context, { 'aws:TagKeys': input.TagKeys }),
      run(input, context) {
        entity.change(context, input[member], (row) => ({ ...row, tags: withoutTags(row.tags, input.TagKeys) }));
      },
    }),
    list: operation<Record<Member, string> & PageRequest, { Tags: { Key: string; Value: string }[] }>({
      access: (input, context) => entity.access(`iam:List${kind}Tags`, input[member], context),
      run(input, context) {
        const { items, ...page } = pageOf(tagList(entity.get(context, input[member]).tags), (tag) => tag.Key, input);
        return { Tags: items, ...page };
      },
    }),
  };
}
