import { PolicySyntaxError } from '../../policy/index.ts';
import type { NamedPolicy, PolicyKind } from '../../policy/types.ts';
import { compiledDocument } from './compiled-document.ts';
import { requireLength } from './constraints.ts';
import type { Scope } from './entity.ts';
import { getGroup } from './find-group.ts';
import { defaultDocument, getPolicy } from './find-policy.ts';
import { getRole } from './find-role.ts';
import { getUser } from './find-user.ts';
import { invalidInput } from './iam-errors.ts';
import { type Group, groupsOf, type Identity, type Role, type User } from './tables.ts';

/** A policy in a simulation, under the name that its matched statements give as their source. */
export interface SourcePolicy {
  id: string;
  text: string;
}

export interface PrincipalPolicies {
  identity: SourcePolicy[];
  boundary?: SourcePolicy;
}

export type Source = { kind: 'user'; row: User } | { kind: 'role'; row: Role } | { kind: 'group'; row: Group };

/** The policies that a request brings along. Errors: InvalidInput 400 if one is malformed. */
export function inputSources(texts: string[], name = 'PolicyInputList', kind: PolicyKind = 'identity'): SourcePolicy[] {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  for (const [index, text] of texts.entries()) requireLength(text, `${member}.${index + 1}.member`, 1, 131_072);
  const sources = texts.map((text, index) => ({ id: `${name}.${index + 1}`, text }));
  for (const source of sources) named(source, kind);
  return sources;
}

/** Errors: InvalidInput 400 if the policy is malformed. Assumed; not confirmed against AWS: that it says why. */
export function named({ id, text }: SourcePolicy, kind: PolicyKind): NamedPolicy {
  try {
    return { name: id, policy: compiledDocument(text, kind) };
  } catch (error) {
    if (error instanceof PolicySyntaxError) throw invalidInput(error.message);
    throw error;
  }
}

/** The user, role or group that is simulated. Errors: InvalidInput 400 for other ARNs; NoSuchEntity 404. */
export function requireSource({ state, account }: Scope, arn: string): Source {
  const [, owner, kind, name = ''] = /^arn:aws:iam::(\d{12}):(user|role|group)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (owner !== account || kind === undefined) {
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  }
  if (kind === 'user') return { kind, row: getUser(state, account, name) };
  if (kind === 'group') return { kind, row: getGroup(state, account, name) };
  return { kind: 'role', row: getRole(state, account, name) };
}

/** What the source may do: its own policies, a user's groups', and its boundary. */
export function principalPolicies(scope: Scope, source: Source): PrincipalPolicies {
  const own = sourcesOf(scope, source.kind, source.row);
  if (source.kind === 'group') return { identity: own };
  const boundaryArn = source.row.permissionsBoundaryArn;
  const boundary = boundaryArn === undefined ? {} : { boundary: managedSource(scope, boundaryArn) };
  if (source.kind === 'role') return { identity: own, ...boundary };
  const groups = source.row.groupNames.map((name) => groupsOf(scope.state, scope.account).get(name));
  const inherited = groups.flatMap((group) => (group ? sourcesOf(scope, 'group', group) : []));
  return { identity: [...own, ...inherited], ...boundary };
}

function sourcesOf(scope: Scope, kind: Source['kind'], identity: Identity): SourcePolicy[] {
  const inline = Object.entries(identity.inlinePolicies).map(([name, text]) => ({
    id: `${kind}_${identity.name}_${name}`,
    text,
  }));
  return [...inline, ...identity.attachedPolicyArns.map((arn) => managedSource(scope, arn))];
}

function managedSource({ state, account }: Scope, arn: string): SourcePolicy {
  const policy = getPolicy(state, account, arn);
  return { id: policy.name, text: defaultDocument(policy) };
}
