import type { TagSpecification } from '@aws-sdk/client-ec2';
import { requestTagKeys } from '../../request-tag-keys.ts';
import type { Access, CallContext } from '../../wire/operation.ts';
import { invalidValue } from '../ec2-errors.ts';
import { ec2Operation } from '../ec2-operation.ts';
import { ec2Arn } from '../instances.ts';
import { changedTags, fromTagSet } from '../resource-tags.ts';
import { specifiedTags } from '../tag-specifications.ts';
import { type Noun, newId } from './noun.ts';

interface CreateRequest {
  DryRun?: boolean | undefined;
  TagSpecifications?: TagSpecification[] | undefined;
}

interface Creation<Request, Row extends { id: string }, Result> {
  /** `CreateVpc` */
  action: string;
  noun: Noun<Row>;
  limits?: string;
  /** Parameters that it knows, beside tags; others are refused by name. */
  knows: (keyof Request & string)[];
  /** The permissions on what the new thing is made in. */
  within?(request: Request, context: CallContext): Access[];
  /** Checks the request and makes the row. */
  make(request: Request, context: CallContext, id: string): Row;
  answer(row: Row, context: CallContext): Result;
}

/** An operation that makes one thing, with tags. */
export function creating<Request extends CreateRequest, Row extends { id: string }, Result>(
  creation: Creation<Request, Row, Result>,
) {
  const { action, noun, limits, knows, within, make, answer } = creation;
  return ec2Operation<Request, Result>({
    limits,
    access: (request, context) => [
      ...creationAccess(action, noun.type, request, context),
      ...(within?.(request, context) ?? []),
    ],
    run(request, context) {
      requireKnown(request, [...knows, 'DryRun', 'TagSpecifications', 'ClientToken']);
      const tags = specifiedTags(request.TagSpecifications, noun.type, context.caller);
      const row = make(request, context, newId(noun.prefix, context.ids));
      noun.table(context.state, context).put(row.id, row);
      if (Object.keys(tags).length > 0) changedTags(context.state, context).put(row.id, tags);
      return answer(row, context);
    },
  });
}

/** Tags at creation take a permission of their own. EC2 user guide, "Grant permission to tag resources during creation" */
function creationAccess(action: string, type: string, request: CreateRequest, context: CallContext): Access[] {
  // Nobody knows the id yet: policies match it with a wildcard.
  const resource = ec2Arn(context, `${type}/*`);
  const given = (request.TagSpecifications ?? []).flatMap(({ Tags = [] }) => Tags);
  const keys = requestTagKeys(fromTagSet(given));
  const tagging = { action: 'ec2:CreateTags', resource, context: { ...keys, 'ec2:CreateAction': action } };
  return [{ action: `ec2:${action}`, resource, context: keys }, ...(given.length > 0 ? [tagging] : [])];
}

/** Errors: InvalidParameterValue for what the local cloud has not. A parameter that says false asks for nothing. */
function requireKnown(request: object, known: string[]): void {
  const other = Object.entries(request).find(([name, value]) => value && !known.includes(name));
  if (!other) return;
  throw invalidValue(`The local cloud does not have the parameter ${other[0]} (simulator/DIFFERENCES.md).`);
}
