import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import type { ResourceGroupsTaggingAPI } from '@aws-sdk/client-resource-groups-tagging-api';
import { type AwsClients, createAwsClients, once } from '../../../labs/kit/aws-clients.ts';
import { type AwsAccess, sdkConfiguration } from '../../../labs/kit/sdk-configuration.ts';

/** The labs' clients, and those of what comes before and after the labs: setting clusters up, and looking for what is left. */
export interface AccountClients extends AwsClients {
  cloudformation(): Promise<CloudFormation>;
  logs(): Promise<CloudWatchLogs>;
  tagging(): Promise<ResourceGroupsTaggingAPI>;
}

/** The clients for the account behind `access`. */
export function createAccountClients(access: AwsAccess): AccountClients {
  const configuration = sdkConfiguration(access);
  return {
    ...createAwsClients(access),
    cloudformation: once(
      async () => new (await import('@aws-sdk/client-cloudformation')).CloudFormation(configuration),
    ),
    logs: once(async () => new (await import('@aws-sdk/client-cloudwatch-logs')).CloudWatchLogs(configuration)),
    tagging: once(
      async () =>
        new (await import('@aws-sdk/client-resource-groups-tagging-api')).ResourceGroupsTaggingAPI(configuration),
    ),
  };
}
