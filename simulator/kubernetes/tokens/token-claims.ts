import type { JWTPayload } from 'jose';
import type { Clock, Ids } from '../../runtime-services.ts';
import { notFound } from '../status-error.ts';
import type { Storage } from '../storage.ts';

/** The API server's own audience on EKS: what a token without `audiences` is for. */
export const API_AUDIENCE = 'https://kubernetes.default.svc';

/** EKS caps longer requests. facts A.6 */
export const MAX_EXPIRATION_SECONDS = 86_400;

/** What the ServiceAccount admission asks for, and nobody else. kubernetes pkg/serviceaccount/claims.go */
const WARN_ONLY_SECONDS = 3_607;
/** So long such a token holds on EKS, for clients that read it once; a year elsewhere. EKS user guide, service-accounts */
const EXTENDED_SECONDS = 90 * 86_400;

/** An object that a token may end with. */
export interface Reference {
  name: string;
  uid: string;
}

export type BoundKind = 'pod' | 'secret' | 'node';

export interface TokenSpec {
  namespace: string;
  serviceAccount: string;
  /** Empty: the API server's own. */
  audiences: string[];
  expirationSeconds: number;
  /** The token ends with this object. */
  boundTo?: Reference & { kind: BoundKind };
}

/** Claims of a bound token. facts A.6 */
export interface ServiceAccountClaims extends JWTPayload {
  aud: string[];
  exp: number;
  'kubernetes.io': {
    namespace: string;
    node?: Reference;
    pod?: Reference;
    secret?: Reference;
    serviceaccount: Reference;
    /** When the API server starts to call the token stale, in seconds. */
    warnafter?: number;
  };
}

interface ClaimsContext {
  storage: Storage;
  clock: Pick<Clock, 'now'>;
  ids: Ids;
  issuer: string;
}

/** The claims of facts A.6, in the order of Kubernetes' own tokens. Throws StatusError NotFound without the account. */
export function claimsOf({ audiences, ...spec }: TokenSpec, context: ClaimsContext): ServiceAccountClaims {
  const { storage, clock, ids, issuer } = context;
  const { namespace, serviceAccount, expirationSeconds, boundTo } = spec;
  const account = storage.get('serviceaccounts', namespace, serviceAccount);
  if (!account) throw notFound('serviceaccounts', serviceAccount);
  const iat = Math.floor(clock.now() / 1000);
  const aud = audiences.length > 0 ? audiences : [API_AUDIENCE];
  const isExtended = boundTo?.kind === 'pod' && expirationSeconds === WARN_ONLY_SECONDS && isForApi(aud);
  return {
    aud,
    exp: iat + (isExtended ? EXTENDED_SECONDS : expirationSeconds),
    iat,
    iss: issuer,
    jti: ids.uuid(),
    'kubernetes.io': {
      namespace,
      ...(boundTo && boundClaims(storage, namespace, boundTo)),
      serviceaccount: { name: serviceAccount, uid: account.metadata.uid },
      ...(isExtended && { warnafter: iat + expirationSeconds }),
    },
    nbf: iat,
    sub: `system:serviceaccount:${namespace}:${serviceAccount}`,
  };
}

const isForApi = (audiences: string[]) => audiences.every((audience) => audience === API_AUDIENCE);

function boundClaims(storage: Storage, namespace: string, { kind, name, uid }: NonNullable<TokenSpec['boundTo']>) {
  return { ...(kind === 'pod' && nodeClaim(storage, namespace, name)), [kind]: { name, uid } };
}

/** Current Kubernetes names the node of a scheduled pod in its tokens. facts A.6 */
function nodeClaim(storage: Storage, namespace: string, podName: string): { node?: Reference } {
  const pod = storage.get('pods', namespace, podName);
  const name = (pod?.spec as { nodeName?: string } | undefined)?.nodeName;
  const node = name ? storage.get('nodes', undefined, name) : undefined;
  return node ? { node: { name: node.metadata.name, uid: node.metadata.uid } } : {};
}
