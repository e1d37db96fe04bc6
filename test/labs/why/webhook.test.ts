import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../labs/kit/kube-client.ts';
import { linkOf, openShop, openShopWithIrsa, openShopWithPodIdentity, POD_IDENTITY_TRUST } from './shop.ts';

const WEBHOOK = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/pod-identity-webhook';
const DELETE_POD = 'kubectl --context workshop-a -n shop delete pod cart\n# then make it again from its manifest';

describe('a pod that the webhook passed by', () => {
  it('came before the webhook knew of the association, and a restart of the container does not help', async () => {
    const shop = await openShop('aws');
    await shop.installAgent();
    await shop.putRole(POD_IDENTITY_TRUST);
    shop.pass(10);
    await shop.associate();
    shop.pass(3);
    await shop.makePod();
    shop.pass(60);
    expect(await shop.brokenAt('timing')).toMatchObject({
      seen: expect.stringMatching(/, only 3 s after association a-\w+: the webhook did not know it yet\. /),
      remedy: DELETE_POD,
    });
  });

  it('is exempt from the webhook', async () => {
    const shop = await openShopWithPodIdentity();
    const objectSelector = { matchExpressions: [{ key: 'skip', operator: 'DoesNotExist' }] };
    const configuration = await shop.kube.find(WEBHOOK);
    const [webhook] = (configuration?.webhooks ?? []) as object[];
    await shop.write('PATCH', WEBHOOK, { webhooks: [{ ...webhook, objectSelector }] });
    shop.pass(40);
    await shop.makePod({}, {}, { labels: { skip: 'yes' } });
    const { seen, remedy } = await shop.brokenAt('webhook');
    expect(seen).toContain(': /webhooks/0/objectSelector of pod-identity-webhook exempts it');
    expect(remedy).toContain(
      `patch mutatingwebhookconfiguration pod-identity-webhook --type=json -p '[{"op":"replace","path":"/webhooks/0/objectSelector","value":{}}]'`,
    );
  });

  it('was made while the API server was not told of the webhook', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.write('DELETE', WEBHOOK);
    shop.pass(40);
    await shop.makePod();
    const { seen, remedy } = await shop.brokenAt('webhook');
    expect(seen).toContain(': no MutatingWebhookConfiguration of the cluster names the webhook');
    expect(remedy).toContain(DELETE_POD);
  });

  it('has an annotation for it', async () => {
    const shop = await openShopWithPodIdentity();
    shop.pass(40);
    await shop.makePod({}, {}, { annotations: { 'eks.amazonaws.com/skip-containers': 'app' } });
    const { seen, remedy } = await shop.brokenAt('webhook');
    expect(seen).toBe('container app: the annotation eks.amazonaws.com/skip-containers is app');
    const merge = '{"metadata":{"annotations":{"eks.amazonaws.com/skip-containers":null}}}';
    expect(remedy).toBe(`# Merge ${merge} into the pod's manifest, then:\n${DELETE_POD}`);
  });

  it('sets one of the two variables itself', async () => {
    const shop = await openShopWithPodIdentity();
    shop.pass(40);
    const name = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';
    await shop.makePod({}, { env: [{ name, value: 'http://169.254.170.23/v1/credentials' }] });
    const { seen, remedy } = await shop.brokenAt('webhook');
    expect(seen).toBe(`container app sets ${name} itself, and then the webhook adds neither variable`);
    expect(remedy).toBe(`# Take ${name} out of the pod's manifest, then:\n${DELETE_POD}`);
  });

  it('sets both of them, with an address that is not the agent’s', async () => {
    const shop = await openShopWithPodIdentity();
    shop.pass(40);
    const [uri, file] = ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'];
    const value = 'http://169.254.170.23/v1/credential';
    const token = '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token';
    const env = [
      { name: uri, value },
      { name: file, value: token },
    ];
    await shop.makePod({}, { env });
    const { seen, remedy } = await shop.brokenAt('webhook');
    expect(seen).toBe(
      `container app sets ${uri}=${value} itself, and the agent answers at http://169.254.170.23/v1/credentials only`,
    );
    expect(remedy).toBe(`# Take ${uri}, ${file} out of the pod's manifest, then:\n${DELETE_POD}`);
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
      seen: expect.stringContaining('the webhook did not answer, and failurePolicy Ignore let the pod in without it'),
      remedy: DELETE_POD,
    });
  });
});

function withoutInjection(pod: KubeObject): KubeObject {
  const { containers } = pod.spec as { containers: object[] };
  return { ...pod, spec: { ...(pod.spec as object), containers: containers.map((one) => ({ ...one, env: [] })) } };
}
