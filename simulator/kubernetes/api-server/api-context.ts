import type { Clock, Ids } from '../../runtime-services.ts';
import type { Authenticator } from '../access/authenticator.ts';
import type { Authorizer } from '../access/authorizer.ts';
import type { Kubelet } from '../kubelet/kubelet.ts';
import type { KubeObject, Storage } from '../storage.ts';
import type { ServiceAccountTokens } from '../tokens/service-account-tokens.ts';
import type { EventLog } from './event-log.ts';

/** What the API server's operations work on. */
export interface ApiContext {
  storage: Storage;
  clock: Clock;
  ids: Ids;
  events: EventLog;
  tokens: ServiceAccountTokens;
  kubelet: Pick<Kubelet, 'logs' | 'exec' | 'attach' | 'dial' | 'proxy'>;
  /** Mutating admission of a pod: the ServiceAccount plugin, then the pod identity webhook. Throws StatusError. */
  admitPod(pod: KubeObject): KubeObject | Promise<KubeObject>;
  authenticate: Authenticator;
  authorizer: Authorizer;
  /** Kubernetes minor version, `1.33`. */
  version: string;
  /** Told about errors that are bugs of ours. */
  report(error: unknown): void;
}

/** Who calls, as Kubernetes' authenticators put it. authentication.k8s.io/v1 UserInfo */
export interface User {
  username: string;
  uid?: string;
  groups: string[];
  extra?: Record<string, string[]>;
}
