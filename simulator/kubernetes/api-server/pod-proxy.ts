import type { HttpResponse } from '../../http.ts';
import { badRequest } from '../status-error.ts';
import type { KubeObject } from '../storage.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { getObject } from './read.ts';
import { valueAt } from './value-at.ts';

const DEFAULT_PORT = 80;

/** `pods/[http:]<name>[:<port>]/proxy/<path>`: the request, sent on to the pod. Throws NotFound, ServiceUnavailable. */
export function proxyToPod(context: ApiContext, request: ResourceRequest): Promise<HttpResponse> {
  const { name, port: asked } = readTarget(request.name);
  const pod = getObject(context, { ...request, name });
  const port = asked ?? firstPort(pod);
  // The credentials are for the API server, and end here.
  const { authorization: _, ...headers } = request.http.headers;
  const host = `${valueAt(pod, ['status', 'podIP']) ?? name}:${port}`;
  const path = request.rest || '/';
  return context.kubelet.proxy(pod.metadata.uid, port, { ...request.http, path, headers: { ...headers, host } });
}

function readTarget(target: string): { name: string; port?: number } {
  const parts = target.split(':');
  const [name = '', port] = parts.length === 3 ? parts.slice(1) : parts;
  if (parts.length === 3 && parts[0] !== 'http') throw badRequest(`pods are reached by http only, not ${parts[0]}`);
  if (!port) return { name };
  if (!/^\d+$/.test(port)) throw badRequest(`invalid pod request "${target}"`);
  return { name, port: Number(port) };
}

function firstPort(pod: KubeObject): number {
  const port = valueAt(pod, ['spec', 'containers', '0', 'ports', '0', 'containerPort']);
  return typeof port === 'number' ? port : DEFAULT_PORT;
}
