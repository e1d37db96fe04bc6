import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { deleteObject } from '../../../../simulator/kubernetes/controllers/delete-object.ts';
import { startControllers } from '../../../../simulator/kubernetes/controllers/start-controllers.ts';
import type { Deployment, Pod } from '../../../../simulator/kubernetes/controllers/workloads.ts';
import { forbidden } from '../../../../simulator/kubernetes/status-error.ts';
import { createStorage, type KubeObject } from '../../../../simulator/kubernetes/storage.ts';
import { openState } from '../../../../simulator/state/state.ts';
import { memoryStore } from '../../../../simulator/state/store.ts';
import { countingIds, frozenClock } from '../../wire/test-endpoint.ts';

/** Storage and controllers, with the test in the place of kubelet and API server. */
export function clusterWithoutKubelet() {
  const clock = frozenClock();
  const ids = countingIds();
  const state = openState(memoryStore());
  const storage = createStorage({ state, cluster: 'test', clock, ids });
  const errors: unknown[] = [];
  const stop = startControllers({
    storage,
    clock,
    ids,
    rootCertificate: () => 'PEM',
    reportError: (error) => errors.push(error),
    createPod(pod) {
      const account = (pod as Pod).spec.serviceAccountName ?? 'default';
      const namespace = pod.metadata.namespace ?? '';
      if (!storage.get('serviceaccounts', namespace, account)) {
        throw forbidden('pods', pod.metadata.generateName ?? '', `error looking up service account ${account}`);
      }
      const name = `${pod.metadata.generateName}${ids.chars(5, 'bcdfghjklmnpqrstvwxz2456789')}`;
      return storage.create('pods', { ...pod, metadata: { ...pod.metadata, name } });
    },
  });
  storage.create('namespaces', object('v1', 'Namespace', { name: 'shop' }));

  const pods = () => storage.list('pods', 'shop') as Pod[];
  const setReady = (pod: Pod, ready: boolean) =>
    storage.update('pods', {
      ...pod,
      spec: { ...pod.spec, nodeName: 'node' },
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
    });
  return {
    clock,
    storage,
    errors,
    stop,
    pods,
    setReady,
    /** Lets the controllers come to rest. */
    settle: () => new Promise((resolve) => setImmediate(resolve)),
    /** The kubelet's part, over and over until nothing changes: new pods get ready, marked ones go. */
    async runPods() {
      for (let before = ''; before !== storage.resourceVersion(); ) {
        before = storage.resourceVersion();
        await this.settle();
        for (const pod of pods()) {
          if (pod.metadata.deletionTimestamp) storage.remove('pods', 'shop', pod.metadata.name);
          else if (!pod.status) setReady(pod, true);
        }
        await this.settle();
      }
    },
    deployment: () => storage.get('deployments.apps', 'shop', 'cart') as Deployment,
    /** What the events of the namespace say, oldest first. */
    messages: () =>
      storage
        .list('events', 'shop')
        .sort(byVersion)
        .map(({ message }) => message),
    replicaSets: () => storage.list('replicasets.apps', 'shop'),
    change(spec: Partial<Deployment['spec']>) {
      const before = this.deployment();
      return storage.update('deployments.apps', { ...before, spec: { ...before.spec, ...spec } });
    },
    delete: (resource: string, gone: KubeObject) => deleteObject(storage, clock, resource, gone),
  };
}

const byVersion = (left: KubeObject, right: KubeObject) =>
  Number(left.metadata.resourceVersion) - Number(right.metadata.resourceVersion);

export const object = (
  apiVersion: string,
  kind: string,
  metadata: Partial<KubeObject['metadata']>,
  rest: object = {},
): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name: '', uid: '', resourceVersion: '', creationTimestamp: '', ...metadata },
  ...rest,
});

export const template = (image: string): PodTemplateSpec => ({
  metadata: { labels: { app: 'cart' } },
  spec: { containers: [{ name: 'app', image }] },
});

export const cart = (spec: Partial<Deployment['spec']> = {}) =>
  object(
    'apps/v1',
    'Deployment',
    { name: 'cart', namespace: 'shop' },
    { spec: { replicas: 2, selector: { matchLabels: { app: 'cart' } }, template: template('one'), ...spec } },
  );
