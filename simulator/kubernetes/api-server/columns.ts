import type { KubeObject } from '../storage.ts';
import { humanDuration } from './human-duration.ts';
import { JOB_COLUMNS } from './job-columns.ts';
import type { Kind } from './kinds.ts';
import { POD_COLUMNS, POD_PLACE_COLUMNS } from './pod-columns.ts';
import { BINDING_ROLE, BINDING_SUBJECTS, ROLE_COLUMNS } from './rbac-columns.ts';
import { ENDPOINT_SLICE_COLUMNS, ENDPOINTS_COLUMN, SERVICE_COLUMNS } from './service-columns.ts';
import { valueAt } from './value-at.ts';

export interface Column {
  name: string;
  type?: 'string' | 'integer';
  /** Printed with `-o wide` only. */
  wide?: true;
  cell(object: KubeObject, nowMs: number): string | number;
}

const NAME: Column = { name: 'Name', cell: (object) => object.metadata.name };
const AGE: Column = { name: 'Age', cell: (object, now) => age(object.metadata.creationTimestamp, now) };

/** The columns of Kubernetes' own printers. kubernetes pkg/printers/internalversion/printers.go */
const COLUMNS: Record<string, Column[]> = {
  Pod: [NAME, ...POD_COLUMNS, AGE, ...POD_PLACE_COLUMNS],
  Namespace: [NAME, text('Status', 'status.phase'), AGE],
  Node: [
    NAME,
    { name: 'Status', cell: nodeStatus },
    { name: 'Roles', cell: nodeRoles },
    AGE,
    text('Version', 'status.nodeInfo.kubeletVersion'),
    wide({ name: 'Internal-IP', cell: (node) => nodeAddress(node, 'InternalIP') }),
    wide({ name: 'External-IP', cell: (node) => nodeAddress(node, 'ExternalIP') }),
    wide(text('OS-Image', 'status.nodeInfo.osImage')),
    wide(text('Kernel-Version', 'status.nodeInfo.kernelVersion')),
    wide(text('Container-Runtime', 'status.nodeInfo.containerRuntimeVersion')),
  ],
  ServiceAccount: [NAME, count('Secrets', 'secrets'), AGE],
  ConfigMap: [NAME, { name: 'Data', type: 'integer', cell: (map) => size(map.data) + size(map.binaryData) }, AGE],
  Secret: [NAME, text('Type', 'type'), count('Data', 'data'), AGE],
  Event: [
    { name: 'Last Seen', cell: (event, now) => age(event.lastTimestamp ?? event.eventTime, now) },
    text('Type', 'type'),
    text('Reason', 'reason'),
    { name: 'Object', cell: eventObject },
    wide(text('Subobject', 'involvedObject.fieldPath')),
    wide(text('Source', 'source.component')),
    text('Message', 'message'),
    wide({ name: 'First Seen', cell: (event, now) => age(event.firstTimestamp ?? event.eventTime, now) }),
    wide(number('Count', 'count')),
    wide(NAME),
  ],
  Deployment: [
    NAME,
    { name: 'Ready', cell: (object) => `${at(object, 'status.readyReplicas')}/${at(object, 'spec.replicas')}` },
    number('Up-to-date', 'status.updatedReplicas'),
    number('Available', 'status.availableReplicas'),
    AGE,
    ...templateColumns(),
  ],
  DaemonSet: [
    NAME,
    number('Desired', 'status.desiredNumberScheduled'),
    number('Current', 'status.currentNumberScheduled'),
    number('Ready', 'status.numberReady'),
    number('Up-to-date', 'status.updatedNumberScheduled'),
    number('Available', 'status.numberAvailable'),
    { name: 'Node Selector', cell: (set) => pairs(valueAt(set, ['spec', 'template', 'spec', 'nodeSelector'])) },
    AGE,
    ...templateColumns(),
  ],
  ReplicaSet: [
    NAME,
    number('Desired', 'spec.replicas'),
    number('Current', 'status.replicas'),
    number('Ready', 'status.readyReplicas'),
    AGE,
    ...templateColumns(),
  ],
  ControllerRevision: [NAME, { name: 'Controller', cell: controllerOf }, number('Revision', 'revision'), AGE],
  Job: [NAME, ...JOB_COLUMNS, AGE, ...templateColumns()],
  Service: [
    NAME,
    ...SERVICE_COLUMNS,
    AGE,
    wide({ name: 'Selector', cell: (object) => pairs(valueAt(object, ['spec', 'selector'])) }),
  ],
  Endpoints: [NAME, ENDPOINTS_COLUMN, AGE],
  EndpointSlice: [NAME, ...ENDPOINT_SLICE_COLUMNS, AGE],
  Lease: [NAME, text('Holder', 'spec.holderIdentity'), AGE],
  MutatingWebhookConfiguration: [NAME, count('Webhooks', 'webhooks'), AGE],
  Role: [NAME, ...ROLE_COLUMNS],
  ClusterRole: [NAME, ...ROLE_COLUMNS],
  RoleBinding: [NAME, BINDING_ROLE, AGE, ...BINDING_SUBJECTS],
  ClusterRoleBinding: [NAME, BINDING_ROLE, AGE, ...BINDING_SUBJECTS],
};

export const columnsOf = (kind: Kind): Column[] => COLUMNS[kind.kind] ?? [NAME, AGE];

function wide(column: Column): Column {
  return { ...column, wide: true };
}

function text(name: string, path: string): Column {
  return { name, cell: (object) => String(valueAt(object, path.split('.')) ?? '') };
}

function number(name: string, path: string): Column {
  return { name, type: 'integer', cell: (object) => at(object, path) };
}

function count(name: string, field: string): Column {
  return { name, type: 'integer', cell: (object) => size(object[field]) };
}

const at = (object: KubeObject, path: string) => Number(valueAt(object, path.split('.')) ?? 0);

const size = (value: unknown) => (typeof value === 'object' && value !== null ? Object.keys(value).length : 0);

function age(time: unknown, nowMs: number): string {
  return typeof time === 'string' && time ? humanDuration(nowMs - Date.parse(time)) : '<unknown>';
}

function templateColumns(): Column[] {
  const containers = (object: KubeObject) =>
    (valueAt(object, ['spec', 'template', 'spec', 'containers']) ?? []) as { name: string; image: string }[];
  return [
    { name: 'Containers', wide: true, cell: (object) => names(containers(object).map(({ name }) => name)) },
    { name: 'Images', wide: true, cell: (object) => names(containers(object).map(({ image }) => image)) },
    { name: 'Selector', wide: true, cell: (object) => pairs(valueAt(object, ['spec', 'selector', 'matchLabels'])) },
  ];
}

const names = (list: string[]) => list.join(',') || '<none>';

const pairs = (labels: unknown) => names(Object.entries(labels ?? {}).map((pair) => pair.join('=')));

function nodeStatus(node: KubeObject): string {
  const conditions = (valueAt(node, ['status', 'conditions']) ?? []) as { type: string; status: string }[];
  const ready = conditions.find(({ type }) => type === 'Ready');
  const state = ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown';
  return valueAt(node, ['spec', 'unschedulable']) ? `${state},SchedulingDisabled` : state;
}

function nodeRoles(node: KubeObject): string {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.keys(node.metadata.labels ?? {}).filter((label) => label.startsWith(prefix));
  return names(roles.map((label) => label.slice(prefix.length)));
}

function nodeAddress(node: KubeObject, wanted: string): string {
  const addresses = (valueAt(node, ['status', 'addresses']) ?? []) as { type: string; address: string }[];
  return addresses.find(({ type }) => type === wanted)?.address ?? '<none>';
}

function eventObject(event: KubeObject): string {
  const { kind = '', name = '' } = (event.involvedObject ?? {}) as { kind?: string; name?: string };
  return name ? `${kind.toLowerCase()}/${name}` : kind.toLowerCase();
}

/** `daemonset.apps/web`. printers.go printControllerRevision */
function controllerOf({ metadata }: KubeObject): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  const [group = ''] = owner?.apiVersion.split('/') ?? [];
  return owner ? `${owner.kind.toLowerCase()}.${group}/${owner.name}` : '<none>';
}
