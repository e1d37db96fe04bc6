import { toBase64 } from '../../base64.ts';
import type { KubeObject } from '../storage.ts';
import { allocateService } from './allocate-service.ts';
import type { ApiContext } from './api-context.ts';
import { defaultService } from './default-service.ts';
import { defaultPodSpec, defaultTemplate } from './defaults.ts';
import { refuseDebuggers, validateEphemeralContainers } from './ephemeral-containers.ts';
import type { FieldError } from './invalid.ts';
import { generateSelector } from './job-selector.ts';
import { validateData } from './validate-data.ts';
import { validateJob, validateJobUpdate } from './validate-job.ts';
import { validatePod, validatePodUpdate } from './validate-pod.ts';
import { defaultBinding, validateBinding, validateBindingUpdate, validateRole } from './validate-rbac.ts';
import { validateService, validateServiceUpdate } from './validate-service.ts';
import { validateWorkload, validateWorkloadUpdate } from './validate-workload.ts';

/** What is special about one kind: Kubernetes calls it the registry's strategy. */
export interface Strategy {
  /** Sets defaults; runs before admission and validation. */
  withDefaults?(object: KubeObject): KubeObject;
  /** Adds what only the server can give: addresses, a selector. `before` is there on updates. Throws Invalid. */
  allocate?(object: KubeObject, context: Pick<ApiContext, 'storage' | 'ids'>, before?: KubeObject): KubeObject;
  /** The status that a new object has, whatever the client sent. */
  initialStatus?(object: KubeObject): unknown;
  validate?(object: KubeObject): FieldError[];
  validateUpdate?(object: KubeObject, before: KubeObject): FieldError[];
  /** By the sub-resource that an update goes to. */
  validateSubresource?: Record<string, (object: KubeObject, before: KubeObject) => FieldError[]>;
}

const WORKLOAD: Strategy = {
  withDefaults: defaultTemplate,
  initialStatus: () => ({}),
  validate: validateWorkload,
  validateUpdate: validateWorkloadUpdate,
};

const BINDING: Strategy = {
  withDefaults: defaultBinding,
  validate: validateBinding,
  validateUpdate: validateBindingUpdate,
};

const STRATEGIES: Record<string, Strategy> = {
  Namespace: {
    withDefaults: (namespace) => ({
      ...namespace,
      metadata: {
        ...namespace.metadata,
        labels: { ...namespace.metadata.labels, 'kubernetes.io/metadata.name': namespace.metadata.name },
      },
      spec: { finalizers: ['kubernetes'], ...(namespace.spec as object | undefined) },
    }),
    initialStatus: () => ({ phase: 'Active' }),
  },
  Pod: {
    withDefaults: (pod) => ({ ...pod, spec: defaultPodSpec(pod.spec) }),
    initialStatus: (pod) => ({ phase: 'Pending', qosClass: qosClass(pod) }),
    validate: (pod) => [...refuseDebuggers(pod), ...validatePod(pod)],
    validateUpdate: validatePodUpdate,
    validateSubresource: { ephemeralcontainers: validateEphemeralContainers },
  },
  ConfigMap: { validate: validateData, validateUpdate: validateData },
  Secret: { withDefaults: secretDefaults, validate: validateData, validateUpdate: validateData },
  Deployment: WORKLOAD,
  DaemonSet: {
    ...WORKLOAD,
    initialStatus: () => ({
      currentNumberScheduled: 0,
      desiredNumberScheduled: 0,
      numberMisscheduled: 0,
      numberReady: 0,
    }),
  },
  ReplicaSet: WORKLOAD,
  Job: {
    withDefaults: defaultTemplate,
    allocate: generateSelector,
    initialStatus: () => ({}),
    validate: validateJob,
    validateUpdate: validateJobUpdate,
  },
  Service: {
    withDefaults: defaultService,
    allocate: allocateService,
    initialStatus: () => ({ loadBalancer: {} }),
    validate: validateService,
    validateUpdate: validateServiceUpdate,
  },
  Role: { validate: validateRole, validateUpdate: validateRole },
  ClusterRole: { validate: validateRole, validateUpdate: validateRole },
  RoleBinding: BINDING,
  ClusterRoleBinding: BINDING,
};

export const strategyOf = (kind: string): Strategy => STRATEGIES[kind] ?? {};

/** `stringData` is written only: it ends up in `data`. */
function secretDefaults(secret: KubeObject): KubeObject {
  const { stringData, ...rest } = secret;
  const encoded = Object.entries((stringData ?? {}) as Record<string, string>).map(([key, value]) => [
    key,
    toBase64(new TextEncoder().encode(value)),
  ]);
  const data = { ...(rest.data as object | undefined), ...Object.fromEntries(encoded) };
  return { type: 'Opaque', ...rest, ...(Object.keys(data).length > 0 && { data }) } as KubeObject;
}

interface Resources {
  requests?: Record<string, string>;
  limits?: Record<string, string>;
}

/** kubernetes pkg/apis/core/v1/helper/qos */
function qosClass(pod: KubeObject): string {
  const { containers = [] } = (pod.spec ?? {}) as { containers?: { resources?: Resources }[] };
  const all = containers.map(({ resources = {} }) => resources);
  if (all.every(({ requests, limits }) => !requests && !limits)) return 'BestEffort';
  const names = ['cpu', 'memory'];
  const guaranteed = all.every(({ limits = {}, requests = limits }) =>
    names.every((name) => limits[name] && requests[name] === limits[name]),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
