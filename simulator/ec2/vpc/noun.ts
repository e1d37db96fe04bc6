import type { ResourceType } from '@aws-sdk/client-ec2';
import type { Place } from '../../eks/tables.ts';
import type { Ids } from '../../runtime-services.ts';
import type { State, Table } from '../../state/state.ts';
import type { Access, CallContext } from '../../wire/operation.ts';
import { type NotFound, notFound } from '../ec2-errors.ts';
import { ec2Arn } from '../instances.ts';
import { tagKeysOf, tagsOf } from '../resource-tags.ts';

/** A kind of thing that clients make and delete: a row of a table of its own, whose tags lie with those of all others. */
export interface Noun<Row extends { id: string }> {
  /** As ARNs and tag specifications have it: `internet-gateway`. */
  type: ResourceType;
  /** Of its ids: `igw`. */
  prefix: string;
  /** In messages: `internetGateway`. */
  name: string;
  notFound: NotFound;
  /** By id. */
  table(state: State, place: Place): Table<Row>;
}

export const newId = (prefix: string, ids: Ids) => `${prefix}-0${ids.chars(16, '0123456789abcdef')}`;

/** Errors: the noun's `notFound`. */
export function getRow<Row extends { id: string }>(noun: Noun<Row>, context: CallContext, id = ''): Row {
  const row = noun.table(context.state, context).get(id);
  if (!row) throw notFound(noun.notFound, id);
  return row;
}

/** A permission on one thing, with its tags; it need not exist. */
export function rowAccess(action: string, { type }: { type: string }, context: CallContext, id = ''): Access {
  const tags = tagsOf(context.state, context, id);
  return { action, resource: ec2Arn(context, `${type}/${id}`), resourceTags: tags, context: tagKeysOf(tags) };
}
