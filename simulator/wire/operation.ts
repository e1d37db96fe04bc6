import type { Decision } from '../../policy/types.ts';
import type { Caller } from '../caller.ts';
import type { HttpRequest } from '../http.ts';
import type { Clock, Ids } from '../runtime-services.ts';
import type { State } from '../state/state.ts';
import type { Records, ServiceCall } from './records.ts';

/** One permission that a call needs. All of a call's must be granted. */
export interface Access {
  /** Such as `iam:CreateRole`. */
  action: string;
  /** The resource's ARN, or `*` for actions that have none. */
  resource: string;
  /** Condition keys beyond the global ones, such as `iam:PassedToService` or `s3:ExistingObjectTag/team`. */
  context?: Record<string, string | string[]>;
  /** The resource's tags, for aws:ResourceTag. */
  resourceTags?: Record<string, string>;
  /** The policy attached to the resource, as its JSON text. */
  resourcePolicy?: string;
  /** The account that owns the resource; the caller's if absent. */
  resourceAccount?: string;
}

/** What a call may use. Everything it knows of the world comes from here. */
export interface CallContext {
  state: State;
  clock: Clock;
  ids: Ids;
  /** One instant for the whole call, in ms since the epoch. */
  now: number;
  caller: Caller;
  /** The account and Region that the call acts in. */
  account: string;
  region: string;
  requestId: string;
  /** The request as received, also for what a service does for its caller. Absent where one acts in its own name. */
  request?: HttpRequest;
  /** Where the request came from; for what a service does on its caller's behalf, where the caller is. */
  client?: { sourceIp?: string; userAgent?: string; referer?: string };
  /** Adds a decision that the operation took itself (a role's trust policy) to the request's record. */
  decided?(action: string, resource: string, decision: Decision): void;
  /** Puts on record a call that an AWS service made in its own name. */
  serviceCalled?(call: ServiceCall): void;
  /** Calls another operation inside the cloud, as `caller`: authorized and recorded like any other. */
  invoke(call: InnerCall): Promise<unknown>;
  /** What was called before: CloudTrail's source. */
  records: Pick<Records, 'list'>;
  /** Things that only the composed cloud can do. */
  cloud: CloudServices;
}

export interface InnerCall {
  service: string;
  operation: string;
  input: unknown;
  caller: Caller;
  region?: string;
}

/** What services may ask of the clusters around them. */
export interface CloudServices {
  /** Address of a cluster's API server and the CA that signed its certificate (base64 of PEM). */
  clusterEndpoint(clusterArn: string): { url: string; certificateAuthority: string } | undefined;
  /**
   * Makes an ACTIVE cluster's API server and its address, if they are not there yet; undefined if they are. Rejects if
   * that fails. Absent where no cluster runs.
   */
  openCluster?(clusterArn: string): Promise<void> | undefined;
  /** Ends a deleted cluster's API server and pods, and forgets its objects. */
  closeCluster?(clusterArn: string): void;
  /** Called after an association, add-on or node group of the cluster has changed. */
  clusterChanged(clusterArn: string): void;
  /**
   * Why a token bound to this pod and service account no longer holds: one of them was deleted, or made anew under the
   * same name. Undefined while it holds. Absent where no cluster runs.
   */
  whyTokenRevoked?(clusterArn: string, subject: TokenSubject): string | undefined;
}

/** Whom a service account token is bound to. facts A.6 */
export interface TokenSubject {
  namespace: string;
  serviceAccount: { name: string; uid: string };
  pod: { name: string; uid: string };
}

/**
 * One AWS operation: what it needs, and what it does. `access` is mandatory; an empty list means that no permission is
 * needed, and wants a comment with the source. Both may throw AwsError. `run`'s part before its first await is one
 * transaction: if it throws, nothing was written. (An `async run` throws later: let it check before it writes.)
 */
export interface Operation<Input, Output> {
  /** What the local cloud leaves out of it, for the table in DIFFERENCES.md. */
  limits?: string;
  access(input: Input, context: CallContext): Access[];
  run(input: Input, context: CallContext): Output | Promise<Output>;
}

export function operation<Input, Output>(definition: Operation<Input, Output>): Operation<Input, Output> {
  return definition;
}

export type Protocol = 'restJson1' | 'awsQuery' | 'ec2Query' | 'restXml' | 'awsJson1_0' | 'awsJson1_1';

/**
 * One AWS service: its schemas (a `@aws-sdk/client-*` module, or our own in the same form) and what it can do.
 *
 * The form, for a service that has no client. Values of an exported object, whatever their names:
 *   operation  [9, 'com.amazonaws.eksauth', 'AssumeX', { http: ['POST', '/clusters/{clusterName}/assume-x', 200] }, () => Input$, () => Output$]
 *   structure  [3, namespace, 'AssumeXRequest', 0, ['clusterName', 'token', 'tags'], [[0, 1], 0, 128], 2]
 *              member names, the required ones first; their types; how many are required
 *   error      [-3, namespace, 'ExpiredTokenException', { error: 'client', httpError: 400 }, ['message'], [0]]
 *   list, map  [1, namespace, 'Names', 0, 0 or () => Item$], [2, namespace, 'Tags', 0, 0, 0]
 * Types: 0 text, 1 number, 2 boolean, 4 timestamp (7: epoch seconds), 21 blob, 64 | type a list of it, 128 | type a map of
 * texts to it, `() => Other$` another structure; `[type, traits]` with traits, of which 1 means a label of the path and
 * { httpQuery: 'name' }, { httpHeader: 'name' } the obvious. An operation without output has `() => 'unit'`.
 */
export interface Service {
  /** The signing name in the credential scope: `iam`, `sts`, `eks`, `eks-auth`, `s3`, `dynamodb`, `ec2`, `tagging`, `cloudtrail`, `logs`. */
  name: string;
  protocol: Protocol;
  /** The module whose `Xxx$` exports are the schemas. */
  schemas: Record<string, unknown>;
  /** By the operation's AWS name. What the schemas have and this lacks answers NotImplemented. */
  operations: Record<string, Operation<never, unknown>>;
}
