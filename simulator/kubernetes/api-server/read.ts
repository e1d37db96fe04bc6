import type { HttpResponse } from '../../http.ts';
import { badRequest, notFound } from '../status-error.ts';
import type { KubeObject } from '../storage.ts';
import { answer } from './answer.ts';
import type { ApiContext } from './api-context.ts';
import { integer, type ResourceRequest } from './api-request.ts';
import { resourceName } from './kinds.ts';
import { present, presentList } from './representation.ts';
import { parseFieldSelector, parseLabelSelector } from './selectors.ts';

/** The object that the path names. Throws NotFound. */
export function getObject({ storage }: ApiContext, { kind, namespace, name }: ResourceRequest): KubeObject {
  const object = storage.get(resourceName(kind), namespace || undefined, name);
  if (!object) throw notFound(resourceName(kind), name);
  return object;
}

export function readObject(context: ApiContext, request: ResourceRequest): HttpResponse {
  return answer(200, present(context, request, getObject(context, request)));
}

/** The objects that namespace and selectors choose. */
export function selectObjects({ storage }: ApiContext, { kind, namespace, query }: ResourceRequest): KubeObject[] {
  const labels = parseLabelSelector(query.get('labelSelector'));
  const fields = parseFieldSelector(query.get('fieldSelector'));
  const objects = storage.list(resourceName(kind), namespace || undefined);
  return objects.filter((object) => labels(object) && fields(object));
}

/** A list, in pages if `limit` is given. Pages show the present state, not the first page's. */
export function listObjects(context: ApiContext, request: ResourceRequest): HttpResponse {
  const { query } = request;
  const start = readContinue(query.get('continue'));
  const left = selectObjects(context, request).filter((object) => keyOf(object) > start);
  const limit = integer(query, 'limit') || left.length;
  const page = left.slice(0, limit);
  const last = page.at(-1);
  const more = left.length > page.length && last;
  const metadata = {
    resourceVersion: context.storage.resourceVersion(),
    ...(more && { continue: btoa(keyOf(last)), remainingItemCount: left.length - page.length }),
  };
  return answer(200, presentList(context, request, page, metadata));
}

const keyOf = ({ metadata }: KubeObject) =>
  metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name;

function readContinue(token: string | null): string {
  try {
    return token ? atob(token) : '';
  } catch {
    throw badRequest('continue key is not valid: illegal base64 data');
  }
}
