import type { HttpResponse } from '../../http.ts';
import type { KubeObject } from '../storage.ts';
import { answer } from './answer.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { mediaType, requireBody, text } from './body.ts';
import { invalid, invalidValue } from './invalid.ts';
import { withManager } from './managed-fields.ts';
import { applyPatch, parsePatch } from './patch.ts';
import { getObject } from './read.ts';
import { storeUpdate } from './update.ts';
import { valueAt } from './value-at.ts';

const SCALE = { kind: 'Scale', group: 'autoscaling' };

/** A workload's number of replicas, as an autoscaling/v1 Scale. Throws NotFound, Conflict, Invalid. */
export function serveScale(context: ApiContext, request: ResourceRequest): HttpResponse {
  const object = getObject(context, request);
  if (request.verb === 'get') return answer(200, scaleOf(object));
  const sent = request.verb === 'patch' ? patched(request, object) : requireBody(request);
  const replicas = Number(valueAt(sent, ['spec', 'replicas']) ?? 0);
  if (replicas < 0) {
    const error = invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0');
    throw invalid(SCALE, request.name, [error]);
  }
  const resourceVersion = String(valueAt(sent, ['metadata', 'resourceVersion']) ?? '');
  const metadata = { ...object.metadata, resourceVersion };
  const scaled = { ...object, metadata, spec: { ...(object.spec as object), replicas } };
  const managed = withManager(context, request, object, scaled);
  return answer(200, scaleOf(storeUpdate(context, { ...request, subresource: '' }, object, managed)));
}

function patched({ http }: ResourceRequest, object: KubeObject): unknown {
  const type = mediaType(http);
  return applyPatch('io.k8s.api.autoscaling.v1.Scale', type, scaleOf(object), parsePatch(type, text(http)));
}

function scaleOf(object: KubeObject): unknown {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const labels = (valueAt(object, ['spec', 'selector', 'matchLabels']) ?? {}) as Record<string, string>;
  const selector = Object.entries(labels).map((pair) => pair.join('='));
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: valueAt(object, ['spec', 'replicas']) ?? 1 },
    status: { replicas: valueAt(object, ['status', 'replicas']) ?? 0, selector: selector.join(',') },
  };
}
