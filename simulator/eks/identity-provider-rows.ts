import type {
  AssociateIdentityProviderConfigRequest,
  IdentityProviderConfig,
  OidcIdentityProviderConfig,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import type { CallContext } from '../wire/operation.ts';
import { eksArn } from './arns.ts';
import { type Cluster, type IdentityProviderRow, identityProviders } from './tables.ts';
import { statusOf, working } from './transition.ts';

/** The only type there is. */
export const TYPE = 'oidc';

export interface ConfigRequest {
  clusterName: string | undefined;
  identityProviderConfig: IdentityProviderConfig | undefined;
}

/** A permission on one configuration; it need not exist. */
export function configAccess(
  action: string,
  { clusterName = '', identityProviderConfig }: ConfigRequest,
  context: CallContext,
) {
  const { type, name = '' } = identityProviderConfig ?? {};
  const row = identityProviders(context.state, { ...context, name: clusterName }).get(name);
  const resource = row?.arn ?? eksArn(context, `identityproviderconfig/${clusterName}/${type}/${name}/-`);
  return { action, resource, resourceTags: row?.tags ?? {} };
}

/** The configuration of that type and name. Errors: ResourceNotFoundException. */
export function getConfig({ identityProviderConfig }: ConfigRequest, cluster: Cluster, { state }: CallContext) {
  const { type, name = '' } = identityProviderConfig ?? {};
  const row = type === TYPE ? identityProviders(state, cluster).get(name) : undefined;
  if (row) return row;
  // Text: eksctl-io/eksctl#6293.
  const message = `No config found for cluster: ${cluster.name}, config type: ${type}, config name: ${name}`;
  throw new AwsError('ResourceNotFoundException', 404, message, { clusterName: cluster.name });
}

/** The row of a new configuration. */
export function newConfig(input: AssociateIdentityProviderConfigRequest, cluster: Cluster, { ids, now }: CallContext) {
  const oidc = input.oidc as IdentityProviderRow['oidc'];
  const name = oidc.identityProviderConfigName ?? '';
  return {
    name,
    cluster: cluster.name,
    arn: eksArn(cluster, `identityproviderconfig/${cluster.name}/${TYPE}/${name}/${ids.uuid()}`),
    oidc,
    transition: working('CREATING' as const, now),
    tags: input.tags ?? {},
  };
}

/** A configuration as Describe answers it. */
export const configOutput = (row: IdentityProviderRow, now: number): OidcIdentityProviderConfig => ({
  ...row.oidc,
  identityProviderConfigArn: row.arn,
  clusterName: row.cluster,
  tags: row.tags,
  status: statusOf(row, now),
});
