import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DeleteNodegroupCommand,
  DescribeClusterCommand,
  EKSClient,
  ListNodegroupsCommand,
} from '@aws-sdk/client-eks';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Cloud, createCloud } from '../../simulator/cloud.ts';
import type { ContainerRuntime } from '../../simulator/kubernetes/container-runtime.ts';
import { memoryStore } from '../../simulator/state/store.ts';
import { workshopSubnets } from './eks/workshop-subnets.ts';
import { sdkRequestHandler } from './wire/sdk-request-handler.ts';
import { countingIds, frozenClock, ROOT_KEY } from './wire/test-endpoint.ts';

const SOON_MS = 1000;
const roleArn = 'arn:aws:iam::111122223333:role/workshop-cluster';
const noContainers = {} as ContainerRuntime;

async function startCloud(store = memoryStore(), ids = countingIds()) {
  const clock = frozenClock();
  const listening = new Set<string>();
  const reported: unknown[] = [];
  const cloud = await createCloud({
    clock,
    ids,
    store,
    runtime: noContainers,
    clusterEndpoint: (name) => ({ url: `https://${name}.test`, certificateAuthorityPem: 'CA' }),
    clusterOpened: async ({ name }) => void listening.add(name),
    clusterClosed: async ({ name }) => void listening.delete(name),
    report: (error) => reported.push(error),
  });
  await cloud.start();
  onTestFinished(() => cloud.stop());
  return { cloud, clock, listening, reported, store, ids, eks: clientOf(cloud, clock.now()) };
}

const clientOf = ({ handle, credentials }: Cloud, now: number) =>
  new EKSClient({
    region: 'us-west-2',
    maxAttempts: 1,
    credentials: { ...ROOT_KEY, ...credentials.learner },
    requestHandler: sdkRequestHandler(handle),
    systemClockOffset: now - Date.now(),
  });

const objectsOf = ({ state }: Cloud, name: string) =>
  state.tableNames().filter((table) => table.startsWith(`k8s/${name}/`));

async function createShop({ eks, clock }: Awaited<ReturnType<typeof startCloud>>) {
  const resourcesVpcConfig = { subnetIds: await workshopSubnets(eks) };
  await eks.send(new CreateClusterCommand({ name: 'shop', roleArn, resourcesVpcConfig }));
  clock.advance(SOON_MS);
}

describe('a cluster that EKS made', () => {
  it('runs once someone looks at it', async () => {
    const started = await startCloud();
    const { cloud, eks, listening } = started;
    await createShop(started);
    expect([...cloud.clusters.keys()]).toEqual(['workshop-a', 'workshop-b']);
    const { cluster } = await eks.send(new DescribeClusterCommand({ name: 'shop' }));
    expect(cluster).toMatchObject({ status: 'ACTIVE', endpoint: 'https://shop.test' });
    expect([...listening]).toEqual(['shop']);
    const headers = { authorization: `Bearer ${cloud.credentials.kubernetesToken}` };
    const request = { method: 'GET', path: '/api/v1/namespaces', query: '', headers, body: new Uint8Array() };
    expect(await cloud.clusters.get('shop')?.handle(request)).toMatchObject({ status: 200 });
    const issuer = new URL(cluster?.identity?.oidc?.issuer ?? '');
    const keys = { ...request, path: `${issuer.pathname}/keys`, headers: { host: issuer.host } };
    expect(await cloud.handle(keys)).toMatchObject({ status: 200 });
  });

  it('is there again after a restart if someone looked at it', async () => {
    const first = await startCloud();
    await createShop(first);
    await first.eks.send(new DescribeClusterCommand({ name: 'shop' }));
    const resourcesVpcConfig = { subnetIds: await workshopSubnets(first.eks) };
    await first.eks.send(new CreateClusterCommand({ name: 'unseen', roleArn, resourcesVpcConfig }));
    await first.cloud.stop();
    const second = await startCloud(first.store, first.ids);
    expect([...second.cloud.clusters.keys()].sort()).toEqual(['shop', 'workshop-a', 'workshop-b']);
  });

  it('ends with its deletion, and its objects are forgotten', async () => {
    const started = await startCloud();
    const { cloud, eks, clock, listening, reported } = started;
    await createShop(started);
    await eks.send(new DescribeClusterCommand({ name: 'shop' }));
    expect(objectsOf(cloud, 'shop')).not.toEqual([]);
    await eks.send(new DeleteClusterCommand({ name: 'shop' }));
    clock.advance(SOON_MS);
    await vi.waitFor(() => expect(objectsOf(cloud, 'shop')).toEqual([]));
    expect(cloud.clusters.has('shop')).toBe(false);
    expect([...listening]).toEqual([]);
    expect(objectsOf(cloud, 'workshop-a')).not.toEqual([]);
    expect(reported).toEqual([]);
  });

  it('goes at the next start if the local cloud ended in the middle of its deletion', async () => {
    const first = await startCloud();
    await createShop(first);
    await first.eks.send(new DescribeClusterCommand({ name: 'shop' }));
    await first.eks.send(new DeleteClusterCommand({ name: 'shop' }));
    const workshopNodes = { clusterName: 'workshop-b', nodegroupName: 'workshop' };
    await first.eks.send(new DeleteNodegroupCommand(workshopNodes));
    await first.cloud.stop();
    const { cloud, eks } = await startCloud(first.store, first.ids);
    const left = await eks.send(new ListNodegroupsCommand({ clusterName: 'workshop-b' }));
    expect(left.nodegroups).toEqual([]);
    await expect(eks.send(new DescribeClusterCommand({ name: 'shop' }))).rejects.toMatchObject({
      message: 'No cluster found for name: shop.',
    });
    await vi.waitFor(() => expect(objectsOf(cloud, 'shop')).toEqual([]));
  });

  it('may be one of the workshop, once its node group is gone', async () => {
    const { cloud, eks, clock } = await startCloud();
    await eks.send(new DeleteNodegroupCommand({ clusterName: 'workshop-b', nodegroupName: 'workshop' }));
    clock.advance(SOON_MS);
    await eks.send(new DeleteClusterCommand({ name: 'workshop-b' }));
    clock.advance(SOON_MS);
    await vi.waitFor(() => expect([...cloud.clusters.keys()]).toEqual(['workshop-a']));
  });
});
