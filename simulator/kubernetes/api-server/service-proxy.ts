import type { HttpResponse } from '../../http.ts';
import { findInCluster } from '../kubelet/cluster-network.ts';
import { badRequest, StatusError } from '../status-error.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { proxyTo, readTarget } from './pod-proxy.ts';
import { getObject } from './read.ts';
import { portsOf, type Service } from './service.ts';

/**
 * `services/[http:]<name>[:<port>]/proxy/<path>`: the request, sent on to a ready pod; the port is a number or a name.
 * Throws NotFound, BadRequest, ServiceUnavailable.
 */
export function proxyToService(context: ApiContext, request: ResourceRequest): Promise<HttpResponse> {
  const { name, port } = readTarget(request.name);
  const { spec } = getObject(context, { ...request, name }) as Service;
  const asked = portsOf(spec).find((one) => !port || one.name === port || String(one.port) === port);
  if (!asked) throw badRequest(`no service port "${port}" found for service "${name}"`);
  const target = findInCluster({ ...context, namespace: request.namespace }, name, asked.port);
  if (typeof target !== 'string') return proxyTo(context, request, target, `${name}:${asked.port}`);
  throw new StatusError(503, 'ServiceUnavailable', `no endpoints available for service "${name}"`);
}
