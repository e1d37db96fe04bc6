import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../labs/kit/kube-client.ts';
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
      remedy: `aws eks create-pod-identity-association --cluster-name workshop-a --namespace shop --service-account cart --role-arn <ARN of the role>\n${DELETE_POD}`,
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

describe('a pod that the webhook passed by', () => {
  it('came before the webhook knew of the association', async () => {
    const shop = await openShopWithPodIdentity();
    shop.pass(3);
    await shop.makePod();
    const answer = await shop.whyIfPods(withoutInjection, 'workshop-a/shop/cart');
    expect(answer.broken).toBe('timing');
    expect(linkOf(answer, 'timing')).toMatchObject({
      seen: expect.stringMatching(/, only 3 s after association a-\w+: the webhook did not know it yet\. /),
      remedy: DELETE_POD,
    });
  });

  it('has an annotation for it', async () => {
    const shop = await openShopWithPodIdentity();
    shop.pass(40);
    await shop.makePod({}, {}, { annotations: { 'eks.amazonaws.com/skip-containers': 'app' } });
    const { seen, remedy } = await shop.brokenAt('webhook');
    expect(seen).toBe('every container is in eks.amazonaws.com/skip-containers: app');
    expect(remedy).toContain('# Take the annotation eks.amazonaws.com/skip-containers out of the pod');
  });

  it('sets one of the two variables itself', async () => {
    const shop = await openShopWithPodIdentity();
    shop.pass(40);
    const name = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';
    await shop.makePod({}, { env: [{ name, value: 'http://169.254.170.23/v1/credentials' }] });
    expect((await shop.brokenAt('webhook')).remedy).toBe(DELETE_POD);
  });

  it('is younger than its role, and nobody was told', async () => {
    const shop = await openShopWithIrsa();
    shop.pass(40);
    await shop.makePod();
    // The webhook of the local cloud never fails, so this pod is shown as it would be without it. facts A.1
    const answer = await shop.whyIfPods(withoutInjection, 'workshop-a/shop/cart');
    expect(answer.broken).toBe('webhook');
    expect(linkOf(answer, 'timing')).toMatchObject({ mark: 'holds', seen: expect.stringContaining(', 40 s later') });
    expect(linkOf(answer, 'webhook')).toMatchObject({
      seen: expect.stringContaining('the webhook missed it, and nobody was told'),
      remedy: DELETE_POD,
    });
  });
});

function withoutInjection(pod: KubeObject): KubeObject {
  const { containers } = pod.spec as { containers: object[] };
  return { ...pod, spec: { ...(pod.spec as object), containers: containers.map((one) => ({ ...one, env: [] })) } };
}
