import * as iam from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { getRole } from '../../../simulator/iam/find-role.ts';
import { trustAllowsService } from '../../../simulator/iam/trust-policy.ts';
import { LEARNER_ACCOUNT, REGION } from '../../../simulator/place.ts';
import { assumeRoleAsService } from '../../../simulator/sts/assume-role-as-service.ts';
import { POD_TRUST, seededAccounts, trust } from '../iam/accounts.ts';

const SERVICE = 'pods.eks.amazonaws.com';
const BOTH = ['sts:AssumeRole', 'sts:TagSession'];

async function withRole(policy: string) {
  const { iam: client, state, endpoint } = seededAccounts();
  await client().send(new iam.CreateRoleCommand({ RoleName: 'cart', AssumeRolePolicyDocument: policy }));
  const tags = { 'kubernetes-namespace': 'shop', 'kubernetes-service-account': 'cart' };
  const assume = (more = {}) =>
    assumeRoleAsService(
      { state, ids: endpoint.ids, now: endpoint.clock.now(), region: REGION },
      {
        service: SERVICE,
        roleArn: 'arn:aws:iam::111122223333:role/cart',
        sessionName: 'eks-workshop-a-cart',
        tags,
        transitiveTagKeys: Object.keys(tags),
        durationSeconds: 21_600,
        sourceArn: 'arn:aws:eks:us-west-2:111122223333:cluster/workshop-a',
        sourceAccount: LEARNER_ACCOUNT,
        ...more,
      },
    );
  return {
    assume,
    state,
    tags,
    trusts: () => trustAllowsService(getRole(state, LEARNER_ACCOUNT, 'cart'), SERVICE),
  };
}

describe('a role for pods', () => {
  it('is assumed for six hours, whatever its own maximum', async () => {
    const { assume, tags, trusts } = await withRole(POD_TRUST);
    expect(trusts()).toBe(true);
    expect(assume().session).toMatchObject({
      tags,
      transitiveTagKeys: Object.keys(tags),
      chained: false,
      policies: [],
    });
    const { session } = assume();
    expect(session.expiresAtMs - session.issuedAtMs).toBe(21_600_000);
  });

  it('must trust the service with both actions', async () => {
    const { assume, trusts } = await withRole(trust({ Service: SERVICE }));
    expect(trusts()).toBe(false);
    expect(assume).toThrow(
      `${SERVICE} is not authorized to perform: sts:TagSession on resource: arn:aws:iam::111122223333:role/cart`,
    );
    const other = await withRole(trust({ Service: 'ec2.amazonaws.com' }, BOTH));
    expect(other.trusts()).toBe(false);
  });

  it('may ask for a cluster and a namespace', async () => {
    const condition = {
      StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'shop', 'aws:SourceAccount': LEARNER_ACCOUNT },
      ArnEquals: { 'aws:SourceArn': 'arn:aws:eks:us-west-2:111122223333:cluster/workshop-a' },
    };
    const { assume, trusts } = await withRole(trust({ Service: SERVICE }, BOTH, condition));
    expect(trusts()).toBe(true);
    assume();
    expect(() => assume({ tags: { 'kubernetes-namespace': 'other' }, transitiveTagKeys: [] })).toThrow(
      'is not authorized to perform: sts:AssumeRole',
    );
  });

  it.each([
    [{ Bool: { 'aws:PrincipalIsAWSService': 'true', 'aws:ViaAWSService': 'false', 'aws:SecureTransport': 'true' } }],
    [{ StringEquals: { 'aws:PrincipalServiceName': SERVICE, 'aws:RequestedRegion': REGION } }],
    [{ 'ForAnyValue:StringEquals': { 'aws:PrincipalServiceNamesList': SERVICE } }],
    [{ StringEquals: { 'aws:UserAgent': SERVICE, 'aws:ResourceAccount': LEARNER_ACCOUNT } }],
    [{ DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }],
    [
      {
        Null: {
          'aws:SourceIp': 'true',
          'aws:PrincipalArn': 'true',
          'aws:userid': 'true',
          'aws:TokenIssueTime': 'true',
        },
      },
    ],
  ])('may ask for %j', async (condition) => {
    const { assume } = await withRole(trust({ Service: SERVICE }, BOTH, condition));
    expect(assume().assumedRoleUser.arn).toContain('assumed-role/cart/');
  });
});
