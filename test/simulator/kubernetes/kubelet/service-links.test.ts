import type { ServiceSpec } from 'kubernetes-types/core/v1';
import { expect, it } from 'vitest';
import type { Pod } from '../../../../simulator/kubernetes/kubelet/pod.ts';
import { serviceLinks } from '../../../../simulator/kubernetes/kubelet/service-links.ts';
import { createStorage } from '../../../../simulator/kubernetes/storage.ts';
import { openState } from '../../../../simulator/state/state.ts';
import { memoryStore } from '../../../../simulator/state/store.ts';
import { countingIds, frozenClock } from '../../wire/test-endpoint.ts';
import { object } from '../controllers/cluster-without-kubelet.ts';

function linksOf(services: Record<string, ServiceSpec>, podSpec: object = {}) {
  const state = openState(memoryStore());
  const storage = createStorage({ state, cluster: 'test', clock: frozenClock(), ids: countingIds() });
  for (const [name, spec] of Object.entries(services)) {
    storage.create('services', object('v1', 'Service', { name, namespace: 'shop' }, { spec }));
  }
  const links = serviceLinks(storage, object('v1', 'Pod', { name: 'a', namespace: 'shop' }, { spec: podSpec }) as Pod);
  return Object.fromEntries(Object.entries(links).filter(([name]) => !name.startsWith('KUBERNETES_')));
}

const WEB: ServiceSpec = { clusterIP: '172.20.1.2', ports: [{ name: 'http', port: 80, protocol: 'TCP' }] };

it('tells a container where the Services of its namespace are', () => {
  expect(linksOf({ 'my-web': WEB, headless: { clusterIP: 'None' } })).toEqual({
    MY_WEB_SERVICE_HOST: '172.20.1.2',
    MY_WEB_SERVICE_PORT: '80',
    MY_WEB_SERVICE_PORT_HTTP: '80',
    MY_WEB_PORT: 'tcp://172.20.1.2:80',
    MY_WEB_PORT_80_TCP: 'tcp://172.20.1.2:80',
    MY_WEB_PORT_80_TCP_PROTO: 'tcp',
    MY_WEB_PORT_80_TCP_PORT: '80',
    MY_WEB_PORT_80_TCP_ADDR: '172.20.1.2',
  });
});

it('does not where the pod does not want that', () => {
  expect(linksOf({ web: WEB }, { enableServiceLinks: false })).toEqual({});
});
