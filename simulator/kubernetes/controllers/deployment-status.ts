import type { DeploymentCondition, DeploymentStatus } from 'kubernetes-types/apps/v1';
import type { Clock } from '../../runtime-services.ts';
import { timestamp } from '../timestamp.ts';
import type { ControllerContext } from './controller.ts';
import { findNewReplicaSet, replicaSetsOf } from './revisions.ts';
import { limitsOf } from './rollout-plan.ts';
import type { Deployment, ReplicaSet } from './workloads.ts';

const DEFAULT_DEADLINE_SECONDS = 600;

type Finding = Pick<DeploymentCondition, 'type' | 'status' | 'reason' | 'message'>;

/** Numbers and conditions from what the ReplicaSets report. kubernetes deployment/sync.go, progress.go */
export function deploymentStatus(deployment: Deployment, context: ControllerContext): DeploymentStatus {
  const sets = replicaSetsOf(deployment, context);
  const newSet = findNewReplicaSet(deployment, context);
  const available = sum(sets, 'availableReplicas');
  const counts = {
    replicas: sum(sets, 'replicas'),
    updatedReplicas: newSet?.status?.replicas ?? 0,
    readyReplicas: sum(sets, 'readyReplicas'),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, specified(sets) - available),
  };
  const now = context.clock.now();
  const findings = [
    availability(deployment, available),
    ...progress(deployment, counts, newSet, now),
    ...failures(sets),
  ];
  return {
    observedGeneration: deployment.metadata.generation,
    // A count of zero is left out, as `omitempty` does in Kubernetes.
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
    conditions: findings.map((finding) => withTimes(finding, deployment, counts, now)),
  };
}

/** Milliseconds until a rollout that goes on counts as stuck; undefined if none goes on. */
export function progressDeadlineMs({ spec, status }: Deployment, clock: Clock): number | undefined {
  const progressing = conditionOf(status, 'Progressing');
  if (!progressing || isFinal(progressing)) return undefined;
  return Math.max(1, deadlineOf(spec.progressDeadlineSeconds, progressing) - clock.now());
}

type Counts = Required<Pick<DeploymentStatus, 'replicas' | 'updatedReplicas' | 'availableReplicas'>>;

function availability({ spec }: Deployment, available: number): Finding {
  const { desired, maxUnavailable } = limitsOf(spec);
  return available >= desired - maxUnavailable
    ? finding('Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.')
    : finding('Available', 'False', 'MinimumReplicasUnavailable', 'Deployment does not have minimum availability.');
}

function progress(deployment: Deployment, counts: Counts, newSet: ReplicaSet | undefined, now: number): Finding[] {
  const { replicas: desired = 1, paused, progressDeadlineSeconds } = deployment.spec;
  const before = conditionOf(deployment.status, 'Progressing');
  if (paused) return [finding('Progressing', 'Unknown', 'DeploymentPaused', 'Deployment is paused')];
  if (!newSet) return before ? [before] : [];
  const name = `ReplicaSet "${newSet.metadata.name}"`;
  const { replicas, updatedReplicas, availableReplicas } = counts;
  if (updatedReplicas === desired && replicas === desired && availableReplicas === desired) {
    return [finding('Progressing', 'True', 'NewReplicaSetAvailable', `${name} has successfully progressed.`)];
  }
  if (before && !moved(deployment, counts) && isStuck(before, progressDeadlineSeconds, now)) {
    return [finding('Progressing', 'False', 'ProgressDeadlineExceeded', `${name} has timed out progressing.`)];
  }
  return [finding('Progressing', 'True', 'ReplicaSetUpdated', `${name} is progressing.`)];
}

/** Why pods cannot be made, if a ReplicaSet says so. */
function failures(sets: ReplicaSet[]): Finding[] {
  const [first] = sets.flatMap((set) => set.status?.conditions ?? []);
  return first ? [finding('ReplicaFailure', first.status, first.reason ?? '', first.message ?? '')] : [];
}

const finding = (type: string, status: string, reason: string, message: string): Finding => ({
  type,
  status,
  reason,
  message,
});

function conditionOf(status: DeploymentStatus | undefined, type: string): DeploymentCondition | undefined {
  return status?.conditions?.find((condition) => condition.type === type);
}

const isFinal = ({ reason }: DeploymentCondition) =>
  reason === 'NewReplicaSetAvailable' || reason === 'ProgressDeadlineExceeded' || reason === 'DeploymentPaused';

/** A rollout that has timed out stays so until something moves. */
const isStuck = (before: DeploymentCondition, deadlineSeconds: number | undefined, now: number) =>
  before.reason === 'ProgressDeadlineExceeded' ||
  (before.reason === 'ReplicaSetUpdated' && now >= deadlineOf(deadlineSeconds, before));

/** The time of the last progress, plus the deadline. */
const deadlineOf = (seconds = DEFAULT_DEADLINE_SECONDS, { lastUpdateTime = '' }: DeploymentCondition) =>
  Date.parse(String(lastUpdateTime)) + seconds * 1000;

const moved = ({ status }: Deployment, counts: Counts) =>
  (status?.updatedReplicas ?? 0) !== counts.updatedReplicas ||
  (status?.replicas ?? 0) !== counts.replicas ||
  (status?.availableReplicas ?? 0) !== counts.availableReplicas;

/** An unchanged condition keeps its times; one that only got a new reason keeps the time of its transition. */
function withTimes(found: Finding, deployment: Deployment, counts: Counts, nowMs: number): DeploymentCondition {
  const before = conditionOf(deployment.status, found.type);
  const now = timestamp(nowMs);
  const sameReason = before?.reason === found.reason && before?.message === found.message;
  const progressed = found.reason === 'ReplicaSetUpdated' && moved(deployment, counts);
  return {
    ...found,
    lastUpdateTime: before && sameReason && !progressed ? before.lastUpdateTime : now,
    lastTransitionTime: before?.status === found.status ? before.lastTransitionTime : now,
  };
}

type Count = 'replicas' | 'readyReplicas' | 'availableReplicas';

const sum = (sets: ReplicaSet[], count: Count) => sets.reduce((total, { status }) => total + (status?.[count] ?? 0), 0);

const specified = (sets: ReplicaSet[]) => sets.reduce((total, { spec }) => total + (spec.replicas ?? 1), 0);
