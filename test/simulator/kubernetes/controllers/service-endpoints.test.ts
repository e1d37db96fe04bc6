import type { ServiceSpec } from 'kubernetes-types/core/v1';
import { describe, expect, it } from 'vitest';
import { clusterWithoutKubelet, object } from './cluster-without-kubelet.ts';

const SLICES = 'endpointslices.discovery.k8s.io';
const SPEC: ServiceSpec = {
  clusterIP: '172.20.1.2',
  selector: { app: 'cart' },
  ports: [{ port: 80, protocol: 'TCP', targetPort: 'http' }],
};

async function service(spec: ServiceSpec = SPEC) {
  const cluster = clusterWithoutKubelet();
  const { storage, settle } = cluster;
  await settle();
  storage.create('services', object('v1', 'Service', { name: 'cart', namespace: 'shop' }, { spec }));
  await settle();
  const put = async (name: string, ip: string, ready: boolean, labels: Record<string, string> = { app: 'cart' }) => {
    const ports = [{ name: 'http', containerPort: 8080 }];
    const pod = object(
      'v1',
      'Pod',
      { name, namespace: 'shop', labels },
      {
        spec: { nodeName: 'node', containers: [{ name: 'app', image: 'one', ports }] },
        status: { phase: 'Running', podIP: ip, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
      },
    );
    if (storage.get('pods', 'shop', name)) storage.update('pods', pod);
    else storage.create('pods', pod);
    await settle();
  };
  return {
    ...cluster,
    put,
    endpoints: () => storage.get('endpoints', 'shop', 'cart'),
    slices: () => storage.list(SLICES, 'shop'),
  };
}

const target = (name: string) => ({ nodeName: 'node', targetRef: expect.objectContaining({ kind: 'Pod', name }) });

describe('the endpoints of a Service', () => {
  it('are empty without pods', async () => {
    const cluster = await service();
    expect(cluster.endpoints()).toMatchObject({ metadata: { name: 'cart' } });
    expect(cluster.endpoints()?.subsets).toBeUndefined();
    expect(cluster.slices()).toMatchObject([
      {
        metadata: {
          generateName: 'cart-',
          labels: { 'kubernetes.io/service-name': 'cart' },
          ownerReferences: [{ kind: 'Service', name: 'cart' }],
        },
        addressType: 'IPv4',
        endpoints: null,
        ports: null,
      },
    ]);
  });

  it('follow the readiness and the labels of pods', async () => {
    const cluster = await service();
    await cluster.put('a', '10.0.1.20', true);
    await cluster.put('b', '10.0.1.21', false);
    await cluster.put('other', '10.0.1.22', true, { app: 'other' });
    expect(cluster.endpoints()?.subsets).toEqual([
      {
        addresses: [{ ip: '10.0.1.20', ...target('a') }],
        notReadyAddresses: [{ ip: '10.0.1.21', ...target('b') }],
        ports: [{ port: 8080, protocol: 'TCP' }],
      },
    ]);
    expect(cluster.slices()).toMatchObject([
      {
        endpoints: [
          { addresses: ['10.0.1.20'], conditions: { ready: true, serving: true, terminating: false } },
          { addresses: ['10.0.1.21'], conditions: { ready: false, serving: false, terminating: false } },
        ],
        ports: [{ name: '', port: 8080, protocol: 'TCP' }],
      },
    ]);
    await cluster.put('b', '10.0.1.21', true);
    await cluster.put('a', '10.0.1.20', true, {});
    expect(cluster.endpoints()?.subsets).toMatchObject([{ addresses: [{ ip: '10.0.1.21' }] }]);
    expect(cluster.errors).toEqual([]);
  });

  it('leave out a pod that is on its way out, which a slice shows as such', async () => {
    const cluster = await service();
    await cluster.put('a', '10.0.1.20', true);
    const [pod] = cluster.pods();
    if (pod) cluster.delete('pods', pod);
    await cluster.settle();
    expect(cluster.endpoints()?.subsets).toBeUndefined();
    expect(cluster.slices()).toMatchObject([
      { endpoints: [{ conditions: { ready: false, serving: true, terminating: true } }] },
    ]);
  });

  it('are made again after their deletion, and go with the Service', async () => {
    const cluster = await service();
    cluster.storage.remove('endpoints', 'shop', 'cart');
    await cluster.settle();
    expect(cluster.endpoints()).toBeDefined();
    cluster.storage.remove('services', 'shop', 'cart');
    await cluster.settle();
    expect([cluster.endpoints(), cluster.slices()]).toEqual([undefined, []]);
  });

  it('are left alone where there is no selector', async () => {
    const cluster = await service({ clusterIP: '172.20.1.2', ports: [{ port: 80 }] });
    expect([cluster.endpoints(), cluster.slices()]).toEqual([undefined, []]);
  });
});
