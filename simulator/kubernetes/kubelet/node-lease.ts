import type { KubeObject } from '../storage.ts';
import { timestamp } from '../timestamp.ts';
import type { KubeletOptions } from './kubelet.ts';

const LEASES = 'leases.coordination.k8s.io';
const NAMESPACE = 'kube-node-lease';

// kubernetes pkg/kubelet: NodeLeaseDurationSeconds, and a quarter of it
const DURATION_SECONDS = 40;
const RENEW_INTERVAL_MS = 10_000;

type LeaseKeeping = Pick<KubeletOptions, 'storage' | 'clock'>;

/** The nodes' signs of life, renewed until the returned function is called. */
export function keepLeases({ storage, clock }: LeaseKeeping): () => void {
  let cancel = () => {};
  const renew = () => {
    for (const node of storage.list('nodes')) writeLease(node, { storage, clock });
    cancel = clock.after(RENEW_INTERVAL_MS, renew);
  };
  renew();
  return () => cancel();
}

function writeLease(node: KubeObject, { storage, clock }: LeaseKeeping): void {
  if (!storage.get('namespaces', undefined, NAMESPACE)) return;
  const { name } = node.metadata;
  const before = storage.get(LEASES, NAMESPACE, name);
  const renewTime = timestamp(clock.now()).replace('Z', '.000000Z');
  const spec = { holderIdentity: name, leaseDurationSeconds: DURATION_SECONDS, renewTime };
  if (before) storage.update(LEASES, { ...before, spec });
  else storage.create(LEASES, { ...newLease(node), spec });
}

function newLease({ metadata: { name, uid } }: KubeObject): KubeObject {
  const owner = { apiVersion: 'v1', kind: 'Node', name, uid };
  const metadata = { name, namespace: NAMESPACE, uid: '', resourceVersion: '', creationTimestamp: '' };
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { ...metadata, ownerReferences: [owner] },
  };
}
