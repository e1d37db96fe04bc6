import { describe, expect, it } from 'vitest';
import { ACCOUNT, linkOf, openShop, openShopWithIrsa, openShopWithPodIdentity, POD_IDENTITY_TRUST } from './shop.ts';
import { ROLE_ARN } from './why-cloud.ts';

const DELETE_POD = 'kubectl --context workshop-a -n shop delete pod cart\n# then make it again from its manifest';

describe('a service account without a role', () => {
  it('names the association that is missing, and those that there are', async () => {
    const shop = await openShop();
    await shop.putRole(POD_IDENTITY_TRUST);
    const eks = await shop.world.aws.eks();
    const other = { clusterName: 'workshop-a', namespace: 'default', serviceAccount: 'cart', roleArn: ROLE_ARN };
    await eks.createPodIdentityAssociation(other);
    await shop.makePod();
    expect(await shop.brokenAt('assignment')).toMatchObject({
      seen: 'no association for shop/cart in workshop-a, and no annotation eks.amazonaws.com/role-arn; there are associations for default/cart',
      remedy: [
        `ROLE_ARN=${ROLE_ARN}`,
        'aws eks create-pod-identity-association --cluster-name workshop-a --namespace shop --service-account cart --role-arn "$ROLE_ARN"',
        DELETE_POD,
      ].join('\n'),
    });
  });

  it('names an annotation that is no ARN', async () => {
    const shop = await openShop();
    await shop.annotate('app');
    await shop.makePod();
    expect(await shop.brokenAt('assignment')).toMatchObject({
      seen: 'the annotation eks.amazonaws.com/role-arn is "app", which is not the ARN of a role',
      remedy: `kubectl --context workshop-a -n shop annotate serviceaccount cart --overwrite eks.amazonaws.com/role-arn=${ROLE_ARN}\n${DELETE_POD}`,
    });
  });

  it('names a service account that is gone', async () => {
    const shop = await openShopWithIrsa();
    await shop.makePod();
    await shop.write('DELETE', ACCOUNT);
    expect(await shop.brokenAt('service-account')).toMatchObject({
      seen: 'the pod runs as shop/cart, which is gone, and its tokens with it',
      remedy: 'kubectl --context workshop-a -n shop create serviceaccount cart',
    });
  });
});

describe('a pod that is older than its role', () => {
  it('was made before the association', async () => {
    const shop = await openShop();
    await shop.installAgent();
    await shop.putRole(POD_IDENTITY_TRUST);
    await shop.makePod();
    shop.pass(40);
    await shop.associate();
    const { seen, remedy } = await shop.brokenAt('timing');
    expect(seen).toMatch(/^the pod was made at .*, association a-\w+ at .*: 40 s too late for it\. Running pods, and /);
    expect(remedy).toBe(DELETE_POD);
    const { mark, seen: identity } = linkOf(await shop.ask(), 'identity');
    expect(`${mark}: ${identity}`).toBe(
      'broken: it has no credentials: CredentialsProviderError: Could not load credentials from any providers',
    );
    expect(linkOf(await shop.ask(), 'webhook').mark).toBe('not reached');
  });

  it('was made before the annotation', async () => {
    const shop = await openShop();
    await shop.makePod();
    shop.pass(5);
    await shop.annotate(ROLE_ARN);
    const { seen, remedy } = await shop.brokenAt('timing');
    expect(seen).toMatch(
      /the annotation eks\.amazonaws\.com\/role-arn at .*: 5 s too late for it\. .* never get IRSA$/,
    );
    expect(remedy).toBe(DELETE_POD);
  });

  it('keeps the role of a former annotation', async () => {
    const shop = await openShopWithIrsa();
    await shop.makePod();
    await shop.annotate(`${ROLE_ARN}-2`);
    expect(await shop.brokenAt('timing')).toMatchObject({
      seen: `the pod was made with ${ROLE_ARN}, and the annotation now names ${ROLE_ARN}-2. Running pods keep what they were made with`,
      remedy: DELETE_POD,
    });
  });

  it('goes on by IRSA when an association comes', async () => {
    const shop = await openShopWithIrsa();
    await shop.setTrust(await shop.webIdentityTrust(), POD_IDENTITY_TRUST);
    await shop.makePod();
    await shop.associate();
    const answer = await shop.ask();
    expect(answer).toMatchObject({ mechanism: 'IRSA', broken: null });
    expect(linkOf(answer, 'timing')).toMatchObject({ mark: 'warning', remedy: DELETE_POD });
    expect(linkOf(answer, 'assignment').seen).toContain(`it beats the annotation, which names ${ROLE_ARN}`);
  });

  it('has lost the association that it was made with', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod();
    const eks = await shop.world.aws.eks();
    const { associations: [mine] = [] } = await eks.listPodIdentityAssociations({ clusterName: 'workshop-a' });
    await eks.deletePodIdentityAssociation({ clusterName: 'workshop-a', associationId: mine?.associationId });
    expect((await shop.brokenAt('assignment')).seen).toContain('; there was one when the pod was made');
    await shop.annotate(ROLE_ARN);
    expect((await shop.brokenAt('timing')).seen).toContain('the association that it was made with is gone');
  });

  it('may be handed a former role for hours', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod();
    await shop.putRole(POD_IDENTITY_TRUST, 'other');
    shop.pass(60);
    const eks = await shop.world.aws.eks();
    const { associations: [mine] = [] } = await eks.listPodIdentityAssociations({ clusterName: 'workshop-a' });
    const change = { associationId: mine?.associationId, roleArn: ROLE_ARN.replace('app', 'other') };
    await eks.updatePodIdentityAssociation({ clusterName: 'workshop-a', ...change });
    expect(linkOf(await shop.ask(), 'timing')).toMatchObject({
      mark: 'warning',
      seen: expect.stringContaining("the agent may hand out the former role's credentials for up to 6 h"),
    });
  });
});
