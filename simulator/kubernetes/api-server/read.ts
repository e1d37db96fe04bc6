import type { HttpResponse } from '../../http.ts';
import { notFound, StatusError } from '../status-error.ts';
import type { KubeObject } from '../storage.ts';
import { answer } from './answer.ts';
import type { ApiContext } from './api-context.ts';
import { integer, type ResourceRequest } from './api-request.ts';
import { parseFieldSelector } from './field-selector.ts';
import { resourceName } from './kinds.ts';
import { parseLabelSelector } from './label-selector.ts';
import { continueToken, keyOf, objectsAt, readListPosition, requireRevision } from './list-options.ts';
import { present, presentList } from './representation.ts';

/** The object that the path names. Throws NotFound. */
export function getObject({ storage }: ApiContext, { kind, namespace, name }: ResourceRequest): KubeObject {
  const object = storage.get(resourceName(kind), namespace || undefined, name);
  if (!object) throw notFound(resourceName(kind), name);
  return object;
}

export function readObject(context: ApiContext, request: ResourceRequest): HttpResponse {
  requireRevision(context, request.query.get('resourceVersion') ?? '');
  return answer(200, present(context, request, getObject(context, request)));
}

/** The objects that namespace and selectors choose, of the present ones or of those given. */
export function selectObjects(
  { storage }: ApiContext,
  { kind, namespace, query }: ResourceRequest,
  objects = storage.list(resourceName(kind), namespace || undefined),
): KubeObject[] {
  const labels = parseLabelSelector(query.get('labelSelector'));
  const fields = parseFieldSelector(query.get('fieldSelector'), kind);
  return objects.filter((object) => labels(object) && fields(object));
}

/** A list, in pages if `limit` is given. Throws Expired for a page of a state that is no longer known. */
export function listObjects(context: ApiContext, request: ResourceRequest): HttpResponse {
  const { query } = request;
  const { revision, exact, start } = readListPosition(context, request);
  const all = selectObjects(context, request, exact ? pastObjects(context, request, revision) : undefined);
  const left = start ? all.filter((object) => keyOf(object) >= start) : all;
  const page = left.slice(0, integer(query, 'limit') || left.length);
  const last = page.at(-1);
  const remaining = left.length - page.length;
  const isSelected = query.get('labelSelector') || query.get('fieldSelector');
  const metadata = {
    resourceVersion: String(revision),
    ...(remaining > 0 && last && { continue: continueToken(revision, last) }),
    // With a selector the API server would have to read on to know. apiserver pkg/registry/generic ListMeta
    ...(remaining > 0 && !isSelected && { remainingItemCount: remaining }),
  };
  return answer(200, presentList(context, request, page, metadata));
}

const EXPIRED =
  'The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.';

function pastObjects(context: ApiContext, request: ResourceRequest, revision: number): KubeObject[] {
  try {
    return objectsAt(context, request, revision);
  } catch (error) {
    if (!request.query.get('continue') || !(error instanceof StatusError) || error.code !== 410) throw error;
    // apiserver pkg/storage/etcd3/errors.go
    throw new StatusError(410, 'Expired', EXPIRED);
  }
}
