import { describe, expect, it } from 'vitest';
import { linkOf, openShop, openShopWithIrsa, openShopWithPodIdentity, type Shop } from './shop.ts';
import { CLUSTER, ROLE_ARN } from './why-cloud.ts';

async function allow({ world }: Shop, Action: string, Resource: string, Effect = 'Allow'): Promise<void> {
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource }] });
  await (await world.aws.iam()).putRolePolicy({ RoleName: 'app', PolicyName: Effect, PolicyDocument });
}

/** Names that Kubernetes allows, and that are more than the session tags have room for. */
async function makeLongNames(shop: Shop): Promise<string> {
  const serviceAccount = 'c'.repeat(250);
  const pod = 'p'.repeat(100);
  await shop.write('POST', '/api/v1/namespaces/shop/serviceaccounts', { metadata: { name: serviceAccount } });
  const eks = await shop.world.aws.eks();
  const where = { clusterName: CLUSTER, namespace: 'shop' };
  await eks.createPodIdentityAssociation({ ...where, serviceAccount, roleArn: ROLE_ARN });
  await shop.makePod({ serviceAccountName: serviceAccount }, {}, { name: pod });
  return pod;
}

describe('the session', () => {
  it('is not there where the session tags are too large', async () => {
    const shop = await openShopWithPodIdentity();
    const pod = await makeLongNames(shop);
    const answer = await shop.why(`workshop-a/shop/${pod}`);
    expect(answer.broken).toBe('identity');
    const { mark, seen, remedy } = linkOf(answer, 'session');
    expect(`${mark}: ${seen}`).toMatch(
      /^broken: .*: AssumeRoleForPodIdentity was refused: PackedPolicyTooLarge\w*: Packed size of session tags consumes \d+% of allotted space\.$/,
    );
    expect(remedy).toMatch(
      /^aws eks update-pod-identity-association --cluster-name workshop-a --association-id a-\w+ --disable-session-tags\n/,
    );
  });

  it('cannot be known before the app has asked', async () => {
    const shop = await openShopWithIrsa();
    await shop.makePod({}, { command: ['node', '/another/app.mjs'] });
    const answer = await shop.ask();
    expect(answer.broken).toBeNull();
    expect(linkOf(answer, 'identity').seen).toContain("only the workshop's sample app can be asked");
    expect(linkOf(answer, 'session').seen).toBe('CloudTrail shows no attempt since the pod was made');
  });
});

describe('who the pod is', () => {
  it('may be its node, which hides what is broken, where instance metadata reaches its pods', async () => {
    const shop = await openShop();
    await shop.makePod();
    expect(linkOf(await shop.ask(), 'identity').seen).toContain('Could not load credentials from any providers');
    await shop.setHopLimit(2);
    const { seen, remedy } = linkOf(await shop.ask(), 'identity');
    expect(seen).toMatch(
      /^it is arn:aws:sts::111122223333:assumed-role\/workshop-node\/i-0[0-9a-f]{16}: the role of its node, /,
    );
    expect(seen).toMatch(/All pods of the node share it, and it hides what is missing$/);
    expect(remedy).toContain('--http-put-response-hop-limit 1');
    await shop.brokenAt('assignment');
  });

  it('may be another role', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod();
    shop.app('cart').says = { arn: 'arn:aws:sts::111122223333:assumed-role/other/session' };
    expect((await shop.brokenAt('identity')).seen).toBe(
      'it is arn:aws:sts::111122223333:assumed-role/other/session, and not app',
    );
  });
});

describe('a permission', () => {
  const question = { action: 's3:GetObject', resource: 'arn:aws:s3:::shop/key' };

  it('is allowed, with the session tags', async () => {
    const shop = await openShopWithPodIdentity();
    await allow(shop, 's3:GetObject', 'arn:aws:s3:::${aws:PrincipalTag/kubernetes-namespace}/*');
    await shop.makePod();
    expect(linkOf(await shop.ask(question), 'permission')).toMatchObject({
      mark: 'holds',
      seen: 's3:GetObject on arn:aws:s3:::shop/key is allowed, by role_app_Allow',
    });
  });

  it('is allowed, with the tags of the role', async () => {
    const shop = await openShopWithIrsa();
    await allow(shop, 's3:GetObject', 'arn:aws:s3:::${aws:PrincipalTag/bucket}/*');
    await (await shop.world.aws.iam()).tagRole({ RoleName: 'app', Tags: [{ Key: 'bucket', Value: 'shop' }] });
    await shop.makePod();
    expect(linkOf(await shop.ask(question), 'permission')).toMatchObject({
      mark: 'holds',
      seen: 's3:GetObject on arn:aws:s3:::shop/key is allowed, by role_app_Allow',
    });
  });

  it('is missing where the policy compares tags, and the association turns them off', async () => {
    const shop = await openShopWithPodIdentity({ disableSessionTags: true });
    await allow(shop, 's3:GetObject', 'arn:aws:s3:::${aws:PrincipalTag/kubernetes-namespace}/*');
    await shop.makePod();
    expect((await shop.brokenAt('permission', question)).seen).toBe(
      's3:GetObject on arn:aws:s3:::shop/key is not allowed: implicitDeny; its association turns session tags off, and policies cannot compare them',
    );
  });

  it('is missing', async () => {
    const shop = await openShopWithIrsa();
    await shop.makePod();
    expect(await shop.brokenAt('permission', question)).toMatchObject({
      seen: 's3:GetObject on arn:aws:s3:::shop/key is not allowed: implicitDeny',
      remedy: expect.stringContaining('aws iam list-role-policies --role-name app\n'),
    });
  });

  it('is denied', async () => {
    const shop = await openShopWithIrsa();
    await allow(shop, 's3:*', '*');
    await allow(shop, 's3:GetObject', '*', 'Deny');
    await shop.makePod();
    expect((await shop.brokenAt('permission', question)).seen).toMatch(
      /is not allowed: explicitDeny, by .*role_app_Deny/,
    );
  });

  it('is cut off by the session policy of the association', async () => {
    const Statement = [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }];
    const policy = JSON.stringify({ Version: '2012-10-17', Statement });
    const shop = await openShopWithPodIdentity({ disableSessionTags: true, policy });
    await allow(shop, 's3:*', '*');
    await shop.makePod();
    expect((await shop.brokenAt('permission', question)).seen).toContain('is not allowed: implicitDeny');
  });

  it('was refused lately', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod();
    const eks = await (await shop.clientsOfPod()).eks();
    await expect(eks.listClusters({})).rejects.toThrow('is not authorized to perform: eks:ListClusters');
    const { mark, seen } = linkOf(await shop.ask(), 'permission');
    expect(`${mark}: ${seen}`).toMatch(
      /^warning: .*: ListClusters was refused: AccessDeniedException: .* eks:ListClusters/,
    );
  });
});
