import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClientCloud, startClientCloud } from './client-cloud.ts';
import { kubectlProxy } from './kubectl-proxy.ts';
import { describeWith, runTool } from './run-tool.ts';

const PROGRAMS = fileURLToPath(new URL('boto3', import.meta.url));

/** What a program said at each step. */
async function steps(
  cloud: ClientCloud,
  program: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Record<string, unknown>> {
  // Python would else leave its compiled files beside the programs.
  const settings = { ...cloud.env, PYTHONDONTWRITEBYTECODE: '1', ...env };
  const { exitCode, stdout, stderr } = await runTool('python3', [join(PROGRAMS, program)], {
    cwd: cloud.work,
    env: settings,
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const lines = stdout.split('\n').map((line) => JSON.parse(line) as { step: string; seen: unknown });
  return Object.fromEntries(lines.map(({ step, seen }) => [step, seen]));
}

describeWith(['boto3'], 'boto3', [], () => {
  let cloud: ClientCloud;
  beforeAll(async () => {
    cloud = await startClientCloud();
  });
  afterAll(() => cloud.stop());

  it('drives clients, paginators and waiters', async () => {
    expect(await steps(cloud, 'iam_and_eks.py')).toEqual({
      role: { arn: 'arn:aws:iam::111122223333:role/boto-role', trust: true, created: 'UTC' },
      'pages of inline policies': [['one'], ['three'], ['two']],
      'add-on': 'ACTIVE',
      associations: [{ serviceAccount: 'boto', same: true }],
      left: { addons: [], roles: [] },
    });
  });

  it('drives the resources of S3 and DynamoDB', async () => {
    expect(await steps(cloud, 's3_and_dynamodb.py')).toEqual({
      objects: ['2026/a.txt', '2026/b.txt'],
      pages: [['2025/'], ['2026/']],
      object: { body: '2026/a.txt', metadata: { author: 'ana' }, type: 'binary/octet-stream' },
      download: '2026/b.txt',
      deleted: ['2025/a.txt', '2026/a.txt', '2026/b.txt', 'copy.txt'],
      query: [
        { id: '10', total: '1' },
        { id: '12', total: '1.2' },
      ],
      update: { team: 'shop', id: '1', total: '0.10001', tags: ['blue', 'red'] },
      'pages of a scan': [12, 12, 6],
      left: { buckets: [], tables: [] },
    });
  });

  it('raises errors by their codes, and sends again what was throttled', async () => {
    const answered = { retries: 0, hasRequestId: true };
    const role = 'arn:aws:iam::111122223333:role/nope';
    const noRole = 'The role with name nope cannot be found.';
    expect(await steps(cloud, 'errors_and_retries.py')).toEqual({
      iam: {
        ...answered,
        type: 'NoSuchEntityException',
        operation: 'GetRole',
        code: 'NoSuchEntity',
        message: noRole,
        status: 404,
      },
      eks: {
        ...answered,
        type: 'ResourceNotFoundException',
        operation: 'DescribeAddon',
        code: 'ResourceNotFoundException',
        message: 'No addon: nope found in cluster: workshop-a',
        status: 404,
      },
      s3: {
        ...answered,
        type: 'NoSuchBucket',
        operation: 'GetObject',
        code: 'NoSuchBucket',
        message: 'The specified bucket does not exist',
        status: 404,
      },
      dynamodb: {
        ...answered,
        type: 'ResourceNotFoundException',
        operation: 'DescribeTable',
        code: 'ResourceNotFoundException',
        message: 'Requested resource not found: Table: nope not found',
        status: 400,
      },
      sts: {
        ...answered,
        type: 'ClientError',
        operation: 'AssumeRole',
        code: 'AccessDenied',
        message: `User: arn:aws:iam::444455556666:user/partner is not authorized to perform: sts:AssumeRole on resource: ${role}`,
        status: 403,
      },
      modeled: `An error occurred (NoSuchEntity) when calling the GetRole operation: ${noRole}`,
      waiter: expect.stringMatching(/^Waiter TableExists failed: Max attempts exceeded\..*ResourceNotFoundException$/),
      retry: { arn: 'arn:aws:iam::111122223333:user/workshop', retries: 1, sent: 2 },
    });
  });
});

// boto3 outside of pods cannot reach the agent's link-local address: a pod passes its answers on.
describeWith(['bash', 'aws', 'kubectl', 'boto3'], 'boto3 with the credentials of a pod', [], () => {
  let cloud: ClientCloud;
  let proxy: Awaited<ReturnType<typeof kubectlProxy>> | undefined;
  const role = 'arn:aws:iam::111122223333:role/relayed';
  const noKeys = { AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };

  beforeAll(async () => {
    cloud = await startClientCloud();
    cloud.write('trust.json', TRUST);
    cloud.write('relay.json', RELAY);
    writeFileSync(join(cloud.work, 'relay.mjs'), RELAY_PROGRAM);
    await cloud.succeeds(
      [
        'aws iam create-role --role-name relayed --assume-role-policy-document file://trust.json',
        'aws eks create-addon --cluster-name workshop-a --addon-name eks-pod-identity-agent',
        'aws eks wait addon-active --cluster-name workshop-a --addon-name eks-pod-identity-agent',
        'aws eks create-pod-identity-association --cluster-name workshop-a --namespace default ' +
          `--service-account default --role-arn ${role}`,
        'kubectl create configmap relay --from-file=relay.mjs',
        'kubectl apply -f relay.json',
        'kubectl wait --for=condition=Ready pod/relay --timeout=120s',
      ].join(' && '),
    );
    proxy = await kubectlProxy(cloud.env);
  });
  afterAll(async () => {
    await proxy?.stop();
    await cloud.stop();
  });

  it('takes those of the Pod Identity agent by its container provider', async () => {
    const uri = `${proxy?.url}/api/v1/namespaces/default/pods/relay:8080/proxy/`;
    expect(await steps(cloud, 'who_am_i.py', { ...noKeys, AWS_CONTAINER_CREDENTIALS_FULL_URI: uri })).toEqual({
      identity: {
        arn: expect.stringMatching(
          /^arn:aws:sts::111122223333:assumed-role\/relayed\/eks-workshop-a-relay-[0-9a-f-]{36}$/,
        ),
        provider: 'container-role',
        account: '111122223333',
      },
    });
  });
});

const TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    },
  ],
};

const RELAY_PROGRAM = `
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { AWS_CONTAINER_CREDENTIALS_FULL_URI: uri, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: token } = process.env;
createServer(async (_request, response) => {
  const answer = await fetch(uri, { headers: { authorization: readFileSync(token, 'utf8') } });
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') }).end(await answer.text());
}).listen(8080);
`;

const RELAY = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'relay' },
  spec: {
    containers: [
      {
        name: 'relay',
        image: 'public.ecr.aws/docker/library/node:20',
        command: ['node', '/app/relay.mjs'],
        ports: [{ containerPort: 8080 }],
        readinessProbe: { httpGet: { path: '/', port: 8080 } },
        volumeMounts: [{ name: 'app', mountPath: '/app' }],
      },
    ],
    volumes: [{ name: 'app', configMap: { name: 'relay' } }],
  },
};
