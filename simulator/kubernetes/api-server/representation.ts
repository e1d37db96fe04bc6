import type { KubeObject } from '../storage.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { apiVersionOf } from './kinds.ts';
import { tableOf } from './table.ts';

/** What the client wants to see: the objects, their metadata only, or a table for printing. */
export type Representation = 'Object' | 'PartialObjectMetadata' | 'Table';

/** Reads `as=Table` and the like; the client lists what it takes, best first. */
export function representationOf({ http }: ResourceRequest): Representation {
  for (const part of (http.headers.accept ?? '').split(',')) {
    const as = /;\s*as=(\w+)/.exec(part)?.[1];
    if (as === 'Table') return 'Table';
    if (as?.startsWith('PartialObjectMetadata')) return 'PartialObjectMetadata';
    if (/json|\*\/\*/.test(part)) return 'Object';
  }
  return 'Object';
}

/** One object in the representation that the request asks for. */
export function present(context: ApiContext, request: ResourceRequest, object: KubeObject): unknown {
  const as = representationOf(request);
  if (as === 'Table') return tableOf(context, request, [object], { resourceVersion: object.metadata.resourceVersion });
  return as === 'PartialObjectMetadata' ? partialMetadata(object) : object;
}

/** A list in the representation that the request asks for. */
export function presentList(
  context: ApiContext,
  request: ResourceRequest,
  objects: KubeObject[],
  metadata: Record<string, unknown>,
): unknown {
  const as = representationOf(request);
  if (as === 'Table') return tableOf(context, request, objects, metadata);
  if (as === 'PartialObjectMetadata') {
    const items = objects.map(partialMetadata);
    return { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items };
  }
  const { kind } = request;
  // Items of a list carry neither kind nor apiVersion: the list's own say them.
  const items = objects.map(({ kind: _, apiVersion: __, ...rest }) => rest);
  return { kind: `${kind.kind}List`, apiVersion: apiVersionOf(kind), metadata, items };
}

export const partialMetadata = ({ metadata }: KubeObject) => ({
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata,
});
