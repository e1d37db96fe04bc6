import { StatusError } from '../status-error.ts';
import type { KubeObject } from '../storage.ts';
import { displayPath, type FieldSet, fieldSetOf, fromFieldsV1 } from './field-set.ts';
import type { ManagedFields } from './managed-fields.ts';

/** A field of an apply that another manager holds with another value. */
export interface FieldConflict {
  path: string;
  entry: ManagedFields;
}

/** Fields that somebody else holds and that would get another value. */
export function conflicts(fields: FieldSet, live: FieldSet, others: ManagedFields[]): FieldConflict[] {
  const differs = (path: string) => JSON.stringify(live.get(path)) !== JSON.stringify(fields.get(path));
  return others
    .filter((entry) => entry.subresource !== 'status')
    .flatMap((entry) => {
      const paths = [...fromFieldsV1(entry.fieldsV1).keys()].filter((path) => fields.has(path) && differs(path));
      return paths.map((path) => ({ path, entry }));
    });
}

/** apiserver handlers/fieldmanager, NewConflictError */
export function conflictError(lost: FieldConflict[]): StatusError {
  const causes = lost.map(({ path, entry }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${describe(entry)}`,
    field: displayPath(path),
  }));
  const texts = [...new Set(causes.map(({ message }) => message))].map((message) => {
    const paths = causes.filter((cause) => cause.message === message).map(({ field }) => field);
    const list = paths.map((path) => `- ${path}`).join('\n');
    return paths.length === 1 ? `${message}: ${paths[0]}` : `${message.replace('conflict', 'conflicts')}:\n${list}`;
  });
  const count = `${lost.length} conflict${lost.length === 1 ? '' : 's'}`;
  return new StatusError(409, 'Conflict', `Apply failed with ${count}: ${texts.join('\n')}`, { causes });
}

/** structured-merge-diff handlers/fieldmanager printManager: an applying manager has no version. */
function describe({ manager, operation, subresource, apiVersion }: ManagedFields): string {
  const where = subresource ? ` with subresource "${subresource}"` : '';
  return `"${manager}"${where}${operation === 'Update' ? ` using ${apiVersion}` : ''}`;
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Fields that a client-side apply has set and nobody has changed since: kubectl may take them over from itself.
 * apiserver handlers/fieldmanager/lastappliedmanager.go
 */
export function fieldsLastApplied(typeName: string, manager: string, live: KubeObject): FieldSet {
  const annotation = live.metadata.annotations?.[LAST_APPLIED];
  if (manager !== 'kubectl' || !annotation) return new Map();
  const now = fieldSetOf(typeName, live);
  const applied = fieldSetOf(typeName, JSON.parse(annotation));
  return new Map([...applied].filter(([path, value]) => JSON.stringify(now.get(path)) === JSON.stringify(value)));
}
