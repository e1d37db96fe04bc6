import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { CloudTrail } from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { EC2 } from '@aws-sdk/client-ec2';
import { EKS } from '@aws-sdk/client-eks';
import { IAM } from '@aws-sdk/client-iam';
import { ResourceGroupsTaggingAPI } from '@aws-sdk/client-resource-groups-tagging-api';
import { S3 } from '@aws-sdk/client-s3';
import { ServiceQuotas } from '@aws-sdk/client-service-quotas';
import { STS } from '@aws-sdk/client-sts';
import { workshopNames } from '../../../labs/kit/names.ts';
import type { World } from '../../../labs/kit/world.ts';
import type { LabTools } from '../../../scripts/kit/setup/clean-labs.ts';
import type { AskNodes } from '../../../scripts/kit/setup/clusters.ts';
import { clusterNames, type Run } from '../../../scripts/kit/setup/run.ts';
import { beginRun, type KeptRun } from '../../../scripts/kit/setup/run-folder.ts';
import type { SetupTools } from '../../../scripts/kit/setup/setup-tools.ts';
import type { AccountClients } from '../../../scripts/kit/target/account-clients.ts';
import { LEARNER_ACCOUNT, REGION } from '../../../simulator/place.ts';
import { services } from '../../../simulator/services.ts';
import { type TestEndpoint, testEndpoint } from '../../simulator/wire/test-endpoint.ts';

const TURNS = 50;

/** Services are loaded at their first request; here that must take no time. */
export const loadServices = () => Promise.all(Object.values(services).map((load) => load()));

/** An account in this process, in which time passes only while somebody waits. */
export function testAccount() {
  const endpoint = testEndpoint({ services });
  const home = mkdtempSync(join(tmpdir(), 'workshop-setup-'));
  const lines: string[] = [];
  const clock = {
    now: endpoint.clock.now,
    async sleep(ms: number) {
      endpoint.clock.advance(ms);
      // What falls due may itself call services: let that end.
      for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    },
  };
  const aws = clientsOf(endpoint);
  const toolsFor = ({ run, ledger }: KeptRun): SetupTools => ({
    run,
    ledger,
    aws,
    clock,
    say: (line) => lines.push(line),
  });
  return {
    endpoint,
    aws,
    home,
    lines,
    clock,
    toolsFor,
    begin: (run: Partial<Run> = {}) => beginRun(home, { ...testRun(clock.now()), ...run }, clock.now),
    labs: labsOn(aws),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

export const testRun = (startedAt: number, id = '0000abc'): Run => ({
  id,
  account: LEARNER_ACCOUNT,
  region: REGION,
  startedAt,
  clusters: clusterNames(id),
  makesClusters: true,
});

/** Every cluster has a node that is Ready. */
export const readyNodes: AskNodes = async () => [
  { metadata: { name: 'node' }, status: { conditions: [{ type: 'Ready', status: 'True' }] } },
];

function clientsOf(endpoint: TestEndpoint): AccountClients {
  const configuration = endpoint.clientConfig();
  return {
    iam: async () => new IAM(configuration),
    eks: async () => new EKS(configuration),
    s3: async () => new S3({ ...configuration, forcePathStyle: true }),
    dynamodb: async () => new DynamoDB(configuration),
    cloudtrail: async () => new CloudTrail(configuration),
    ec2: async () => new EC2(configuration),
    sts: async () => new STS(configuration),
    serviceQuotas: async () => new ServiceQuotas(configuration),
    cloudformation: async () => new CloudFormation(configuration),
    logs: async () => new CloudWatchLogs(configuration),
    tagging: async () => new ResourceGroupsTaggingAPI(configuration),
  };
}

/** Labs that were never opened: no API server answers, and no shell runs their pages. */
function labsOn(aws: AccountClients): LabTools {
  const unreachable = () => {
    throw new Error('No API server.');
  };
  const names = workshopNames(LEARNER_ACCOUNT, REGION);
  const world: World = { names, isRealAccount: false, aws, partner: aws, kube: unreachable, app: unreachable };
  return { world, run: async () => ({ stdout: '', stderr: '', exitCode: 1 }), hasPartner: false };
}
