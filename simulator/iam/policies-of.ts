import type { NamedPolicy, PolicySet } from '../../policy/types.ts';
import type { Caller, RoleSession } from '../caller.ts';
import { nameInArn } from '../name-in-arn.ts';
import type { State } from '../state/state.ts';
import { compiledDocument } from './compiled-document.ts';
import { defaultDocument, findPolicy } from './find-policy.ts';
import { groupsOf, type Identity, type Role, rolesOf, type Tags, type User, usersOf } from './tables.ts';

type CallerPolicies = Omit<PolicySet, 'resource'>;
type Boundary = Pick<PolicySet, 'boundary'>;
type Bounded = Pick<User, 'permissionsBoundaryArn'>;

const NONE: CallerPolicies = { identity: [] };
const EVERYTHING = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/**
 * The policies that limit `caller`: its user's or role's own, its groups', the boundary, the session's. Compiled, and cached by
 * text. AWS services and anonymous callers have none; so has the session of a role that was deleted since, even if a role
 * of the same name took its place.
 */
export function policiesOf(state: State, caller: Caller): CallerPolicies {
  if (caller.session) return sessionPolicies(state, caller.account, caller.session);
  if (caller.type === 'user') {
    const user = userOf(state, caller);
    return user ? userPolicies(state, caller.account, user) : NONE;
  }
  if (caller.type === 'root') return { identity: [{ name: 'root', policy: compiledDocument(EVERYTHING, 'identity') }] };
  return NONE;
}

/** What aws:PrincipalTag/<key> holds: session tags over the role's tags, or a user's tags. facts F.1 */
export function principalTags(state: State, caller: Caller): Tags {
  if (!caller.session) return userOf(state, caller)?.tags ?? {};
  const roleTags = sessionRole(state, caller.account, caller.session)?.tags ?? {};
  const sessionTags = caller.session.tags;
  const sessionKeys = new Set(Object.keys(sessionTags).map((key) => key.toLowerCase()));
  if (sessionKeys.size === 0) return roleTags;
  const left = Object.entries(roleTags).filter(([key]) => !sessionKeys.has(key.toLowerCase()));
  return { ...Object.fromEntries(left), ...sessionTags };
}

function sessionPolicies(state: State, account: string, session: RoleSession): CallerPolicies {
  const role = sessionRole(state, account, session);
  if (!role) return NONE;
  const policies = { identity: identityPolicies(state, account, role), ...boundaryOf(state, account, role) };
  if (session.policies.length === 0) return policies;
  return {
    ...policies,
    session: session.policies.map((document, index) => ({
      name: `session policy ${index + 1}`,
      policy: compiledDocument(document, 'session'),
    })),
  };
}

/** A user's own policies and those of its groups, within its boundary. */
export function userPolicies(state: State, account: string, user: User): CallerPolicies {
  const groups = user.groupNames
    .map((name) => groupsOf(state, account).get(name))
    .filter((group) => group !== undefined);
  return {
    identity: [user, ...groups].flatMap((identity) => identityPolicies(state, account, identity)),
    ...boundaryOf(state, account, user),
  };
}

/** What a role, user or group itself was given. */
export function identityPolicies(state: State, account: string, identity: Identity): NamedPolicy[] {
  const inline = Object.entries(identity.inlinePolicies).map(([name, document]) => ({
    name: `inline:${name}`,
    policy: compiledDocument(document, 'identity'),
  }));
  return [...inline, ...attached(state, account, identity.attachedPolicyArns)];
}

function attached(state: State, account: string, arns: string[]): NamedPolicy[] {
  return arns.flatMap((arn) => {
    const policy = findPolicy(state, account, arn);
    return policy ? { name: arn, policy: compiledDocument(defaultDocument(policy), 'identity') } : [];
  });
}

/** Policies in use cannot be deleted, so a boundary is always there. */
export function boundaryOf(state: State, account: string, { permissionsBoundaryArn: arn }: Bounded): Boundary {
  if (arn === undefined) return {};
  const policy = findPolicy(state, account, arn);
  if (!policy) throw new Error(`The permissions boundary ${arn} does not exist`);
  return { boundary: { name: arn, policy: compiledDocument(defaultDocument(policy), 'boundary') } };
}

function sessionRole(state: State, account: string, session: RoleSession): Role | undefined {
  const role = rolesOf(state, account).get(nameInArn(session.roleArn));
  return role?.id === session.roleId ? role : undefined;
}

function userOf(state: State, caller: Caller) {
  return caller.type === 'user' ? usersOf(state, caller.account).get(nameInArn(caller.arn)) : undefined;
}
