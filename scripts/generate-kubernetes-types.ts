/**
 * Writes simulator/kubernetes/api-server/api-types.json from Kubernetes' published .proto files: field names and
 * numbers (protobuf bodies), types (OpenAPI, strict field validation) and list semantics (strategic merge, apply), and from
 * their Go sources which fields are required, and enumerations. And
 * api-descriptions.json beside it: what `kubectl explain` tells of types and fields.
 *
 *   npx tsx scripts/generate-kubernetes-types.ts <folder>
 *
 * The folder holds k8s.io/api and k8s.io/apimachinery as checked out from their branch release-1.33.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import protobuf from 'protobufjs';
import { type GoField, readGoTypes } from './kubernetes-go-types.ts';

const KINDS: Record<string, string[]> = {
  core: ['Namespace', 'Node', 'Pod', 'ServiceAccount', 'ConfigMap', 'Secret', 'Event', 'Service', 'Endpoints'],
  apps: ['Deployment', 'ReplicaSet', 'DaemonSet', 'ControllerRevision'],
  batch: ['Job', 'CronJob'],
  discovery: ['EndpointSlice'],
  coordination: ['Lease'],
  admissionregistration: ['MutatingWebhookConfiguration'],
  authentication: ['TokenRequest', 'TokenReview', 'SelfSubjectReview'],
  authorization: [
    'SelfSubjectAccessReview',
    'SelfSubjectRulesReview',
    'SubjectAccessReview',
    'LocalSubjectAccessReview',
  ],
  rbac: ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'],
  autoscaling: ['Scale'],
  policy: ['Eviction'],
};
const ROOTS = Object.entries(KINDS).flatMap(([group, kinds]) => kinds.map((kind) => `k8s.io.api.${group}.v1.${kind}`));
const META_ROOTS = ['DeleteOptions', 'Status'].map((kind) => `k8s.io.apimachinery.pkg.apis.meta.v1.${kind}`);

// Go embeds these structs, so their fields stand in the parent's JSON; in protobuf they are messages of their own.
const INLINE = ['volumeSource', 'handler', 'localObjectReference', 'ephemeralContainerCommon', 'rule'];

// Whose name in JSON differs from that in protobuf: BoundObjectReference.uid, MutatingWebhookConfiguration.webhooks.
const JSON_NAMES: Record<string, string> = { uID: 'uid', Webhooks: 'webhooks' };

interface FieldType {
  id: number;
  type: string;
  shape?: 'list' | 'map';
  inline?: true;
  mergeKey?: string;
  listType?: string;
  listKeys?: string[];
  required?: true;
  enum?: string[];
}

const folder = process.argv[2] ?? '.';
const root = new protobuf.Root();
const parsed = new Set<string>();
for (const name of [...ROOTS, ...META_ROOTS]) parse(`${name.split('.').slice(0, -1).join('/')}`);
const goTypes: Record<string, ReturnType<typeof readGoTypes>> = {};
const types: Record<string, Record<string, FieldType>> = {};
const descriptions: Record<string, Record<string, string>> = {};
for (const name of [...ROOTS, ...META_ROOTS]) describe(root.lookupType(name));
write('api-types.json', types);
write('api-descriptions.json', descriptions);

function write(file: string, table: Record<string, unknown>): void {
  const lines = Object.entries(table)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, fields]) => `  ${JSON.stringify(name)}: ${JSON.stringify(fields)}`);
  writeFileSync(`simulator/kubernetes/api-server/${file}`, `{\n${lines.join(',\n')}\n}\n`);
}

function parse(packagePath: string): void {
  const path = packagePath.replace('k8s/io', 'k8s.io');
  if (parsed.has(path)) return;
  parsed.add(path);
  const text = readFileSync(`${folder}/${path}/generated.proto`, 'utf8');
  const result = protobuf.parse(text, root, { keepCase: true, alternateCommentMode: true });
  for (const imported of result.imports ?? []) parse(imported.replace('/generated.proto', ''));
}

function describe(type: protobuf.Type): void {
  const name = openApiName(type);
  if (types[name]) return;
  const fields: Record<string, FieldType> = {};
  types[name] = fields;
  const inGo = goFieldsOf(type);
  // The type's own stands under the empty name.
  const told: Record<string, string> = { '': textOf(type) };
  descriptions[name] = told;
  for (const field of type.fieldsArray) {
    field.resolve();
    const jsonName = JSON_NAMES[field.name] ?? field.name;
    const { required, enumeration } = inGo[jsonName] ?? {};
    const more = { ...(required && { required }), ...(enumeration && { enum: enumeration.values }) };
    fields[jsonName] = { ...describeField(field), ...more };
    told[jsonName] = [textOf(field), ...(enumeration && !field.repeated ? [enumeration.told] : [])].join('\n\n');
    if (field.resolvedType instanceof protobuf.Type) describe(field.resolvedType);
  }
}

/** The struct of a message, in the types.go beside its .proto file. */
function goFieldsOf(type: protobuf.Type): Record<string, Partial<GoField>> {
  const path = type.fullName
    .replace(/^\.k8s\.io\./, 'k8s.io/')
    .split('.')
    .slice(0, -1)
    .join('/');
  goTypes[path] ??= readGoTypes(`${folder}/${path.replace('k8s/io', 'k8s.io')}`);
  return goTypes[path]?.[type.name] ?? {};
}

/** As in Kubernetes' OpenAPI documents: paragraphs in one line each, without markers (`+optional`) and notes to developers. */
function textOf({ comment }: protobuf.ReflectionObject): string {
  const [text = ''] = (comment ?? '').split(/^(?:---|TODO)/m);
  const told = text.split('\n').filter((line) => !line.trimStart().startsWith('+'));
  return told
    .join('\n')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n\n');
}

function describeField(field: protobuf.Field): FieldType {
  const comment = field.comment ?? '';
  const tag = (name: string) => [...comment.matchAll(new RegExp(`\\+${name}=(\\S+)`, 'g'))].map((match) => match[1]);
  const [mergeKey] = tag('patchMergeKey');
  const [listType = tag('mapType')[0] ?? tag('structType')[0]] = tag('listType');
  const listKeys = tag('listMapKey') as string[];
  const inline = INLINE.includes(field.name);
  return {
    id: field.id,
    type: field.resolvedType instanceof protobuf.Type ? openApiName(field.resolvedType) : field.type,
    ...(field.map ? { shape: 'map' as const } : field.repeated && { shape: 'list' as const }),
    ...(inline && { inline }),
    ...(tag('patchStrategy')[0]?.includes('merge') && { mergeKey: mergeKey ?? '' }),
    ...(listType && { listType }),
    ...(listKeys.length > 0 && { listKeys }),
  };
}

/** `k8s.io.api.core.v1.Pod` is `io.k8s.api.core.v1.Pod` in Kubernetes' OpenAPI documents. */
function openApiName(type: protobuf.Type): string {
  return type.fullName.replace(/^\.k8s\.io\./, 'io.k8s.');
}
