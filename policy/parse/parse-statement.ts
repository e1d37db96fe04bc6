import type { ConditionLine } from '../conditions/compile-condition.ts';
import { PolicySyntaxError } from '../policy-syntax-error.ts';
import type { PolicyKind } from '../types.ts';
import { requireActions } from './check-names.ts';
import { requireResources } from './check-resources.ts';
import { isRecord } from './is-record.ts';
import { type ParsedPrincipal, parsePrincipal } from './parse-principal.ts';
import { refusals, syntaxError } from './refusals.ts';

/** A list that the policy gives by itself (`Action`) or as its complement (`NotAction`). */
export interface Listed<Item> {
  negated: boolean;
  list: Item;
}

export interface ParsedStatement {
  sid?: string;
  effect: 'Allow' | 'Deny';
  principals?: Listed<ParsedPrincipal>;
  actions: Listed<string[]>;
  /** Absent in trust policies. */
  resources?: Listed<string[]>;
  conditions: ConditionLine[];
}

type Fields = Record<string, unknown>;
const BOTH_WAYS = ['Principal', 'Action', 'Resource'];
const ELEMENTS = ['Sid', 'Effect', 'Condition', ...BOTH_WAYS, ...BOTH_WAYS.map((name) => `Not${name}`)];

export function parseStatement(fields: Fields, kind: PolicyKind): ParsedStatement {
  if (!Object.keys(fields).every((name) => ELEMENTS.includes(name))) throw syntaxError(kind);
  if (fields.Sid !== undefined && typeof fields.Sid !== 'string') throw syntaxError(kind);
  return {
    sid: fields.Sid,
    effect: parseEffect(fields.Effect, kind),
    principals: parsePrincipals(fields, kind),
    actions: parseActions(fields, kind),
    resources: parseResources(fields, kind),
    conditions: parseConditions(fields.Condition, kind),
  };
}

function parseEffect(effect: unknown, kind: PolicyKind): 'Allow' | 'Deny' {
  if (effect === 'Allow' || effect === 'Deny') return effect;
  if (/^(?:allow|deny)$/i.test(String(effect))) throw new PolicySyntaxError(refusals[kind].effectCase(String(effect)));
  throw effect === undefined ? syntaxError(kind) : new PolicySyntaxError(refusals[kind].effect(String(effect)));
}

/** `X`, or `NotX` as its complement; both at once are an error. */
function listed(fields: Fields, name: string, kind: PolicyKind): Listed<unknown> | undefined {
  const negated = fields[`Not${name}`];
  if (fields[name] !== undefined && negated !== undefined) throw syntaxError(kind);
  if (negated !== undefined) return { negated: true, list: negated };
  return fields[name] === undefined ? undefined : { negated: false, list: fields[name] };
}

function parsePrincipals(fields: Fields, kind: PolicyKind): Listed<ParsedPrincipal> | undefined {
  const principals = listed(fields, 'Principal', kind);
  const named = kind === 'trust' || kind === 'resource';
  if (!named && principals) throw new PolicySyntaxError('Policy document should not specify a principal.');
  if (!named) return undefined;
  if (!principals) throw new PolicySyntaxError('Missing required field Principal');
  if (kind === 'trust' && principals.negated) {
    throw new PolicySyntaxError('AssumeRole policy must not contain NotPrincipal field.');
  }
  return { negated: principals.negated, list: parsePrincipal(principals.list, kind) };
}

function parseActions(fields: Fields, kind: PolicyKind): Listed<string[]> {
  const actions = listed(fields, 'Action', kind);
  const list = actions ? texts(actions.list, kind) : [];
  if (!actions || list.length === 0) throw new PolicySyntaxError(refusals[kind].missingAction);
  requireActions(list, kind);
  return { negated: actions.negated, list };
}

function parseResources(fields: Fields, kind: PolicyKind): Listed<string[]> | undefined {
  const resources = listed(fields, 'Resource', kind);
  if (kind === 'trust') {
    if (resources?.negated) throw new PolicySyntaxError('AssumeRole policy must not contain resources.');
    if (resources) throw new PolicySyntaxError('Has prohibited field Resource');
    return undefined;
  }
  const list = resources ? texts(resources.list, kind) : [];
  if (!resources || list.length === 0) throw new PolicySyntaxError(refusals[kind].missingResource);
  requireResources(list, kind);
  return { negated: resources.negated, list };
}

function parseConditions(block: unknown, kind: PolicyKind): ConditionLine[] {
  if (block === undefined) return [];
  if (!isRecord(block)) throw syntaxError(kind);
  return Object.entries(block).flatMap(([operator, keys]) => {
    if (!isRecord(keys)) throw syntaxError(kind);
    return Object.entries(keys).map(([key, values]) => ({ operator, key, values: scalars(values, kind) }));
  });
}

/** Condition values may be numbers and booleans too, which compare by their texts. */
function scalars(value: unknown, kind: PolicyKind): string[] {
  return (Array.isArray(value) ? value : [value]).map((item: unknown) => {
    if (typeof item !== 'string' && typeof item !== 'number' && typeof item !== 'boolean') throw syntaxError(kind);
    return String(item);
  });
}

function texts(value: unknown, kind: PolicyKind): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every((item) => typeof item === 'string')) throw syntaxError(kind);
  return list;
}
