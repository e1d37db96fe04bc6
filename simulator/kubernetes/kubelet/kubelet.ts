import type { HttpHandler, HttpRequest, HttpResponse } from '../../http.ts';
import type { Clock, Ids } from '../../runtime-services.ts';
import type { ContainerRuntime, DialingClient, ExecStreams } from '../container-runtime.ts';
import type { Storage } from '../storage.ts';

/**
 * The kubelets of the cluster's nodes: they run the containers of every pod that is on a node, and report their status.
 * The API server asks for what only a node knows; each of these throws StatusError with the kubelet's own texts.
 */
export interface Kubelet {
  /** Takes up the pods that storage holds. */
  start(): Promise<void>;
  /** Ends every container; pods stay in storage and start again with the next `start`. */
  stop(): Promise<void>;
  /** A container's output. Ends at once, or with `follow` when the container does; `return()` ends it earlier. */
  logs(target: ContainerTarget, options: LogOptions): AsyncIterable<string>;
  /** Runs a command inside a running container; resolves with its exit code. */
  exec(target: ContainerTarget, command: string[], io: ExecStreams): Promise<number>;
  /** Joins a running container's main process; resolves when that has ended. */
  attach(target: ContainerTarget, io: ExecStreams): Promise<void>;
  /** Connects to a port of the pod. Rejects with the kubelet's own text if nothing listens there. */
  dial(podUid: string, port: number, client: DialingClient): Promise<AsyncIterable<Uint8Array>>;
  /** Sends a request to a port of the pod. 503 ServiceUnavailable if nothing listens there. */
  proxy(podUid: string, port: number, request: HttpRequest): Promise<HttpResponse>;
}

/** Without `container` the pod's first one is meant. */
export interface ContainerTarget {
  podUid: string;
  container?: string;
}

/** Query parameters of `pods/log`, by their meaning there. */
export interface LogOptions {
  follow?: boolean;
  /** The instance before the last restart. */
  previous?: boolean;
  tailLines?: number;
  sinceMs?: number;
  timestamps?: boolean;
  limitBytes?: number;
}

/** What a service-account token volume asks for; the answer's `expiresAtMs` decides when it is renewed. */
export interface PodTokenRequest {
  namespace: string;
  serviceAccount: string;
  pod: { name: string; uid: string };
  node: string;
  /** Empty: the API server's own. */
  audience: string;
  expirationSeconds: number;
}

export interface KubeletOptions {
  storage: Storage;
  clock: Clock;
  ids: Ids;
  runtime: ContainerRuntime;
  cluster: string;
  /** A node's agent at 169.254.170.23. */
  agent: (node: string) => HttpHandler;
  /** The metadata service of a node's instance, for those that many hops away. */
  metadata?(node: string, hops: number): HttpHandler;
  mintPodToken(request: PodTokenRequest): Promise<{ token: string; expiresAtMs: number }>;
  /** Told what went wrong outside of any request, such as a full disk; the console if absent. */
  reportError?(error: unknown): void;
}
