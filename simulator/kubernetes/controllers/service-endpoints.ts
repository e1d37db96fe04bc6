import { SERVICES, type Service } from '../api-server/service.ts';
import type { KubeObject } from '../storage.ts';
import { type Controller, type ControllerContext, findByKey, keyOf } from './controller.ts';
import { ENDPOINT_SLICES, SERVICE_NAME, writeEndpointSlices } from './endpoint-slices.ts';
import { ENDPOINTS, writeEndpoints } from './endpoints.ts';
import { podsBehind } from './service-pods.ts';

/**
 * Keeps the Endpoints and EndpointSlices of Services that have a selector. Those of Services without one are their
 * owner's to write. kubernetes pkg/controller/{endpoint,endpointslice}
 */
export function serviceEndpointsController(context: ControllerContext): Controller {
  const { storage } = context;
  return {
    keysFor({ type, resource, object }) {
      if (resource === SERVICES) return [keyOf(object)];
      // Its labels may have led it out of a Service just now: all Services of the namespace look again.
      if (resource === 'pods') return storage.list(SERVICES, object.metadata.namespace).map(keyOf);
      return type === 'DELETED' ? keysOfService(resource, object) : [];
    },
    allKeys: () => storage.list(SERVICES).map(keyOf),
    reconcile(key) {
      const service = findByKey(storage, SERVICES, key) as Service | undefined;
      const [namespace, name = ''] = key.split('/');
      if (!service) storage.remove(ENDPOINTS, namespace, name);
      if (!service?.spec.selector || service.metadata.deletionTimestamp) return undefined;
      const pods = podsBehind(service, storage);
      writeEndpoints(service, pods, context);
      writeEndpointSlices(service, pods, context);
      return undefined;
    },
  };
}

function keysOfService(resource: string, { metadata }: KubeObject): string[] {
  const name = resource === ENDPOINTS ? metadata.name : resource === ENDPOINT_SLICES && metadata.labels?.[SERVICE_NAME];
  return name ? [`${metadata.namespace}/${name}`] : [];
}
