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
  if (asked && !/^\d+$/.test(asked)) throw badRequest(`invalid pod request "${request.name}"`);
  const port = asked ? Number(asked) : firstPort(pod);
  const host = `${valueAt(pod, ['status', 'podIP']) ?? name}:${port}`;
  return proxyTo(context, request, { podUid: pod.metadata.uid, port }, host);
}

/** Sends a proxy request on to a pod's port, with the Host header of its destination. */
export function proxyTo(
  { kubelet }: ApiContext,
  { http, rest }: ResourceRequest,
  { podUid, port }: { podUid: string; port: number },
  host: string,
): Promise<HttpResponse> {
  // The credentials are for the API server, and end here.
  const { authorization: _, ...headers } = http.headers;
  return kubelet.proxy(podUid, port, { ...http, path: rest || '/', headers: { ...headers, host } });
}

/** The name and the port, if any, in a proxy request's path. */
export function readTarget(target: string): { name: string; port: string } {
  const parts = target.split(':');
  const [name = '', port = ''] = parts.length === 3 ? parts.slice(1) : parts;
  if (parts.length === 3 && parts[0] !== 'http') throw badRequest(`pods are reached by http only, not ${parts[0]}`);
  return { name, port };
}

function firstPort(pod: KubeObject): number {
  const port = valueAt(pod, ['spec', 'containers', '0', 'ports', '0', 'containerPort']);
  return typeof port === 'number' ? port : DEFAULT_PORT;
}
