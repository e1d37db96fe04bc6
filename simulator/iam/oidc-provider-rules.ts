import { AwsError } from '../aws-error.ts';
import { issuers } from '../oidc/issuer.ts';
import { findPublicBucket } from '../oidc/public-bucket.ts';
import type { State } from '../state/state.ts';
import { requireLength } from './constraints.ts';
import type { Scope } from './entity.ts';
import { invalidInput, validationError } from './iam-errors.ts';
import { requireWithinQuota } from './quotas.ts';

const MAX_THUMBPRINTS = 5;
/** What AWS documents as the thumbprint behind EKS issuers: the top CA of their certificates. S3's are taken for the same. */
const EKS_ISSUER_THUMBPRINT = '9e99a48a9960b14926bb7f3b02e22da2b0ab7280';

/** An https URL without port and query. facts A.8 */
export function requireUrl(url: string): void {
  requireLength(url, 'url', 1, 255);
  if (!URL.canParse(url)) throw validationError('Invalid Open ID Connect Provider URL');
  const { protocol, search, port } = new URL(url);
  if (protocol !== 'https:') {
    throw invalidInput('Invalid Open ID Connect Provider URL. The URL must begin with https://.');
  }
  if (search !== '' || port !== '') throw validationError('Invalid Open ID Connect Provider URL');
}

/** Errors: ValidationError, LimitExceeded. Ids given twice count once. */
export function requireClientIds(scope: Scope, clientIds: string[]): string[] {
  for (const clientId of clientIds) requireLength(clientId, 'clientIDList', 1, 255);
  const distinct = [...new Set(clientIds)];
  requireWithinQuota(scope, 'ClientIdsPerOpenIdConnectProvider', distinct.length);
  return distinct;
}

export function requireThumbprints(thumbprints: string[]): string[] {
  if (thumbprints.length > MAX_THUMBPRINTS) throw invalidInput('Thumbprint list must contain fewer than 5 entries.');
  for (const thumbprint of thumbprints) requireLength(thumbprint, 'thumbprintList', 40, 40);
  return thumbprints;
}

/** IAM fetches the issuer's certificates when no thumbprint is given; issuers of this cloud are the ones in reach. */
export function fetchThumbprint(state: State, url: string): string {
  if (issuers(state).has(url) || findPublicBucket(url)) return EKS_ISSUER_THUMBPRINT;
  // Assumed; not confirmed against AWS: the text.
  throw new AwsError('OpenIdIdpCommunicationError', 400, `The OpenID Connect provider ${url} cannot be reached.`);
}
