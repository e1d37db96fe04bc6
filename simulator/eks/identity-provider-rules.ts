import type { AssociateIdentityProviderConfigRequest } from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import type { CallContext } from '../wire/operation.ts';
import { type Cluster, identityProviders } from './tables.ts';
import { requireTags } from './tags.ts';

/** Errors: InvalidParameterException; ResourceInUseException if the cluster has one, of any name. */
export function requireAssociable(
  { oidc, tags }: AssociateIdentityProviderConfigRequest,
  cluster: Cluster,
  { state }: CallContext,
): void {
  const fields = { clusterName: cluster.name };
  const refuse = (message: string) => new AwsError('InvalidParameterException', 400, message, fields);
  if (!isHttps(oidc?.issuerUrl)) {
    // Assumed; not confirmed against AWS. The rule: API reference, OidcIdentityProviderConfigRequest.
    throw refuse('The Identity Provider URL must begin with https:// and have no query or fragment.');
  }
  if (oidc?.issuerUrl === cluster.issuer) {
    // Text: terraform-aws-modules/terraform-aws-eks#3328.
    throw refuse(
      'Incorrect Identity Provider URL configuration. ' +
        'The Identity Provider URL cannot be same as OpenID Connect (OIDC) issuer URL',
    );
  }
  requireTags(tags);
  const [existing] = identityProviders(state, cluster).keys();
  if (existing === undefined) return;
  // Assumed; not confirmed against AWS. That there is one at most: user guide, "Grant users access with an external OIDC provider".
  const message = `Cluster ${cluster.name} already has the identity provider config ${existing}`;
  throw new AwsError('ResourceInUseException', 409, message, fields);
}

function isHttps(text = ''): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash } = new URL(text);
  return protocol === 'https:' && search === '' && hash === '';
}
