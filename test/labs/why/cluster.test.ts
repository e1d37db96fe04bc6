import { describe, expect, it } from 'vitest';
import type { KubeClient } from '../../../labs/kit/kube-client.ts';
import type { World } from '../../../labs/kit/world.ts';
import { readPlace } from '../../../labs/why/find-pod.ts';
import { why } from '../../../labs/why/why.ts';
import { linkOf, openShop, openShopWithPodIdentity, type Shop } from './shop.ts';

const ask = (shop: Shop, world: Partial<World>) =>
  why({ ...shop.world, ...world }, readPlace('workshop-a/shop/cart'), { now: shop.clock.now() });

const kubeWith = (shop: Shop, change: Partial<KubeClient>) => ({ kube: () => ({ ...shop.kube, ...change }) });

describe('a cluster that cannot be looked into', () => {
  it('does not answer', async () => {
    const shop = await openShop();
    const raw = async () => {
      throw new Error('connect ECONNREFUSED 127.0.0.1:6443');
    };
    const answer = await ask(shop, kubeWith(shop, { raw }));
    expect(answer).toMatchObject({ mechanism: null, broken: 'cluster' });
    expect(answer.links).toEqual([
      {
        id: 'cluster',
        title: 'the cluster answers',
        mark: 'broken',
        seen: 'the API server of workshop-a does not answer: connect ECONNREFUSED 127.0.0.1:6443',
        remedy: 'aws eks update-kubeconfig --name workshop-a --alias workshop-a',
      },
    ]);
  });

  it('is not shown to one who may not see it', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod();
    const answer = await ask(shop, { aws: await shop.clientsOfPod() });
    expect(answer.broken).toBe('cluster');
    const { seen, remedy } = linkOf(answer, 'cluster');
    expect(seen).toMatch(/^EKS does not show it: AccessDeniedException: User: .* eks:DescribeCluster on resource: /);
    expect(remedy).toBe('aws sts get-caller-identity');
  });

  it('keeps its pods from one who may not read them', async () => {
    const shop = await openShop();
    const list = async () => {
      throw new Error('The API server answered 403 for /api/v1/namespaces/shop/pods: pods is forbidden');
    };
    const answer = await ask(shop, kubeWith(shop, { list }));
    expect(answer.broken).toBe('pod');
    expect(linkOf(answer, 'pod')).toMatchObject({
      seen: expect.stringContaining('it cannot be looked at: Error: The API server answered 403'),
      remedy: expect.stringContaining('AmazonEKSAdminViewPolicy'),
    });
  });

  it('hides one link, and the others are looked at', async () => {
    const shop = await openShopWithPodIdentity();
    await shop.makePod();
    const cloudtrail = async () => {
      throw new Error('cloudtrail:LookupEvents is not allowed');
    };
    const answer = await ask(shop, { aws: { ...shop.world.aws, cloudtrail } });
    expect(answer.broken).toBeNull();
    expect(linkOf(answer, 'session')).toMatchObject({
      mark: 'unknown',
      seen: 'could not be looked at: Error: cloudtrail:LookupEvents is not allowed',
    });
  });
});
