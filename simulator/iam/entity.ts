import type { State, Table } from '../state/state.ts';
import type { Access, CallContext } from '../wire/operation.ts';
import type { Tags } from './tables.ts';

/** Where an operation acts. */
export type Scope = Pick<CallContext, 'state' | 'account'>;

/** A kind of thing in IAM, as the operations see it that several kinds have: on tags, policies and boundaries. */
export interface Entity<Member extends string, Row> {
  /** As messages call it: `role`. */
  noun: string;
  /** The member of requests that names it: `RoleName`. */
  member: Member;
  find(scope: Scope, name: string): Row | undefined;
  /** Errors: NoSuchEntity 404. */
  get(scope: Scope, name: string): Row;
  /** Puts in its place what `change` makes of it. Errors: NoSuchEntity 404; AccessDenied 403 for AWS's policies. */
  change(scope: Scope, name: string, change: (row: Row) => Row): void;
  /** The permission to act on it, with condition keys beyond its tags. */
  access(action: string, name: string, scope: Scope, keys?: Access['context']): Access[];
}

/** A user, group or role. */
export interface PolicyHolder<Member extends string, Row> extends Entity<Member, Row> {
  /** As `change`, of what it may do and who may be it. Errors: UnmodifiableEntity 400 for roles that only AWS changes. */
  changePolicies(scope: Scope, name: string, change: (row: Row) => Row): void;
}

interface NamedEntity<Member extends string, Row> {
  noun: string;
  member: Member;
  tableOf(state: State, account: string): Table<Row>;
  get(state: State, account: string, name: string): Row;
  /** Errors: UnmodifiableEntity 400. */
  requireModifiable?(row: Row): void;
  /** The ARN that one of this name would have, if there is none. */
  arnOf(account: string, name: string): string;
}

/** The kinds that are kept by name. */
export function namedEntity<Member extends string, Row extends { name: string; arn: string; tags?: Tags }>(
  kind: NamedEntity<Member, Row>,
): PolicyHolder<Member, Row> {
  const { noun, member, tableOf } = kind;
  const change: Entity<Member, Row>['change'] = ({ state, account }, name, changed) => {
    tableOf(state, account).put(name, changed(kind.get(state, account, name)));
  };
  return {
    noun,
    member,
    find: ({ state, account }, name) => tableOf(state, account).get(name),
    get: ({ state, account }, name) => kind.get(state, account, name),
    change,
    changePolicies: (scope, name, changed) =>
      change(scope, name, (row) => {
        kind.requireModifiable?.(row);
        return changed(row);
      }),
    access(action, name, { state, account }, keys) {
      const row = tableOf(state, account).get(name);
      return [taggedAccess(action, row?.arn ?? kind.arnOf(account, name), row?.tags ?? {}, keys)];
    },
  };
}

/** A permission on something with tags: they are aws:ResourceTag, and iam:ResourceTag as well. */
export function taggedAccess(action: string, resource: string, tags: Tags, keys: Access['context'] = {}): Access {
  const context = { ...keys };
  for (const [key, value] of Object.entries(tags)) context[`iam:ResourceTag/${key}`] = value;
  return { action, resource, resourceTags: tags, context };
}
