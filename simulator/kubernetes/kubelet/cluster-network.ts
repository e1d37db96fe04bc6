import type { Endpoints } from 'kubernetes-types/core/v1';
import { type Ids, UPPER_HEX } from '../../runtime-services.ts';
import { isHeadless, portsOf, SERVICES, type Service } from '../api-server/service.ts';
import type { ClusterAddress } from '../container-runtime.ts';
import { isServiceAddress } from '../service-network.ts';
import type { Storage } from '../storage.ts';
import { isFinished, type Pod } from './pod.ts';

interface Asker {
  storage: Storage;
  ids: Ids;
  /** Of the pod that asks: short names are names in it. */
  namespace: string;
}

/**
 * What CoreDNS and kube-proxy do for a pod: leads a Service's name or address to one of its ready pods, a pod's address to
 * the pod.
 */
export function findInCluster(asker: Asker, host: string, port: number): ClusterAddress {
  if (isServiceAddress(host)) {
    const service = servicesOf(asker).find(({ spec }) => spec.clusterIP === host);
    return service ? throughService(asker, service, port) : 'unreachable';
  }
  if (/^[\d.]+$/.test(host)) return atPod(asker.storage, host, port);
  const service = findService(asker, host);
  return service ? throughService(asker, service, port) : 'unknown';
}

const servicesOf = ({ storage }: Asker) => storage.list(SERVICES) as Service[];

/** `web`, `web.shop`, `web.shop.svc`, `web.shop.svc.cluster.local`: the search path of a pod's resolv.conf. */
function findService({ storage, namespace }: Asker, host: string): Service | undefined {
  const labels = host
    .replace(/\.$/, '')
    .replace(/\.svc(\.cluster\.local)?$/, '')
    .split('.');
  const [name = '', of = namespace, ...more] = labels;
  return more.length > 0 ? undefined : (storage.get(SERVICES, of, name) as Service | undefined);
}

function throughService(asker: Asker, service: Service, asked: number): ClusterAddress {
  const { name, namespace } = service.metadata;
  const subsets = (asker.storage.get('endpoints', namespace, name) as Endpoints | undefined)?.subsets ?? [];
  // A headless Service's name leads straight to the pods, at whatever port.
  const port = isHeadless(service.spec) ? undefined : portsOf(service.spec).find((one) => one.port === asked);
  if (!port && !isHeadless(service.spec)) return 'refused';
  const targets = subsets.flatMap(({ addresses = [], ports = [] }) => {
    const target = port ? ports.find((one) => (one.name ?? '') === (port.name ?? ''))?.port : asked;
    return target === undefined ? [] : addresses.map(({ ip }) => ({ ip, target }));
  });
  // kube-proxy rejects connections to a Service without ready pods.
  const chosen = targets[Number.parseInt(asker.ids.chars(4, UPPER_HEX), 16) % targets.length];
  return chosen ? atPod(asker.storage, chosen.ip, chosen.target) : 'refused';
}

function atPod(storage: Storage, ip: string, port: number): ClusterAddress {
  const pods = storage.list('pods') as Pod[];
  const pod = pods.find((one) => one.status?.podIP === ip && !isFinished(one));
  return pod ? { podUid: pod.metadata.uid, port } : 'unreachable';
}
