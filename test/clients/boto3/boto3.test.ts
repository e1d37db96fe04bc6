import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClientCloud, startClientCloud } from '../client-cloud.ts';
import { describeWith } from '../run-tool.ts';
import { steps } from './steps.ts';

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

  it('waits for clusters and node groups, reads pages, and is told what is in the way', async () => {
    expect(await steps(cloud, 'waiters_and_pages.py')).toEqual({
      created: { status: 'CREATING', endpoint: false },
      active: {
        status: 'ACTIVE',
        endpoint: true,
        issuer: true,
        authority: '-----BEGIN CERTIFICATE-----',
        created: 'datetime',
      },
      nodegroup: 'ACTIVE',
      'pages of clusters': [['boto'], ['workshop-a'], ['workshop-b']],
      'pages of node groups': [['one'], ['two']],
      'pages of associations': [['a'], ['b'], ['c']],
      'in use': 'ResourceInUseException: Cluster has nodegroups attached',
      'no such cluster':
        'Waiter ClusterActive failed: An error occurred (ResourceNotFoundException): No cluster found for name: nope.',
      left: ['workshop-a', 'workshop-b'],
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
