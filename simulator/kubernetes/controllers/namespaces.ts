import { KINDS, resourceName } from '../api-server/kinds.ts';
import type { KubeObject, Storage } from '../storage.ts';
import type { Controller, ControllerContext } from './controller.ts';
import { deleteObject } from './delete-object.ts';

const NAMESPACES = 'namespaces';

const NAMESPACED = KINDS.filter((kind) => kind.namespaced && kind.verbs.includes('list')).map(resourceName);

/**
 * Gives every namespace its default service account and the API server's certificate, and empties namespaces that are
 * being deleted before it removes them. kubernetes pkg/controller/{namespace,serviceaccount}, certificates/rootcacertpublisher
 */
export function namespaceController(context: ControllerContext): Controller {
  const { storage } = context;
  return {
    keysFor({ type, resource, object }) {
      if (resource === NAMESPACES) return [object.metadata.name];
      return type === 'DELETED' && object.metadata.namespace ? [object.metadata.namespace] : [];
    },
    allKeys: () => storage.list(NAMESPACES).map(({ metadata }) => metadata.name),
    reconcile(name) {
      const namespace = storage.get(NAMESPACES, undefined, name);
      if (!namespace) return undefined;
      if (namespace.metadata.deletionTimestamp) finalize(namespace, context);
      else furnish(name, context);
      return undefined;
    },
  };
}

function furnish(namespace: string, { storage, rootCertificate }: ControllerContext): void {
  ensure(storage, 'serviceaccounts', newObject('ServiceAccount', namespace, 'default'));
  const certificate = { data: { 'ca.crt': rootCertificate() } };
  ensure(storage, 'configmaps', { ...newObject('ConfigMap', namespace, 'kube-root-ca.crt'), ...certificate });
}

function ensure(storage: Storage, resource: string, object: KubeObject): void {
  const { namespace, name } = object.metadata;
  if (!storage.get(resource, namespace, name)) storage.create(resource, object);
}

const newObject = (kind: string, namespace: string, name: string): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace, uid: '', resourceVersion: '', creationTimestamp: '' },
});

/** The last deletion in the namespace brings us here again. */
function finalize(namespace: KubeObject, { storage, clock }: ControllerContext): void {
  const { name, finalizers = [] } = namespace.metadata;
  for (const resource of NAMESPACED) {
    for (const object of storage.list(resource, name)) deleteObject(storage, clock, resource, object);
  }
  const empty = NAMESPACED.every((resource) => storage.list(resource, name).length === 0);
  if (empty && finalizers.length === 0) storage.remove(NAMESPACES, undefined, name);
  else storage.update(NAMESPACES, { ...namespace, status: { phase: 'Terminating' } });
}
