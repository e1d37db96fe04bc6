import type { HttpHandler, HttpRequest, HttpResponse } from '../http.ts';

/** What the kubelet needs of a machine: somewhere to run containers. host/ has the real one. */
export interface ContainerRuntime {
  /** Undefined if the image can run here; otherwise the text for ErrImagePull, naming the images that can. */
  whyNotRunnable(image: string): string | undefined;
  /** Errors: StartError. */
  start(container: ContainerSpec, events: ContainerEvents): Promise<RunningContainer>;
  /** Called when none of the pod's containers will run again: what they kept on the machine may go. */
  forgetPod?(podUid: string): Promise<void>;
}

/** A process that could not be started; `message` is containerd's. */
export class StartError extends Error {}

export interface ContainerSpec {
  cluster: string;
  namespace: string;
  pod: string;
  podUid: string;
  /** The pod's name if absent. */
  hostname?: string;
  name: string;
  image: string;
  /** Empty: the image's own. */
  command: string[];
  args: string[];
  workingDir?: string;
  /** The file whose content `exited` is told. */
  terminationMessagePath?: string;
  /** The environment as the pod's spec resolves to: nothing of the local cloud is in it. */
  env: Record<string, string>;
  mounts: ContainerMount[];
  /** Nothing outside of the mounts is to be written. */
  readOnlyRoot?: boolean;
  /** As in the pod's spec: the main process reads from who attaches, ends with the first of them, is at a terminal. */
  stdin?: boolean;
  stdinOnce?: boolean;
  tty?: boolean;
  /** What it reads, if `stdin`. */
  input?: AsyncIterable<Uint8Array>;
  /** The node's agent at 169.254.170.23. */
  agent: HttpHandler;
  /** The instance's metadata service at 169.254.169.254, as far away as the container is from it. */
  metadata?: HttpHandler;
  /** Where a connection that the container makes inside its cluster ends. */
  lookUp?(host: string, port: number): ClusterAddress;
}

/** A port of a pod, or why there is none. Of names that are `unknown` to the cluster somebody else may know. */
export type ClusterAddress = { podUid: string; port: number } | 'unknown' | 'refused' | 'unreachable';

export interface ContainerMount {
  path: string;
  readOnly: boolean;
  /** Relative path → bytes. A mount that is one file (subPath) has it under the empty path. */
  files: Record<string, Uint8Array>;
  /** The pod's volume, if its containers share what they write there (emptyDir). */
  volume?: string;
  /** The part of such a volume that is mounted. */
  subPath?: string;
  /** Permission bits of the files: those of one path, or else of the empty path. */
  modes?: Record<string, number>;
}

export interface ContainerEvents {
  /** Stdout and stderr as they come, for the log. */
  output(text: string): void;
  /** Called once. 128 + signal number if a signal ended it; the message is what its terminationMessagePath holds. */
  exited(exitCode: number, message?: string): void;
}

export interface RunningContainer {
  /** Replaces a mount's files, all at once (a renewed token). */
  updateMount(path: string, files: Record<string, Uint8Array>): Promise<void>;
  /** True while something in it listens on the port. */
  listensOn?(port: number): boolean;
  /** Runs a command inside, with the container's files and environment; resolves with its exit code. Errors: StartError. */
  exec(command: string[], io: ExecStreams): Promise<number>;
  /** Sends a request to a port that the container listens on. Rejects if nothing listens there. */
  request(port: number, request: HttpRequest): Promise<HttpResponse>;
  /** Connects to a port that the container listens on: yields what it answers. Rejects if nothing listens there. */
  dial?(port: number, client: DialingClient): Promise<AsyncIterable<Uint8Array>>;
  /** SIGTERM, then SIGKILL after the grace period; resolves when it is gone. */
  stop(graceMs: number): Promise<void>;
}

export interface ExecStreams {
  stdin?: AsyncIterable<Uint8Array>;
  stdout(bytes: Uint8Array): void;
  stderr(bytes: Uint8Array): void;
  tty: boolean;
}

/** Whoever connects to a port. */
export interface DialingClient {
  /** What it sends, to the end of its half. */
  input: AsyncIterable<Uint8Array>;
  /** Aborted when it goes away: the connection is then dropped. */
  signal: AbortSignal;
}
