import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  EKSClient,
  ListAddonsCommand,
  ListClustersCommand,
  ListPodIdentityAssociationsCommand,
} from '@aws-sdk/client-eks';
import {
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  ListPoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClientCloud, startClientCloud } from './client-cloud.ts';
import { describeWith } from './run-tool.ts';
import { missingMirror, terraformIn } from './terraform-mirror.ts';

const CONFIGURATION = fileURLToPath(new URL('terraform', import.meta.url));
const CHANGED = ['-var=stage=production', '-var=max_session_seconds=7200'];

// One after the other, as the life of a stack goes.
describeWith(['terraform'], 'Terraform with the AWS provider', missingMirror, () => {
  let cloud: ClientCloud;
  let before: unknown;
  let succeeds: ReturnType<typeof terraformIn>;

  beforeAll(async () => {
    cloud = await startClientCloud();
    cpSync(CONFIGURATION, cloud.work, { recursive: true });
    succeeds = terraformIn(cloud.work, cloud.env);
    before = await inventory(cloud);
  });
  afterAll(() => cloud.stop());

  it('applies', async () => {
    await succeeds('init', '-input=false');
    expect(await succeeds('apply', '-auto-approve', '-input=false')).toContain(
      'Apply complete! Resources: 24 added, 0 changed, 0 destroyed.',
    );
  });

  it('plans without drift', async () => {
    expect(await succeeds('plan', '-detailed-exitcode', '-input=false')).toContain('No changes.');
  });

  it('changes what differs in place, and then plans without drift', async () => {
    expect(await succeeds('apply', '-auto-approve', '-input=false', ...CHANGED)).toContain(
      'Apply complete! Resources: 0 added, 11 changed, 0 destroyed.',
    );
    expect(await succeeds('plan', '-detailed-exitcode', '-input=false', ...CHANGED)).toContain('No changes.');
  });

  it('destroys all of it', async () => {
    expect(await succeeds('destroy', '-auto-approve', '-input=false', ...CHANGED)).toContain(
      'Destroy complete! Resources: 24 destroyed.',
    );
    expect(await inventory(cloud)).toEqual(before);
  });
});

/** What there is in the learner's account. */
async function inventory({ url, credentials }: ClientCloud) {
  const settings = { endpoint: url, region: 'us-west-2', credentials: credentials.learner };
  const iam = new IAMClient(settings);
  const eks = new EKSClient(settings);
  const cluster = { clusterName: 'workshop-a' };
  const [roles, policies, providers, clusters, addons, associations, buckets, tables] = await Promise.all([
    iam.send(new ListRolesCommand({})),
    iam.send(new ListPoliciesCommand({ Scope: 'Local' })),
    iam.send(new ListOpenIDConnectProvidersCommand({})),
    eks.send(new ListClustersCommand({})),
    eks.send(new ListAddonsCommand(cluster)),
    eks.send(new ListPodIdentityAssociationsCommand(cluster)),
    new S3Client({ ...settings, forcePathStyle: true }).send(new ListBucketsCommand({})),
    new DynamoDBClient(settings).send(new ListTablesCommand({})),
  ]);
  return {
    roles: roles.Roles?.map(({ Arn }) => Arn),
    policies: policies.Policies?.map(({ Arn }) => Arn),
    providers: providers.OpenIDConnectProviderList,
    clusters: clusters.clusters,
    addons: addons.addons,
    associations: associations.associations,
    buckets: buckets.Buckets,
    tables: tables.TableNames,
  };
}
