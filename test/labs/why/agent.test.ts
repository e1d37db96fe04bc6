import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../../labs/kit/kube-client.ts';
import { linkOf, openShopWithPodIdentity, type Shop } from './shop.ts';

const PLACE = 'workshop-a/shop/cart';
const ADDON = { clusterName: 'workshop-a', addonName: 'eks-pod-identity-agent' };

async function removeAgent({ world }: Shop): Promise<void> {
  await (await world.aws.eks()).deleteAddon(ADDON);
}

describe('the way from the pod to the agent', () => {
  it('ends where there is no add-on', async () => {
    const shop = await openShopWithPodIdentity();
    await removeAgent(shop);
    await shop.makePod();
    expect(await shop.brokenAt('agent-addon')).toMatchObject({
      seen: 'workshop-a has no add-on eks-pod-identity-agent',
      remedy: 'aws eks create-addon --cluster-name workshop-a --addon-name eks-pod-identity-agent',
    });
    expect(linkOf(await shop.ask(), 'identity').seen).toBe(
      'it has no credentials: CredentialsProviderError: 169.254.170.23 is not a valid container metadata service hostname (which means that the agent gave no credentials)',
    );
  });

  it('ends where no agent pod is on the node', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod();
    const elsewhere = (pod: KubeObject) => (pod.metadata.namespace === 'shop' ? pod : { ...pod, spec: {} });
    const answer = await shop.whyIfPods(elsewhere, PLACE);
    expect(answer.broken).toBe('agent-pod');
    expect(linkOf(answer, 'agent-pod').remedy).toBe(
      'kubectl --context workshop-a -n kube-system describe daemonset eks-pod-identity-agent',
    );
  });

  it('ends where the agent is not ready', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod();
    const failing = { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] };
    const broken = (pod: KubeObject) => (pod.metadata.namespace === 'shop' ? pod : { ...pod, status: failing });
    const answer = await shop.whyIfPods(broken, PLACE);
    expect(answer.broken).toBe('agent-pod');
    expect(linkOf(answer, 'agent-pod')).toMatchObject({
      seen: expect.stringContaining('is Running and not ready (its log may say that port 80 is taken)'),
      remedy: expect.stringMatching(/^kubectl --context workshop-a -n kube-system logs eks-pod-identity-agent-\w+$/),
    });
  });

  it('leads over a proxy that is not told to keep out', async () => {
    const shop = await openShopWithPodIdentity();
    const env = [
      { name: 'HTTP_PROXY', value: 'http://proxy:3128' },
      { name: 'NO_PROXY', value: '10.0.0.0/8' },
    ];
    await shop.makePod({}, { env });
    const { seen, remedy } = await shop.brokenAt('proxy');
    expect(seen).toContain('container app has HTTP_PROXY (in the spec), and NO_PROXY lacks 169.254.170.23');
    expect(remedy).toContain('{"name":"NO_PROXY","value":"10.0.0.0/8,169.254.170.23,fd00:ec2::23"}');
  });

  it('is free where NO_PROXY has the agent', async () => {
    const shop = await openShopWithPodIdentity();
    const env = [
      { name: 'HTTPS_PROXY', value: 'http://proxy:3128' },
      { name: 'HTTP_PROXY', value: 'http://proxy:3128' },
      { name: 'no_proxy', value: '10.0.0.0/8, 169.254.170.23' },
    ];
    await shop.makePod({}, { env });
    expect(linkOf(await shop.ask(), 'proxy').mark).toBe('holds');
  });
});

describe('where Pod Identity cannot work', () => {
  it('is Fargate', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod({}, {}, { labels: { 'eks.amazonaws.com/fargate-profile': 'shop' } });
    expect(await shop.brokenAt('node')).toMatchObject({
      seen: 'the pod runs on Fargate, and EKS Pod Identity works on Linux nodes of EC2 only',
      remedy: 'Use IRSA for this workload: an OIDC provider, and the annotation on its service account.',
    });
  });

  it('is Windows', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod();
    const windows = (pod: KubeObject) => ({
      ...pod,
      spec: { ...(pod.spec as object), nodeSelector: { 'kubernetes.io/os': 'windows' } },
    });
    const answer = await shop.whyIfPods(windows, PLACE);
    expect(answer.broken).toBe('node');
    expect(linkOf(answer, 'node').seen).toContain('the pod is for Windows');
  });

  it('may be the network of the host', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod({ hostNetwork: true });
    expect(linkOf(await shop.ask(), 'node')).toMatchObject({
      mark: 'warning',
      seen: expect.stringContaining('such pods were seen to be refused (eks-pod-identity-agent#139)'),
    });
  });
});
