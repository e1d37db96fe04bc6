import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClientCloud, startClientCloud } from '../client-cloud.ts';
import { describeWith } from '../run-tool.ts';
import { SERVICE_ERROR } from './exit-codes.ts';

const QUOTA = '--service-code iam --quota-code L-C07B4B0D --region us-east-1';

describeWith(['bash', 'aws'], 'aws CLI: Service Quotas', [], () => {
  let cloud: ClientCloud;
  beforeAll(async () => {
    cloud = await startClientCloud();
  });
  afterAll(() => cloud.stop());

  it('raises the length of trust policies, so that a role can trust more clusters', async () => {
    const statement = (cluster: number) => ({
      Effect: 'Allow',
      Principal: { Service: `cluster-${cluster}.${'x'.repeat(600)}.test` },
      Action: 'sts:AssumeRole',
    });
    cloud.write('trust.json', { Version: '2012-10-17', Statement: [1, 2, 3, 4].map(statement) });
    const create = 'aws iam create-role --role-name many --assume-role-policy-document file://trust.json';
    expect(await cloud.sh(create)).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringContaining('Cannot exceed quota for ACLSizePerRole: 2048'),
    });
    const query = "--query 'RequestedQuota.[Status,Id]' --output text";
    const asked = await cloud.succeeds(
      `aws service-quotas request-service-quota-increase ${QUOTA} --desired-value 4096 ${query}`,
    );
    const [status, id] = asked.trim().split('\t');
    expect(status).toBe('APPROVED');
    const found = await cloud.succeeds(
      `aws service-quotas get-requested-service-quota-change --request-id ${id} --region us-east-1 ${query}`,
    );
    expect(found).toBe(asked);
    await cloud.succeeds(create);
  });

  it('lists quotas, defaults and requests', async () => {
    const value =
      "--query 'Quotas[?QuotaCode==`L-C07B4B0D`].Value' --output text --service-code iam --region us-east-1";
    expect(Number(await cloud.succeeds(`aws service-quotas list-service-quotas ${value}`))).toBe(4096);
    expect(Number(await cloud.succeeds(`aws service-quotas list-aws-default-service-quotas ${value}`))).toBe(2048);
    const history = await cloud.succeeds(
      `aws service-quotas list-requested-service-quota-change-history-by-quota ${QUOTA}`,
    );
    expect(JSON.parse(history).RequestedQuotas).toHaveLength(1);
  });

  it('knows IAM in us-east-1 only', async () => {
    const elsewhere = QUOTA.replace('us-east-1', 'us-west-2');
    expect(await cloud.sh(`aws service-quotas get-service-quota ${elsewhere}`)).toMatchObject({
      exitCode: SERVICE_ERROR,
      stderr: expect.stringContaining('The request failed because the specified service does not exist.'),
    });
  });
});
