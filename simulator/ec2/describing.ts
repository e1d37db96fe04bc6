import type { Filter, Tag } from '@aws-sdk/client-ec2';
import type { CallContext } from '../wire/operation.ts';
import { type NotFound, notFound as noSuch } from './ec2-errors.ts';
import { ec2Operation } from './ec2-operation.ts';
import { type FilterFields, filtered } from './filters.ts';
import { page } from './page.ts';

interface DescribeRequest {
  DryRun?: boolean | undefined;
  Filters?: Filter[] | undefined;
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
}

interface Description<Request, Item> {
  action: string;
  limits?: string;
  /** The answer's member. */
  member: string;
  list(context: CallContext): Item[];
  idOf(item: Item): string | undefined;
  idsIn(request: Request): string[] | undefined;
  notFound: NotFound;
  fields: FilterFields<Item>;
}

/** An operation that lists things: all, those with these ids, those that filters let through. */
export function describing<Request extends DescribeRequest, Item extends { Tags?: Tag[] | undefined }>(
  description: Description<Request, Item>,
) {
  const { action, limits, member, list, idOf, idsIn, notFound, fields } = description;
  return ec2Operation<Request, Record<string, unknown>>({
    limits,
    access: () => [{ action: `ec2:${action}`, resource: '*' }],
    run(request, context) {
      const all = list(context);
      const ids = idsIn(request) ?? [];
      const missing = ids.find((id) => !all.some((item) => idOf(item) === id));
      if (missing !== undefined) throw noSuch(notFound, missing);
      const wanted = ids.length > 0 ? all.filter((item) => ids.includes(idOf(item) ?? '')) : all;
      const { items, NextToken } = page(filtered(wanted, request.Filters, fields), request);
      return { [member]: items, ...(NextToken && { NextToken }) };
    },
  });
}
