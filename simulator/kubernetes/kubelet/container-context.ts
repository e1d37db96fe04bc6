import type { Container, ContainerStatus } from 'kubernetes-types/core/v1';
import type { ContainerMount, RunningContainer } from '../container-runtime.ts';
import type { ContainerLog } from './container-log.ts';
import { imageId } from './image-id.ts';
import type { Node } from './node.ts';
import { createPause, type Pause } from './pause.ts';
import type { Pod } from './pod.ts';
import type { PodAddresses } from './pod-field.ts';

export interface ContainerWorkerOptions {
  node: Node;
  pod(): Pod;
  container: Container;
  addresses: PodAddresses;
  restartPolicy: string;
  /** Why it does not run at first: ContainerCreating, or PodInitializing behind init containers. */
  waitsFor: string;
  /** Of an earlier life of the local cloud. */
  restartCount: number;
  mounts(): ContainerMount[];
  changed(): void;
}

export type ContainerState = NonNullable<ContainerStatus['state']>;

/** One container as its worker's functions share it. */
export interface ContainerContext extends ContainerWorkerOptions {
  /** Of this run. */
  id: string;
  /** Cut short when something it refers to has changed; ended when it is to stop. */
  pause: Pause;
  state: ContainerState;
  lastState: ContainerState;
  ready: boolean;
  started: boolean;
  /** Of this run and of the one before. */
  logs: ContainerLog[];
  current: RunningContainer | undefined;
}

export function openContainer(options: ContainerWorkerOptions): ContainerContext {
  return {
    ...options,
    id: '',
    pause: createPause(options.node.clock),
    state: { waiting: { reason: options.waitsFor } },
    lastState: {},
    ready: false,
    started: false,
    logs: [],
    current: undefined,
  };
}

/** The container's part of the pod's status. */
export function containerStatus(context: ContainerContext): ContainerStatus {
  const { container, id, ready, started, restartCount, state, lastState } = context;
  return {
    name: container.name,
    image: container.image ?? '',
    imageID: id && imageId(container.image ?? ''),
    ...(id && { containerID: id }),
    ready,
    started,
    restartCount,
    state,
    lastState,
  };
}

export function become(context: ContainerContext, state: ContainerState): void {
  context.state = state;
  context.changed();
}

export function becomeWaiting(context: ContainerContext, reason: string, message: string): void {
  become(context, { waiting: { reason, message } });
}

/** Writes an event about this container. */
export function tell(
  { node, pod, container }: ContainerContext,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  node.events(pod(), { type, reason, message, container: container.name });
}
