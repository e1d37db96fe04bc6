import type { ControllerContext } from './controller.ts';
import { deleteObject } from './delete-object.ts';
import { HASH_LABEL, podTemplateHash, sameTemplate, withHash } from './pod-template-hash.ts';
import { limitsOf } from './rollout-plan.ts';
import {
  controlledBy,
  controllerReference,
  DEPLOYMENTS,
  type Deployment,
  REPLICA_SETS,
  type ReplicaSet,
} from './workloads.ts';

const REVISION = 'deployment.kubernetes.io/revision';
const DESIRED = 'deployment.kubernetes.io/desired-replicas';
const MAX = 'deployment.kubernetes.io/max-replicas';
const DEFAULT_HISTORY = 10;

/** Annotations that speak of the Deployment itself and are not handed down. kubernetes deployment_util.go */
const OWN_ANNOTATIONS = new Set(['kubectl.kubernetes.io/last-applied-configuration', REVISION, DESIRED, MAX]);

/** All ReplicaSets of a Deployment, oldest revision first. */
export function replicaSetsOf(deployment: Deployment, { storage }: ControllerContext): ReplicaSet[] {
  const sets = controlledBy(deployment, REPLICA_SETS, storage) as ReplicaSet[];
  return sets.sort((left, right) => revisionOf(left) - revisionOf(right));
}

export const findNewReplicaSet = (deployment: Deployment, context: ControllerContext): ReplicaSet | undefined =>
  replicaSetsOf(deployment, context).find((set) => sameTemplate(set.spec.template, deployment.spec.template));

export const oldReplicaSets = (deployment: Deployment, context: ControllerContext): ReplicaSet[] =>
  replicaSetsOf(deployment, context).filter((set) => !sameTemplate(set.spec.template, deployment.spec.template));

/**
 * The ReplicaSet of the Deployment's template, made if need be, with the newest revision number: going back to an old
 * template makes its ReplicaSet the newest.
 */
export function ensureNewReplicaSet(deployment: Deployment, context: ControllerContext): ReplicaSet {
  const existing = findNewReplicaSet(deployment, context);
  const newest = Math.max(0, ...oldReplicaSets(deployment, context).map(revisionOf)) + 1;
  const revision = String(Math.max(newest, existing ? revisionOf(existing) : 0));
  const annotations = annotationsFor(deployment, revision);
  setRevision(deployment, revision, context);
  if (!existing) return context.storage.create(REPLICA_SETS, newReplicaSet(deployment, annotations)) as ReplicaSet;
  const metadata = { ...existing.metadata, annotations: { ...existing.metadata.annotations, ...annotations } };
  const spec = { ...existing.spec, ...minReadySecondsOf(deployment) };
  return context.storage.update(REPLICA_SETS, { ...existing, metadata, spec }) as ReplicaSet;
}

/** Old ReplicaSets without pods, beyond those that `kubectl rollout undo` may go back to. */
export function trimHistory(deployment: Deployment, context: ControllerContext): void {
  const idle = oldReplicaSets(deployment, context).filter(
    ({ spec, status }) => spec.replicas === 0 && (status?.replicas ?? 0) === 0,
  );
  const surplus = idle.length - (deployment.spec.revisionHistoryLimit ?? DEFAULT_HISTORY);
  for (const set of idle.slice(0, Math.max(0, surplus)))
    deleteObject(context.storage, context.clock, REPLICA_SETS, set);
}

const revisionOf = ({ metadata }: ReplicaSet) => Number(metadata.annotations?.[REVISION] ?? 0);

function annotationsFor(deployment: Deployment, revision: string): Record<string, string> {
  const { desired, maxSurge } = limitsOf(deployment.spec);
  const inherited = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !OWN_ANNOTATIONS.has(key));
  return {
    ...Object.fromEntries(inherited),
    [REVISION]: revision,
    [DESIRED]: String(desired),
    [MAX]: String(desired + maxSurge),
  };
}

/** The replicas that the Deployment asked for when it last sized this ReplicaSet. */
export const desiredOf = (set: ReplicaSet) => numberOf(set, DESIRED);

export const maxReplicasOf = (set: ReplicaSet) => numberOf(set, MAX);

function numberOf({ metadata }: ReplicaSet, annotation: string): number | undefined {
  const text = metadata.annotations?.[annotation];
  return text === undefined ? undefined : Number(text);
}

/** Notes on a ReplicaSet what the Deployment asks for now. */
export function withReplicaAnnotations(
  set: ReplicaSet,
  { spec }: Deployment,
  { storage }: ControllerContext,
): ReplicaSet {
  const { desired, maxSurge } = limitsOf(spec);
  const numbers = { [DESIRED]: String(desired), [MAX]: String(desired + maxSurge) };
  const metadata = { ...set.metadata, annotations: { ...set.metadata.annotations, ...numbers } };
  return storage.update(REPLICA_SETS, { ...set, metadata }) as ReplicaSet;
}

function setRevision(deployment: Deployment, revision: string, { storage }: ControllerContext): void {
  if (deployment.metadata.annotations?.[REVISION] === revision) return;
  const annotations = { ...deployment.metadata.annotations, [REVISION]: revision };
  storage.update(DEPLOYMENTS, { ...deployment, metadata: { ...deployment.metadata, annotations } });
}

function newReplicaSet(deployment: Deployment, annotations: Record<string, string>): ReplicaSet {
  const { template, selector } = deployment.spec;
  const hash = podTemplateHash(template);
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: deployment.metadata.namespace,
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
      labels: { ...template.metadata?.labels, [HASH_LABEL]: hash },
      annotations,
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: 0,
      ...minReadySecondsOf(deployment),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
      template: withHash(template, hash),
    },
  };
}

const minReadySecondsOf = ({ spec: { minReadySeconds } }: Deployment) => (minReadySeconds ? { minReadySeconds } : {});
