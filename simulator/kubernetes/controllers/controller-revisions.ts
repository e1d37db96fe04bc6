import type { KubeObject } from '../storage.ts';
import type { ControllerContext } from './controller.ts';
import { podTemplateHash } from './pod-template-hash.ts';
import { controlledBy, controllerReference, type DaemonSet } from './workloads.ts';

/** The label that tells the pods of a DaemonSet's revisions apart. */
export const REVISION_LABEL = 'controller-revision-hash';

const CONTROLLER_REVISIONS = 'controllerrevisions.apps';
const DEFAULT_HISTORY = 10;

type ControllerRevision = KubeObject & { revision: number };

/**
 * Keeps a DaemonSet's template as its newest ControllerRevision, for `kubectl rollout undo`; going back to an old template
 * makes its revision the newest. kubernetes pkg/controller/daemon/update.go constructHistory
 */
export function keepRevision(set: DaemonSet, context: ControllerContext): void {
  const { storage } = context;
  const revisions = revisionsOf(set, context);
  const hash = podTemplateHash(set.spec.template);
  const current = revisions.find(({ metadata }) => metadata.labels?.[REVISION_LABEL] === hash);
  const newest = revisions.at(-1);
  const next = (newest?.revision ?? 0) + 1;
  if (!current) storage.create(CONTROLLER_REVISIONS, newRevision(set, hash, next));
  else if (current !== newest) storage.update(CONTROLLER_REVISIONS, { ...current, revision: next });
  trim(set, context);
}

const revisionsOf = (set: DaemonSet, { storage }: ControllerContext) =>
  (controlledBy(set, CONTROLLER_REVISIONS, storage) as ControllerRevision[]).sort(
    (left, right) => left.revision - right.revision,
  );

/** Old revisions whose pods are gone, beyond those that may be gone back to. */
function trim(set: DaemonSet, context: ControllerContext): void {
  const { storage } = context;
  const inUse = new Set(controlledBy(set, 'pods', storage).map(({ metadata }) => metadata.labels?.[REVISION_LABEL]));
  const old = revisionsOf(set, context).slice(0, -1);
  const idle = old.filter(({ metadata }) => !inUse.has(metadata.labels?.[REVISION_LABEL]));
  const surplus = idle.length - (set.spec.revisionHistoryLimit ?? DEFAULT_HISTORY);
  for (const { metadata } of idle.slice(0, Math.max(0, surplus))) {
    storage.remove(CONTROLLER_REVISIONS, metadata.namespace, metadata.name);
  }
}

/** What it holds is a patch: applied to the DaemonSet, it brings the template back. */
function newRevision(set: DaemonSet, hash: string, revision: number): ControllerRevision {
  const { template } = set.spec;
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${set.metadata.name}-${hash}`,
      namespace: set.metadata.namespace,
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      labels: { ...template.metadata?.labels, [REVISION_LABEL]: hash },
      ...(set.metadata.annotations && { annotations: set.metadata.annotations }),
      ownerReferences: [controllerReference(set)],
    },
    data: { spec: { template: { ...template, $patch: 'replace' } } },
    revision,
  };
}
