import type { Container } from 'kubernetes-types/core/v1';
import { timestamp } from '../timestamp.ts';
import { become, type ContainerContext } from './container-context.ts';
import type { ContainerLog } from './container-log.ts';

export interface ContainerExit {
  exitCode: number;
  /** What the container wrote into its terminationMessagePath. */
  message: string;
}

/** What containerd says of a container whose process could not be started. containerd internal/cri/server/container_start.go */
export const START_ERROR = { exitCode: 128, reason: 'StartError', startedAt: timestamp(0) };

interface Termination {
  exitCode: number;
  startedAt: string;
  message: string;
  reason?: string;
}

/** Answers the exit code. */
export function becomeTerminated(
  context: ContainerContext,
  { exitCode, startedAt, message, reason = exitCode === 0 ? 'Completed' : 'Error' }: Termination,
): number {
  Object.assign(context, { current: undefined, ready: false, started: false });
  const finishedAt = timestamp(context.node.clock.now());
  const state = { exitCode, reason, startedAt, finishedAt, containerID: context.id, ...(message && { message }) };
  become(context, { terminated: state });
  return exitCode;
}

// kubernetes pkg/kubelet/container: MaxContainerTerminationMessageLength and its likes for logs
const LONGEST_MESSAGE = 4096;
const LONGEST_LOG = 2048;
const LAST_LINES = 80;

/** What it left behind, or the end of its log if that shall stand in for it. */
export function terminationMessage(
  { terminationMessagePolicy }: Container,
  message: string,
  exitCode: number,
  log: ContainerLog,
): string {
  const fallsBack = terminationMessagePolicy === 'FallbackToLogsOnError' && !message && exitCode !== 0;
  return fallsBack ? log.tail(LAST_LINES).slice(-LONGEST_LOG) : message.slice(0, LONGEST_MESSAGE);
}
