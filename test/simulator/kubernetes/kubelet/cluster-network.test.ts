import { describe, expect, it } from 'vitest';
import { findInCluster } from '../../../../simulator/kubernetes/kubelet/cluster-network.ts';
import { createStorage } from '../../../../simulator/kubernetes/storage.ts';
import { openState } from '../../../../simulator/state/state.ts';
import { memoryStore } from '../../../../simulator/state/store.ts';
import { countingIds, frozenClock } from '../../wire/test-endpoint.ts';
import { object } from '../controllers/cluster-without-kubelet.ts';

function network() {
  const ids = countingIds();
  const storage = createStorage({ state: openState(memoryStore()), cluster: 'test', clock: frozenClock(), ids });
  const put = (resource: string, name: string, rest: object) =>
    storage.create(resource, object('v1', '', { name, namespace: 'shop' }, rest)).metadata.uid;
  const web = put('pods', 'web', { status: { phase: 'Running', podIP: '10.0.1.20' } });
  put('services', 'web', { spec: { clusterIP: '172.20.1.2', ports: [{ name: 'http', port: 80 }] } });
  const addresses = [{ ip: '10.0.1.20' }];
  put('endpoints', 'web', { subsets: [{ addresses, ports: [{ name: 'http', port: 8080 }] }] });
  put('services', 'headless', { spec: { clusterIP: 'None' } });
  put('endpoints', 'headless', { subsets: [{ addresses }] });
  put('services', 'empty', { spec: { clusterIP: '172.20.1.3', ports: [{ port: 80 }] } });
  return {
    web,
    find: (host: string, port = 80, namespace = 'shop') => findInCluster({ storage, ids, namespace }, host, port),
  };
}

describe('the network of a cluster', () => {
  it('leads every form of a Service’s name, and its address, to a ready pod', () => {
    const { web, find } = network();
    for (const host of ['web', 'web.shop', 'web.shop.svc', 'web.shop.svc.cluster.local', '172.20.1.2']) {
      expect([host, find(host)]).toEqual([host, { podUid: web, port: 8080 }]);
    }
    expect(find('web', 80, 'other')).toBe('unknown');
    expect(find('web.shop', 80, 'other')).toEqual({ podUid: web, port: 8080 });
  });

  it('leads the name of a headless Service, and a pod’s own address, to any port of the pod', () => {
    const { web, find } = network();
    expect(find('headless', 8080)).toEqual({ podUid: web, port: 8080 });
    expect(find('10.0.1.20', 9090)).toEqual({ podUid: web, port: 9090 });
  });

  it('refuses what no pod serves, and knows no other names', () => {
    const { find } = network();
    expect(find('web', 81)).toBe('refused');
    expect(find('empty')).toBe('refused');
    expect(find('172.20.9.9')).toBe('unreachable');
    expect(find('10.0.1.99')).toBe('unreachable');
    expect(find('example.com')).toBe('unknown');
    expect(find('www.example.com')).toBe('unknown');
  });
});
