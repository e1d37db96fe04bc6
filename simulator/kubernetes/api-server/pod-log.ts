import type { HttpResponse } from '../../http.ts';
import type { LogOptions } from '../kubelet/kubelet.ts';
import type { ApiContext } from './api-context.ts';
import { integer, isTrue, type ResourceRequest } from './api-request.ts';
import { containerOf } from './pod-container.ts';
import { getObject } from './read.ts';

/** `pods/<name>/log`: plain text, streamed. Throws NotFound, BadRequest. */
export function podLog(context: ApiContext, request: ResourceRequest): HttpResponse {
  const pod = getObject(context, request);
  const container = containerOf(pod, request.query.get('container'));
  const lines = context.kubelet.logs({ podUid: pod.metadata.uid, container }, readOptions(context, request));
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: lines };
}

function readOptions({ clock }: ApiContext, { query }: ResourceRequest): LogOptions {
  const tailLines = integer(query, 'tailLines');
  const limitBytes = integer(query, 'limitBytes');
  const sinceSeconds = integer(query, 'sinceSeconds');
  const sinceTime = query.get('sinceTime');
  const sinceMs = sinceTime ? Date.parse(sinceTime) : sinceSeconds && clock.now() - sinceSeconds * 1000;
  return {
    follow: isTrue(query.get('follow')),
    previous: isTrue(query.get('previous')),
    timestamps: isTrue(query.get('timestamps')),
    ...(tailLines !== undefined && { tailLines }),
    ...(limitBytes !== undefined && { limitBytes }),
    ...(sinceMs && { sinceMs }),
  };
}
