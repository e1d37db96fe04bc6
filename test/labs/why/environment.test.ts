import { describe, expect, it } from 'vitest';
import { linkOf, openShopWithIrsa, openShopWithPodIdentity, type Shop } from './shop.ts';
import { ROLE_ARN } from './why-cloud.ts';

const KEYS = [
  { name: 'AWS_ACCESS_KEY_ID', value: 'AKIAEXAMPLE' },
  { name: 'AWS_SECRET_ACCESS_KEY', value: 'very-secret' },
];

const DELETE_POD = 'kubectl --context workshop-a -n shop delete pod cart\n# then make it again from its manifest';

async function openShopWithSecret(): Promise<Shop> {
  const shop = await openShopWithIrsa();
  const stringData = Object.fromEntries(KEYS.map(({ name, value }) => [name, value]));
  await shop.write('POST', '/api/v1/namespaces/shop/secrets', { metadata: { name: 'keys' }, stringData });
  return shop;
}

describe('credentials that come first', () => {
  it('are keys in the spec', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod({}, { env: KEYS });
    expect(await shop.brokenAt('other-credentials')).toMatchObject({
      seen: 'container app has AWS_ACCESS_KEY_ID (in the spec), AWS_SECRET_ACCESS_KEY (in the spec): static keys beat both mechanisms',
      remedy: `# Take AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY out of the pod's manifest, then:\n${DELETE_POD}`,
    });
  });

  it('are keys from a Secret, whose values nobody is shown', async () => {
    const shop = await openShopWithSecret();
    await shop.makePod({}, { envFrom: [{ secretRef: { name: 'keys' } }] });
    const { seen, remedy } = await shop.brokenAt('other-credentials');
    expect(seen).toContain('AWS_ACCESS_KEY_ID (from Secret keys)');
    expect(remedy).toBe(
      `kubectl --context workshop-a -n shop patch secret keys -p '{"data":{"AWS_ACCESS_KEY_ID":null,"AWS_SECRET_ACCESS_KEY":null}}'\n${DELETE_POD}`,
    );
    expect(JSON.stringify(await shop.ask())).not.toContain('very-secret');
  });

  it('are keys of a Deployment, which can be patched', async () => {
    const shop = await openShopWithSecret();
    const valueFrom = { secretKeyRef: { name: 'keys', key: 'AWS_ACCESS_KEY_ID' } };
    const env = [{ name: 'AWS_ACCESS_KEY_ID', valueFrom }];
    const template = {
      metadata: { labels: { app: 'cart' } },
      spec: { serviceAccountName: 'cart', containers: [{ name: 'app', image: 'node:22', env }] },
    };
    const spec = { selector: { matchLabels: { app: 'cart' } }, template };
    await shop.write('POST', '/apis/apps/v1/namespaces/shop/deployments', { metadata: { name: 'cart' }, spec });
    await shop.hasPods();
    expect((await shop.brokenAt('other-credentials')).remedy).toBe(
      `kubectl --context workshop-a -n shop patch deployment/cart -p '{"spec":{"template":{"spec":{"containers":[{"name":"app","env":[{"$patch":"delete","name":"AWS_ACCESS_KEY_ID"}]}]}}}}'`,
    );
  });

  it('are a web identity beside Pod Identity', async () => {
    const shop = await openShopWithPodIdentity();
    const env = [
      { name: 'AWS_ROLE_ARN', value: ROLE_ARN },
      { name: 'AWS_WEB_IDENTITY_TOKEN_FILE', value: '/tmp/token' },
    ];
    await shop.makePod({}, { env });
    expect((await shop.brokenAt('other-credentials')).seen).toBe(
      'container app has AWS_ROLE_ARN (in the spec), AWS_WEB_IDENTITY_TOKEN_FILE (in the spec): SDKs try a web identity before Pod Identity',
    );
  });

  it('may be in a profile', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod({}, { env: [{ name: 'AWS_PROFILE', value: 'shop' }] });
    expect(linkOf(await shop.ask(), 'other-credentials')).toMatchObject({
      mark: 'warning',
      seen: 'container app has AWS_PROFILE: what that profile says may come before',
    });
  });
});

const volume = (audience: string, defaultMode = 420) => ({
  name: 'eks-pod-identity-token',
  projected: {
    defaultMode,
    sources: [{ serviceAccountToken: { audience, path: 'eks-pod-identity-token', expirationSeconds: 3600 } }],
  },
});

describe('the token', () => {
  it('is for another audience, in a volume of the pod’s own', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod({ volumes: [volume('sts.amazonaws.com')] });
    const { seen, remedy } = await shop.brokenAt('token');
    expect(seen).toMatch(/ is for audience sts\.amazonaws\.com, and EKS Auth takes pods\.eks\.amazonaws\.com only$/);
    expect(remedy).toContain("# Take volume eks-pod-identity-token and its mounts out of the pod's template");
  });

  it('is mounted elsewhere than the variable says', async () => {
    const shop = await openShopWithIrsa();
    await shop.makePod({}, { volumeMounts: [{ name: 'aws-iam-token', mountPath: '/elsewhere', readOnly: true }] });
    expect((await shop.brokenAt('token')).seen).toBe(
      'container app has no token mounted at /var/run/secrets/eks.amazonaws.com/serviceaccount/token',
    );
  });

  it('is for root only, and the container is not root', async () => {
    const shop = await openShopWithPodIdentity();
    const securityContext = { runAsNonRoot: true };
    await shop.makePod({ securityContext, volumes: [volume('pods.eks.amazonaws.com', 0o400)] });
    expect(await shop.brokenAt('token-file')).toMatchObject({
      seen: "container app does not run as root, and the token's file is for root only: there is no fsGroup",
      remedy: `# Merge {"spec":{"securityContext":{"fsGroup":65534}}} into the pod's manifest, then:\n${DELETE_POD}`,
    });
  });

  it.each([
    ['fsGroup', { fsGroup: 2000 }, 'its group is fsGroup 2000'],
    ['one user', { runAsUser: 1000 }, 'it belongs to user 1000, as whom they run'],
  ])('is readable by %s', async (_name, securityContext, seen) => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod({ securityContext, volumes: [volume('pods.eks.amazonaws.com', 0o400)] });
    expect(linkOf(await shop.ask(), 'token-file')).toMatchObject({ mark: 'holds', seen });
  });
});
