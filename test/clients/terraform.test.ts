import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
import { describeWith, runTool } from './run-tool.ts';

const PROVIDER = 'registry.terraform.io/hashicorp/aws/5.100.0';
const CONFIGURATION = fileURLToPath(new URL('terraform', import.meta.url));
const CHANGED = ['-var=stage=production', '-var=max_session_seconds=7200'];
const DEADLINE_MS = 280_000;

// Providers come from a folder laid out as `terraform providers mirror` does: nothing is downloaded. It is the one that
// TF_PLUGIN_MIRROR names, or one below the folders in which machines keep add-on software.
const MIRROR =
  process.env.TF_PLUGIN_MIRROR ?? findMirror(['/usr/local/share/terraform', '/usr/share/terraform', '/opt']);

const missing = existsSync(join(MIRROR, PROVIDER)) ? [] : ['no AWS provider 5.100.0 in TF_PLUGIN_MIRROR'];

function findMirror(parents: string[]): string {
  const present = parents.filter((parent) => existsSync(parent));
  const folders = present.flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)));
  return folders.find((folder) => existsSync(join(folder, PROVIDER))) ?? '';
}

// One after the other, as the life of a stack goes.
describeWith(['terraform'], 'Terraform with the AWS provider', missing, () => {
  let cloud: ClientCloud;
  let before: unknown;

  beforeAll(async () => {
    cloud = await startClientCloud();
    cpSync(CONFIGURATION, cloud.work, { recursive: true });
    writeFileSync(join(cloud.work, 'terraformrc'), mirrorOnly(MIRROR));
    before = await inventory(cloud);
  });
  afterAll(() => cloud.stop());

  function terraform(...words: string[]) {
    const settings = {
      TF_CLI_CONFIG_FILE: join(cloud.work, 'terraformrc'),
      TF_IN_AUTOMATION: '1',
      CHECKPOINT_DISABLE: '1',
    };
    const env = { ...cloud.env, ...settings };
    return runTool('terraform', [...words, '-no-color'], { cwd: cloud.work, env, deadlineMs: DEADLINE_MS });
  }
  const succeeds = async (...words: string[]) => {
    const { exitCode, stdout, stderr } = await terraform(...words);
    const seen = exitCode === 0 ? '' : stdout;
    expect({ words, exitCode, stderr, seen }).toEqual({ words, exitCode: 0, stderr: '', seen: '' });
    return stdout;
  };

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

const mirrorOnly = (path: string) => `provider_installation {
  filesystem_mirror {
    path = ${JSON.stringify(path)}
  }
}
`;

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
