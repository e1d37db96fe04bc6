import type { KubeObject } from '../storage.ts';
import type { Column } from './columns.ts';
import { humanDuration } from './human-duration.ts';

interface ContainerStatus {
  ready?: boolean;
  restartCount?: number;
  state?: ContainerState;
  lastState?: ContainerState;
}

interface ContainerState {
  running?: unknown;
  waiting?: { reason?: string };
  terminated?: { reason?: string; exitCode?: number; signal?: number; finishedAt?: string };
}

interface PodView {
  spec: { containers?: unknown[]; initContainers?: unknown[]; nodeName?: string };
  status: {
    phase?: string;
    reason?: string;
    podIP?: string;
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  };
}

/** READY, STATUS and RESTARTS as `kubectl get pods` shows them. kubernetes printers.go, printPod */
export const POD_COLUMNS: Column[] = [
  { name: 'Ready', cell: ready },
  { name: 'Status', cell: podStatus },
  { name: 'Restarts', cell: restarts },
];

export const POD_PLACE_COLUMNS: Column[] = [
  { name: 'IP', wide: true, cell: (pod) => view(pod).status.podIP || '<none>' },
  { name: 'Node', wide: true, cell: (pod) => view(pod).spec.nodeName || '<none>' },
  { name: 'Nominated Node', wide: true, cell: () => '<none>' },
  { name: 'Readiness Gates', wide: true, cell: () => '<none>' },
];

function view(pod: KubeObject): PodView {
  return { spec: pod.spec ?? {}, status: pod.status ?? {} } as PodView;
}

function ready(pod: KubeObject): string {
  const { spec, status } = view(pod);
  const count = (status.containerStatuses ?? []).filter((one) => one.ready && one.state?.running).length;
  return `${count}/${spec.containers?.length ?? 0}`;
}

function podStatus(pod: KubeObject): string {
  const { spec, status } = view(pod);
  if (pod.metadata.deletionTimestamp) return status.reason === 'NodeLost' ? 'Unknown' : 'Terminating';
  const initializing = initReason(status.initContainerStatuses ?? [], spec.initContainers?.length ?? 0);
  return initializing ?? mainReason(status.containerStatuses ?? []) ?? status.reason ?? status.phase ?? 'Unknown';
}

function initReason(statuses: ContainerStatus[], total: number): string | undefined {
  const index = statuses.findIndex(({ state }) => state?.terminated?.exitCode !== 0);
  const state = statuses[index]?.state;
  if (index < 0) return undefined;
  if (state?.terminated) return `Init:${terminatedReason(state.terminated)}`;
  const waiting = state?.waiting?.reason;
  return waiting && waiting !== 'PodInitializing' ? `Init:${waiting}` : `Init:${index}/${total}`;
}

/** The first container that has something to say; Running if a completed pod still has a running container. */
function mainReason(statuses: ContainerStatus[]): string | undefined {
  let reason: string | undefined;
  for (const { state } of [...statuses].reverse()) {
    if (state?.waiting?.reason) reason = state.waiting.reason;
    else if (state?.terminated) reason = terminatedReason(state.terminated);
  }
  const running = statuses.some((status) => status.ready && status.state?.running);
  return reason === 'Completed' && running ? 'Running' : reason;
}

function terminatedReason({ reason, signal, exitCode }: NonNullable<ContainerState['terminated']>): string {
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode ?? 0}`);
}

function restarts(pod: KubeObject, nowMs: number): string {
  const statuses = view(pod).status.containerStatuses ?? [];
  const total = statuses.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
  const ends = statuses.flatMap(({ lastState }) => lastState?.terminated?.finishedAt ?? []).map(Date.parse);
  return total > 0 && ends.length > 0 ? `${total} (${humanDuration(nowMs - Math.max(...ends))} ago)` : String(total);
}
