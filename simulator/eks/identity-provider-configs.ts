import type {
  AssociateIdentityProviderConfigRequest,
  AssociateIdentityProviderConfigResponse,
  DescribeIdentityProviderConfigRequest,
  DescribeIdentityProviderConfigResponse,
  DisassociateIdentityProviderConfigRequest,
  DisassociateIdentityProviderConfigResponse,
  ListIdentityProviderConfigsRequest,
  ListIdentityProviderConfigsResponse,
  UpdateType,
} from '@aws-sdk/client-eks';
import { AwsError } from '../aws-error.ts';
import { requestTagKeys } from '../request-tag-keys.ts';
import { operation } from '../wire/operation.ts';
import { eksArn } from './arns.ts';
import { clusterAccess, getCluster, getSettledCluster } from './clusters.ts';
import { configAccess, configOutput, getConfig, newConfig, TYPE } from './identity-provider-rows.ts';
import { requireAssociable } from './identity-provider-rules.ts';
import { page } from './page.ts';
import { type IdentityProviderRow, identityProviders } from './tables.ts';
import { tagOnCreation } from './tags.ts';
import { WORK_MS, working } from './transition.ts';
import { type NewUpdate, updateCluster } from './updates.ts';

export const associateIdentityProviderConfig = operation<
  AssociateIdentityProviderConfigRequest,
  AssociateIdentityProviderConfigResponse
>({
  limits: 'The configuration is kept; the API server takes no tokens of the provider.',
  access: ({ clusterName, oidc, tags }, context) => {
    const { identityProviderConfigName: name, clientId, issuerUrl } = oidc ?? {};
    const keys = { ...(clientId && { 'eks:clientId': clientId }), ...(issuerUrl && { 'eks:issuerUrl': issuerUrl }) };
    return [
      {
        ...clusterAccess('eks:AssociateIdentityProviderConfig', clusterName, context),
        context: { ...requestTagKeys(tags), ...keys },
      },
      ...tagOnCreation(eksArn(context, `identityproviderconfig/${clusterName}/${TYPE}/${name}/-`), tags),
    ];
  },
  run(input, context) {
    const cluster = getSettledCluster(context, input.clusterName, 'AssociateIdentityProviderConfig');
    requireAssociable(input, cluster, context);
    const made = newConfig(input, cluster, context);
    identityProviders(context.state, cluster).put(made.name, made);
    const update = updateCluster(cluster, {}, change('AssociateIdentityProviderConfig', made), context);
    return { update, tags: made.tags };
  },
});

export const describeIdentityProviderConfig = operation<
  DescribeIdentityProviderConfigRequest,
  DescribeIdentityProviderConfigResponse
>({
  access: (input, context) => [configAccess('eks:DescribeIdentityProviderConfig', input, context)],
  run(input, context) {
    const row = getConfig(input, getCluster(context.state, context, input.clusterName), context);
    return { identityProviderConfig: { oidc: configOutput(row, context.now) } };
  },
});

export const listIdentityProviderConfigs = operation<
  ListIdentityProviderConfigsRequest,
  ListIdentityProviderConfigsResponse
>({
  access: ({ clusterName }, context) => [clusterAccess('eks:ListIdentityProviderConfigs', clusterName, context)],
  run({ clusterName, maxResults = 1, nextToken }, context) {
    const cluster = getCluster(context.state, context, clusterName);
    // Text: turbot/steampipe-plugin-aws#1100. A cluster has one at most.
    if (maxResults !== 1)
      throw new AwsError('InvalidParameterException', 400, 'maxResults needs to be 1', { clusterName });
    const names = [...identityProviders(context.state, cluster).keys()];
    const { items, ...rest } = page(names, maxResults, nextToken);
    return { identityProviderConfigs: items.map((name) => ({ type: TYPE, name })), ...rest };
  },
});

export const disassociateIdentityProviderConfig = operation<
  DisassociateIdentityProviderConfigRequest,
  DisassociateIdentityProviderConfigResponse
>({
  access: (input, context) => [configAccess('eks:DisassociateIdentityProviderConfig', input, context)],
  run(input, context) {
    const cluster = getSettledCluster(context, input.clusterName, 'DisassociateIdentityProviderConfig');
    const row = getConfig(input, cluster, context);
    const table = identityProviders(context.state, cluster);
    table.put(row.name, { ...row, transition: working('DELETING' as const, context.now) });
    context.clock.after(WORK_MS, () => void table.delete(row.name));
    return { update: updateCluster(cluster, {}, change('DisassociateIdentityProviderConfig', row), context) };
  },
});

function change(type: UpdateType, { name }: IdentityProviderRow): NewUpdate {
  const value = JSON.stringify([{ type: TYPE, name }]);
  return { type, params: [{ type: 'IdentityProviderConfig', value }] };
}
