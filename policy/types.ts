/** A request's condition keys. Keys compare without case; values are texts, several for multi-valued keys. */
export type ContextValues = Record<string, string | string[]>;

/** Which kind of policy a document is; the words of AWS's refusals are made from these. */
export type PolicyKind = 'identity' | 'resource' | 'boundary' | 'session' | 'trust';

/** A policy with the name that explanations use: an ARN, `inline:<name>`, or `trust policy of role x`. */
export interface NamedPolicy {
  name: string;
  policy: CompiledPolicy;
}

/** Parsed once, evaluated often; made by `compilePolicy`. */
export interface CompiledPolicy {
  readonly kind: PolicyKind;
  readonly statements: readonly CompiledStatement[];
  readonly version: '2012-10-17' | '2008-10-17';
}
/** What a statement compiles to is the engine's own affair. */
export interface CompiledStatement {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
}

/** The principal as resource policies see it. */
export interface RequestPrincipal {
  type: 'root' | 'user' | 'role-session' | 'service' | 'federated' | 'anonymous';
  account: string;
  /** Session ARN for sessions, user ARN for users, service name for services, provider ARN for federated. */
  arn: string;
  /** The role behind a session. */
  roleArn?: string;
}

export interface AccessRequest {
  action: string;
  resource: string;
  principal: RequestPrincipal;
  /** Read only where a statement has a condition or a variable, so that it may be made when it is asked for. */
  readonly context: ContextValues;
  /** Owner of the resource: another account's needs both sides to allow. */
  resourceAccount: string;
}

export interface PolicySet {
  identity: readonly NamedPolicy[];
  resource?: NamedPolicy;
  boundary?: NamedPolicy;
  /** Absent: no session policy. Present: at least one of them must allow. */
  session?: readonly NamedPolicy[];
}

/** One statement that was looked at, and why it did not apply (or that it did). */
export interface StatementOutcome {
  kind: PolicyKind;
  policy: string;
  /** The Sid, or the statement's number from 1. */
  statement: string;
  effect: 'Allow' | 'Deny';
  matched: boolean;
  /** For people: `condition StringEquals aws:PrincipalTag/team: expected "a", the request has "b"`. */
  why: string;
}

export interface Decision {
  allowed: boolean;
  reason: 'allowed' | 'explicit-deny' | 'implicit-deny';
  /** The kind of policy that decided: of the deciding statement, or the one whose allow is missing. */
  kind: PolicyKind;
  /** The statement that decided; absent for an implicit deny, and for what the root user may do by itself. */
  readonly statement?: StatementOutcome;
  /** Every statement, with the reason it did not apply. Computed on first use, since most requests never ask. */
  explain(): StatementOutcome[];
}
