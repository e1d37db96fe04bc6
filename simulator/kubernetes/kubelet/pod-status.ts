import type { ContainerStatus, PodCondition, PodSpec, PodStatus } from 'kubernetes-types/core/v1';
import type { Pod } from './pod.ts';
import type { PodAddresses } from './pod-field.ts';

export interface PodFailure {
  reason: string;
  message: string;
}

export interface PodProgress {
  containers: ContainerStatus[];
  initContainers: ContainerStatus[];
  /** Ephemeral ones. */
  debuggers: ContainerStatus[];
  initialized: boolean;
  failure?: PodFailure | undefined;
  startTime: string;
  addresses: PodAddresses;
  /** For conditions that change now. */
  now: string;
}

/** A pod's status, from its containers'. kubernetes pkg/kubelet: generateAPIPodStatus */
export function podStatus(pod: Pod, progress: PodProgress): PodStatus {
  const { containers, initContainers, debuggers, addresses, startTime, now } = progress;
  const { podIp, hostIp } = addresses;
  const phase = progress.failure ? 'Failed' : phaseOf(pod.spec, progress);
  return {
    ...(pod.status?.qosClass && { qosClass: pod.status.qosClass }),
    phase,
    ...progress.failure,
    conditions: conditions(pod.status?.conditions ?? [], phase, progress, now),
    hostIP: hostIp,
    hostIPs: [{ ip: hostIp }],
    podIP: podIp,
    podIPs: [{ ip: podIp }],
    startTime,
    ...(initContainers.length > 0 && { initContainerStatuses: initContainers }),
    containerStatuses: containers,
    ...(debuggers.length > 0 && { ephemeralContainerStatuses: debuggers }),
  };
}

function phaseOf(
  { restartPolicy = 'Always' }: PodSpec,
  { containers, initContainers, initialized }: PodProgress,
): string {
  const ended = containers.flatMap(({ state }) => state?.terminated ?? []);
  if (ended.length === containers.length && restartPolicy !== 'Always') {
    if (ended.every(({ exitCode }) => exitCode === 0)) return 'Succeeded';
    if (restartPolicy === 'Never') return 'Failed';
  }
  const initFailed = initContainers.some(({ state }) => (state?.terminated?.exitCode ?? 0) !== 0);
  if (!initialized && initFailed && restartPolicy === 'Never') return 'Failed';
  const begun = containers.every(
    ({ state, lastState }) => state?.running || state?.terminated || lastState?.terminated,
  );
  return initialized && begun ? 'Running' : 'Pending';
}

function conditions(before: PodCondition[], phase: string, progress: PodProgress, now: string): PodCondition[] {
  const { containers, initContainers, initialized } = progress;
  const completed = phase === 'Succeeded' ? 'PodCompleted' : phase === 'Failed' ? 'PodFailed' : undefined;
  const unready = names(containers.filter(({ ready }) => !ready));
  const notReady = { reason: 'ContainersNotReady', message: `containers with unready status: [${unready}]` };
  const readiness = completed ? { reason: completed } : unready ? notReady : undefined;
  const incomplete = names(initContainers.filter(({ state }) => state?.terminated?.exitCode !== 0));
  const initializing = {
    reason: 'ContainersNotInitialized',
    message: `containers with incomplete status: [${incomplete}]`,
  };
  const begun = [...containers, ...initContainers].some(({ state }) => state?.running || state?.terminated);
  const wanted: [string, boolean, { reason: string; message?: string } | undefined][] = [
    ['PodReadyToStartContainers', begun || initialized, undefined],
    ['Initialized', initialized, initialized ? undefined : initializing],
    ['Ready', !readiness, readiness],
    ['ContainersReady', !readiness, readiness],
    ['PodScheduled', true, undefined],
  ];
  return wanted.map(([type, holds, why]) => condition(before, type, holds, why, now));
}

function condition(
  before: PodCondition[],
  type: string,
  holds: boolean,
  why: { reason: string; message?: string } | undefined,
  now: string,
): PodCondition {
  const status = holds ? 'True' : 'False';
  const same = before.find((one) => one.type === type && one.status === status);
  // kubectl looks for the field, even if it is null.
  const lastProbeTime = null as unknown as string;
  return { type, status, lastProbeTime, lastTransitionTime: same?.lastTransitionTime ?? now, ...why };
}

const names = (statuses: ContainerStatus[]) => statuses.map(({ name }) => name).join(' ');
