import type { KubeObject } from '../storage.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { type Column, columnsOf } from './columns.ts';
import { partialMetadata } from './representation.ts';

/** The objects as a meta.k8s.io/v1 Table: what `kubectl get` prints. */
export function tableOf(
  context: ApiContext,
  { kind, query }: ResourceRequest,
  objects: KubeObject[],
  metadata: Record<string, unknown>,
): unknown {
  const columns = columnsOf(kind);
  const include = query.get('includeObject') ?? 'Metadata';
  const rows = objects.map((object) => ({
    cells: columns.map((column) => column.cell(object, context.clock.now())),
    ...(include === 'Metadata' && { object: partialMetadata(object) }),
    ...(include === 'Object' && { object }),
  }));
  const columnDefinitions = columns.map(columnDefinition);
  return { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata, columnDefinitions, rows };
}

function columnDefinition({ name, type = 'string', wide }: Column) {
  // Without format "name" kubectl prints names without `pod/` when it lists several kinds. facts/kubectl.md 4
  const format = name === 'Name' ? 'name' : '';
  return { name, type, format, description: '', priority: wide ? 1 : 0 };
}
