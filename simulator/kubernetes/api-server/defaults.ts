import type { KubeObject } from '../storage.ts';

type Json = Record<string, unknown>;

interface Container extends Json {
  image?: string;
  ports?: Json[];
  env?: { valueFrom?: { fieldRef?: Json } }[];
}

/** What the API server fills into a pod's spec. kubernetes pkg/apis/core/v1/defaults.go */
export function defaultPodSpec(given: unknown): Json {
  const spec = (given ?? {}) as Json;
  // The old name of the field is kept equal to the new one.
  const account = spec.serviceAccountName ?? spec.serviceAccount;
  const accounts = account ? { serviceAccountName: account, serviceAccount: account } : {};
  return {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
    enableServiceLinks: true,
    ...spec,
    ...accounts,
    ...(isList(spec.volumes) && { volumes: spec.volumes.map(defaultVolume) }),
    ...(isList(spec.initContainers) && { initContainers: spec.initContainers.map(defaultContainer) }),
    ...(isList(spec.ephemeralContainers) && { ephemeralContainers: spec.ephemeralContainers.map(defaultContainer) }),
    // Validation comes later, and after admission: until then no containers are an empty list.
    containers: isList(spec.containers) ? spec.containers.map(defaultContainer) : [],
  };
}

/** The pod template of a workload, and the workload's own defaults. kubernetes pkg/apis/apps/v1/defaults.go */
export function defaultTemplate(object: KubeObject): KubeObject {
  const spec = (object.spec ?? {}) as Json & { template?: Json };
  const template = spec.template && { ...spec.template, spec: defaultPodSpec(spec.template.spec) };
  const filled = { ...spec, ...(template && { template }) };
  return { ...object, spec: WORKLOADS[object.kind]?.(filled) ?? filled };
}

const WORKLOADS: Record<string, (spec: Json) => Json> = {
  Deployment: (spec) => defaultRollout({ replicas: 1, ...spec }),
  ReplicaSet: (spec) => ({ replicas: 1, ...spec }),
  DaemonSet: defaultUpdate,
  Job: defaultJob,
};

/** kubernetes pkg/apis/batch/v1/defaults.go */
function defaultJob(spec: Json): Json {
  // A Job with parallel workers and no completions is done when one of them is.
  const completions = spec.parallelism === undefined && { completions: 1 };
  const podReplacementPolicy = 'TerminatingOrFailed';
  const rest = { backoffLimit: 6, completionMode: 'NonIndexed', suspend: false, manualSelector: false };
  return { ...completions, parallelism: 1, ...rest, podReplacementPolicy, ...spec };
}

function defaultRollout(spec: Json): Json {
  const given = (spec.strategy ?? {}) as Json;
  const type = given.type ?? 'RollingUpdate';
  const rollingUpdate = { maxUnavailable: '25%', maxSurge: '25%', ...(given.rollingUpdate as Json | undefined) };
  const strategy = type === 'RollingUpdate' ? { type, rollingUpdate } : { type };
  return { revisionHistoryLimit: 10, progressDeadlineSeconds: 600, ...spec, strategy };
}

function defaultUpdate(spec: Json): Json {
  const given = (spec.updateStrategy ?? {}) as Json;
  const type = given.type ?? 'RollingUpdate';
  const rollingUpdate = { maxUnavailable: 1, maxSurge: 0, ...(given.rollingUpdate as Json | undefined) };
  const updateStrategy = type === 'RollingUpdate' ? { type, rollingUpdate } : { type };
  return { revisionHistoryLimit: 10, ...spec, updateStrategy };
}

function defaultContainer(container: Container): Json {
  const tagged = /[:@][^/]*$/.test(container.image ?? '') && !container.image?.endsWith(':latest');
  return {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: tagged ? 'IfNotPresent' : 'Always',
    ...container,
    ...(container.ports && { ports: container.ports.map((port) => ({ protocol: 'TCP', ...port })) }),
    ...(container.env && { env: container.env.map(defaultVariable) }),
    ...Object.fromEntries(
      PROBES.filter((probe) => container[probe]).map((probe) => [probe, defaultProbe(container[probe])]),
    ),
  };
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];

function defaultProbe(given: unknown): Json {
  const probe = given as Json & { httpGet?: Json };
  const httpGet = probe.httpGet && { path: '/', scheme: 'HTTP', ...probe.httpGet };
  const timing = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };
  return { ...timing, ...probe, ...(httpGet && { httpGet }) };
}

function defaultVariable(variable: { valueFrom?: { fieldRef?: Json } }): Json {
  const fieldRef = variable.valueFrom?.fieldRef;
  return fieldRef ? { ...variable, valueFrom: { fieldRef: { apiVersion: 'v1', ...fieldRef } } } : variable;
}

const MODE = { defaultMode: 0o644 };

function defaultVolume(volume: Json): Json {
  const { configMap, secret, projected, downwardAPI, ...rest } = volume;
  const source = { configMap, secret, downwardAPI };
  const modes = Object.entries(source).filter(([, value]) => value);
  const withModes = Object.fromEntries(modes.map(([name, value]) => [name, { ...MODE, ...(value as Json) }]));
  if (projected) return { ...rest, ...withModes, projected: { ...MODE, ...defaultProjection(projected as Json) } };
  const hasSource = modes.length > 0 || Object.keys(rest).length > 1;
  return { ...rest, ...withModes, ...(!hasSource && { emptyDir: {} }) };
}

function defaultProjection(projected: Json): Json {
  const sources = (isList(projected.sources) ? projected.sources : []).map((source) => {
    const token = source.serviceAccountToken as Json | undefined;
    return token ? { ...source, serviceAccountToken: { expirationSeconds: 3600, ...token } } : source;
  });
  return { ...projected, sources };
}

const isList = (value: unknown): value is Json[] => Array.isArray(value);
