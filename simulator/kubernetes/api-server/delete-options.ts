import { conflict, StatusError } from '../status-error.ts';
import type { KubeObject } from '../storage.ts';
import { integer, isTrue, type ResourceRequest } from './api-request.ts';
import { readBody } from './body.ts';
import { type FieldError, invalidValue, notSupported } from './invalid.ts';
import { dryRunErrors, requireOptionsOf } from './write-options.ts';

/** apimachinery meta/v1 DeleteOptions */
export interface DeleteOptions {
  gracePeriodSeconds?: number;
  propagationPolicy?: string;
  /** The older way of saying Orphan or Background. */
  orphanDependents?: boolean;
  preconditions?: { uid?: string; resourceVersion?: string };
  dryRun?: string[];
}

/** The options of a deletion: in the body, else in the query. Throws Invalid. */
export function readDeleteOptions(request: ResourceRequest): DeleteOptions {
  // Decoding fails with an error that the API server takes for its own. apiserver handlers/delete.go
  const body = readBody(request.http, (cause) => new StatusError(500, '', cause));
  const options = body ? (body as DeleteOptions) : fromQuery(request.query);
  requireOptionsOf('DeleteOptions', [...propagationErrors(options), ...dryRunErrors(options.dryRun ?? [])]);
  const { gracePeriodSeconds = 0 } = options;
  // apiserver pkg/registry/rest/delete.go: negative is one second.
  return gracePeriodSeconds < 0 ? { ...options, gracePeriodSeconds: 1 } : options;
}

function fromQuery(query: URLSearchParams): DeleteOptions {
  const gracePeriodSeconds = integer(query, 'gracePeriodSeconds');
  const propagationPolicy = query.get('propagationPolicy');
  const orphanDependents = query.get('orphanDependents');
  return {
    ...(gracePeriodSeconds !== undefined && { gracePeriodSeconds }),
    ...(propagationPolicy && { propagationPolicy }),
    ...(orphanDependents && { orphanDependents: isTrue(orphanDependents) }),
    dryRun: query.getAll('dryRun').filter(Boolean),
  };
}

const POLICIES = ['Foreground', 'Background', 'Orphan'];

function propagationErrors({ propagationPolicy, orphanDependents }: DeleteOptions): FieldError[] {
  if (propagationPolicy === undefined) return [];
  const both = 'orphanDependents and deletionPropagation cannot be both set';
  return [
    ...(orphanDependents === undefined ? [] : [invalidValue('propagationPolicy', propagationPolicy, both)]),
    ...(POLICIES.includes(propagationPolicy)
      ? []
      : [notSupported('propagationPolicy', propagationPolicy, [...POLICIES, 'nil'])]),
  ];
}

/** Finalizers that the garbage collector takes off when it has done its part. */
const COLLECTED: Record<string, string[]> = { Orphan: ['orphan'], Foreground: ['foregroundDeletion'], Background: [] };

/** The object's finalizers; a policy that is said takes the place of an earlier one. */
export function finalizersOf({ metadata }: KubeObject, options: DeleteOptions): string[] {
  const { orphanDependents, propagationPolicy } = options;
  const policy = orphanDependents === undefined ? propagationPolicy : orphanDependents ? 'Orphan' : 'Background';
  const { finalizers = [] } = metadata;
  if (!policy) return finalizers;
  const own = finalizers.filter((one) => !Object.values(COLLECTED).flat().includes(one));
  return [...own, ...(COLLECTED[policy] ?? [])];
}

/** Only the object that the client saw may be deleted. apiserver pkg/registry/rest/delete.go. Throws Conflict. */
export function requirePreconditions({ kind, metadata }: KubeObject, group: string, options: DeleteOptions): void {
  const { uid, resourceVersion } = options.preconditions ?? {};
  // Its kind stands where all other messages have the resource.
  const mismatch = (cause: string) => conflict(group ? `${kind}.${group}` : kind, metadata.name, cause);
  if (uid !== undefined && uid !== metadata.uid) {
    throw mismatch(
      `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    );
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    throw mismatch(
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
    );
  }
}
