import { CloudWatchLogs, type CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { logs as service } from '../../../simulator/logs/index.ts';
import { refusal } from '../iam/accounts.ts';
import { FROZEN_NOW, testEndpoint } from '../wire/test-endpoint.ts';

const NAME = '/aws/eks/shop/cluster';
const ARN = `arn:aws:logs:us-west-2:111122223333:log-group:${NAME}`;

function client() {
  const endpoint = testEndpoint({ services: { logs: async () => service } });
  const logs = new CloudWatchLogs(endpoint.clientConfig());
  const names = async (request: object = {}) => {
    const { logGroups = [] } = await logs.describeLogGroups(request);
    return logGroups.map(({ logGroupName }) => logGroupName);
  };
  return { endpoint, logs, names };
}

const missing = refusal('ResourceNotFoundException', 400, 'The specified log group does not exist.');

describe('log groups', () => {
  it('come and go', async () => {
    const { logs, names } = client();
    await logs.createLogGroup({ logGroupName: NAME });
    expect((await logs.describeLogGroups({})).logGroups).toEqual([
      {
        logGroupName: NAME,
        logGroupArn: ARN,
        arn: `${ARN}:*`,
        creationTime: FROZEN_NOW,
        logGroupClass: 'STANDARD',
        metricFilterCount: 0,
        storedBytes: 0,
      },
    ]);
    await logs.deleteLogGroup({ logGroupName: NAME });
    expect(await names()).toEqual([]);
    await expect(logs.deleteLogGroup({ logGroupName: NAME })).rejects.toEqual(missing);
  });

  it('are found by prefix and pattern, page by page', async () => {
    const { logs, names } = client();
    for (const logGroupName of ['/b/two', '/a/one', '/b/One']) await logs.createLogGroup({ logGroupName });
    expect(await names()).toEqual(['/a/one', '/b/One', '/b/two']);
    expect(await names({ logGroupNamePrefix: '/b' })).toEqual(['/b/One', '/b/two']);
    expect(await names({ logGroupNamePattern: 'ONE' })).toEqual(['/a/one', '/b/One']);
    const { nextToken } = await logs.describeLogGroups({ limit: 2 });
    expect(await names({ limit: 2, nextToken })).toEqual(['/b/two']);
  });

  it('have tags', async () => {
    const { logs } = client();
    await logs.createLogGroup({ logGroupName: NAME, tags: { team: 'blue' } });
    await logs.tagResource({ resourceArn: ARN, tags: { stage: 'test' } });
    await logs.untagResource({ resourceArn: ARN, tagKeys: ['team'] });
    expect((await logs.listTagsForResource({ resourceArn: ARN })).tags).toEqual({ stage: 'test' });
    await expect(logs.listTagsForResource({ resourceArn: `${ARN}s` })).rejects.toEqual(missing);
  });

  it.each<[CreateLogGroupRequest, string, string]>([
    [{ logGroupName: NAME }, 'ResourceAlreadyExistsException', 'The specified log group already exists'],
    [
      { logGroupName: 'a b' },
      'InvalidParameterException',
      "1 validation error detected: Value 'a b' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+",
    ],
    [
      { logGroupName: 'a', tags: { 'aws:mine': 'yes' } },
      'InvalidParameterException',
      'aws: prefixed tag key names are not allowed.',
    ],
    [
      { logGroupName: 'a', kmsKeyId: 'arn:aws:kms:us-west-2:111122223333:key/1' },
      'InvalidParameterException',
      'The local cloud does not have the parameter kmsKeyId (simulator/DIFFERENCES.md).',
    ],
  ])('refuse %j', async (request, code, message) => {
    const { logs } = client();
    await logs.createLogGroup({ logGroupName: NAME });
    await expect(logs.createLogGroup(request)).rejects.toEqual(refusal(code, 400, message));
  });

  it('refuse pages that are too long', async () => {
    const message =
      "1 validation error detected: Value '51' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 50";
    await expect(client().logs.describeLogGroups({ limit: 51 })).rejects.toEqual(
      refusal('InvalidParameterException', 400, message),
    );
  });

  it('refuse whoever may not look', async () => {
    const { endpoint } = client();
    const logs = new CloudWatchLogs(endpoint.clientConfig(endpoint.addRoleSession({ roleName: 'app' })));
    const message =
      'User: arn:aws:sts::111122223333:assumed-role/app/test is not authorized to perform: logs:DescribeLogGroups on ' +
      'resource: arn:aws:logs:us-west-2:111122223333:log-group::log-stream: because no identity-based policy allows the ' +
      'logs:DescribeLogGroups action';
    await expect(logs.describeLogGroups({})).rejects.toEqual(refusal('AccessDeniedException', 400, message));
  });
});
