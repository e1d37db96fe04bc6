import * as iam from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../policy/index.ts';
import { refusal, seededAccounts } from './accounts.ts';

const AWS = 'arn:aws:iam::aws:policy';

describe('AWS managed policies', () => {
  it('are documents that IAM itself accepts', async () => {
    const client = seededAccounts().iam();
    const { Policies = [] } = await client.send(new iam.ListPoliciesCommand({ Scope: 'AWS' }));
    expect(Policies.length).toBeGreaterThan(20);
    expect(new Set(Policies.map(({ PolicyId }) => PolicyId)).size).toBe(Policies.length);
    for (const { Arn, DefaultVersionId } of Policies) {
      const read = new iam.GetPolicyVersionCommand({ PolicyArn: Arn, VersionId: DefaultVersionId });
      const { PolicyVersion } = await client.send(read);
      expect(compilePolicy(decodeURIComponent(PolicyVersion?.Document ?? ''), 'identity').version).toBe('2012-10-17');
    }
  });

  it('have the paths that the pages on EKS write', async () => {
    const client = seededAccounts().iam();
    const PolicyArn = `${AWS}/service-role/AmazonEBSCSIDriverPolicy`;
    await client.send(new iam.AttachRolePolicyCommand({ RoleName: 'workshop-node', PolicyArn }));
    const { Policy } = await client.send(new iam.GetPolicyCommand({ PolicyArn }));
    expect(Policy).toMatchObject({ Path: '/service-role/', AttachmentCount: 1, DefaultVersionId: 'v14' });
    expect(Policy?.CreateDate).toEqual(new Date('2022-04-04T17:24:29Z'));
    const short = { RoleName: 'workshop-node', PolicyArn: `${AWS}/AmazonEBSCSIDriverPolicy` };
    await expect(client.send(new iam.AttachRolePolicyCommand(short))).rejects.toEqual(
      refusal('NoSuchEntity', 404, `Policy ${short.PolicyArn} does not exist or is not attachable.`),
    );
  });

  it('of service-linked roles are for these alone', async () => {
    const client = seededAccounts().iam();
    const PolicyArn = `${AWS}/aws-service-role/AmazonEKSServiceRolePolicy`;
    await expect(
      client.send(new iam.AttachRolePolicyCommand({ RoleName: 'workshop-node', PolicyArn })),
    ).rejects.toEqual(refusal('PolicyNotAttachable', 400, 'Cannot attach a Service Role Policy to a Customer Role.'));
  });
});
