import { Writer } from 'protobufjs/minimal.js';
import type { HttpRequest, HttpResponse } from '../../http.ts';
import { answer } from './answer.ts';
import { type FieldType, isOpaque, jsonFields, OPAQUE, typeNameOf, typeNames } from './api-types.ts';
import { apiVersionOf, GROUPS, KINDS, type Kind } from './kinds.ts';
import { PATCH_TYPES } from './patch.ts';

type Json = Record<string, unknown>;

/** What is told of a type (under the empty name) and of its fields. */
type Descriptions = Record<string, Record<string, string> | undefined>;

const INFO = { title: 'Kubernetes', version: 'unversioned' };

/** Answers `/openapi/v3`, its documents, and `/openapi/v2`; undefined for all other paths. */
export async function openApi({ path, headers }: HttpRequest): Promise<HttpResponse | undefined> {
  if (path === '/openapi/v2') return emptyV2(headers.accept ?? '');
  if (path === '/openapi/v3') return answer(200, index());
  const group = GROUPS.find((candidate) => path === `/openapi/v3/${rootOf(candidate)}`);
  if (group === undefined) return undefined;
  // By far the largest part of a document, and only clients that explain or validate want it.
  const { default: descriptions } = await import('./api-descriptions.json', { with: { type: 'json' } });
  return answer(200, document(group, descriptions));
}

const rootOf = (group: string) => `${group ? 'apis' : 'api'}/${apiVersionOf({ group, version: 'v1' })}`;

function index() {
  const paths = GROUPS.map((group) => [rootOf(group), { serverRelativeURL: `/openapi/v3/${rootOf(group)}` }]);
  return { paths: Object.fromEntries(paths) };
}

/**
 * kubectl asks for version 2 only about kinds that version 3 does not have (`List`), and skips the validation of what is
 * not in the document: so an empty one does. facts/kubectl.md 2
 */
function emptyV2(accept: string): HttpResponse {
  if (!accept.includes('protobuf')) return answer(200, { swagger: '2.0', info: INFO, paths: {}, definitions: {} });
  const writer = Writer.create();
  writer.uint32(tag(1)).string('2.0');
  writer.uint32(tag(2)).fork();
  writer.uint32(tag(1)).string(INFO.title).uint32(tag(2)).string(INFO.version).ldelim();
  // gnostic openapi_v2 Document: 8 = paths, an empty message.
  const body = writer.uint32(tag(8)).fork().ldelim().finish();
  return {
    status: 200,
    headers: { 'content-type': 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf' },
    body,
  };
}

const tag = (field: number) => (field << 3) | 2;

function document(group: string, descriptions: Descriptions): Json {
  const kinds = KINDS.filter((kind) => kind.group === group);
  return {
    openapi: '3.0.0',
    info: INFO,
    paths: Object.fromEntries(kinds.flatMap(pathsOf)),
    components: { schemas: Object.fromEntries(typeNames().map((name) => [name, schemaOf(name, descriptions[name])])) },
  };
}

function pathsOf(kind: Kind): [string, Json][] {
  const collection = `/${rootOf(kind.group)}/${kind.namespaced ? 'namespaces/{namespace}/' : ''}${kind.resource}`;
  const methods: [string, string[], string[]][] = [
    [collection, ['create'], ['post']],
    [`${collection}/{name}`, ['get', 'update', 'patch', 'delete'], ['get', 'put', 'patch', 'delete']],
  ];
  return methods.map(([path, verbs, names]) => {
    const served = verbs.flatMap((verb, at) =>
      kind.verbs.includes(verb) ? [[names[at], operationOf(kind, verb)]] : [],
    );
    return [path, Object.fromEntries(served)];
  });
}

function operationOf(kind: Kind, verb: string): Json {
  const { group, version, kind: name } = kind;
  const schema = { $ref: `#/components/schemas/${typeNameOf(kind)}` };
  const types = verb === 'patch' ? PATCH_TYPES : ['application/json', 'application/yaml'];
  const query = (parameter: string) => ({ name: parameter, in: 'query', schema: { type: 'string' } });
  const writes = verb !== 'get' && verb !== 'delete';
  return {
    'x-kubernetes-action': verb,
    'x-kubernetes-group-version-kind': { group, version, kind: name },
    parameters: writes ? ['dryRun', 'fieldManager', 'fieldValidation'].map(query) : [],
    ...(writes && { requestBody: { content: Object.fromEntries(types.map((type) => [type, { schema }])) } }),
    responses: { 200: { description: 'OK', content: { 'application/json': { schema } } } },
  };
}

function schemaOf(name: string, told: Record<string, string> = {}): Json {
  const about = described(told['']);
  if (isOpaque(name)) return { ...about, ...opaqueSchema(name) };
  const fields = Object.entries(jsonFields(name) ?? {});
  const properties = Object.fromEntries(
    fields.map(([field, type]) => [field, { ...described(told[field]), ...fieldSchema(type) }]),
  );
  const kinds = KINDS.filter((kind) => typeNameOf(kind) === name).map(({ group, version, kind }) => ({
    group,
    version,
    kind,
  }));
  return {
    ...about,
    type: 'object',
    properties,
    ...(kinds.length > 0 && { 'x-kubernetes-group-version-kind': kinds }),
  };
}

const described = (description: string | undefined) => (description ? { description } : {});

function opaqueSchema(name: string): Json {
  if (name === OPAQUE.time || name === OPAQUE.microTime) return { type: 'string', format: 'date-time' };
  if (name === OPAQUE.quantity) return { type: 'string' };
  if (name === OPAQUE.intOrString) return { 'x-kubernetes-int-or-string': true };
  return OPAQUE.extra.includes(name) ? { type: 'array', items: { type: 'string' } } : { type: 'object' };
}

function fieldSchema(field: FieldType): Json {
  const item = typeSchema(field.type);
  if (field.shape === 'map') return { type: 'object', additionalProperties: item };
  if (field.shape !== 'list') return item;
  const { mergeKey, listType, listKeys } = field;
  return {
    type: 'array',
    items: item,
    ...(mergeKey !== undefined && { 'x-kubernetes-patch-strategy': 'merge' }),
    ...(mergeKey && { 'x-kubernetes-patch-merge-key': mergeKey }),
    ...(listType && { 'x-kubernetes-list-type': listType }),
    ...(listKeys && { 'x-kubernetes-list-map-keys': listKeys }),
  };
}

const SCALARS: Record<string, Json> = {
  string: { type: 'string' },
  bool: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  double: { type: 'number', format: 'double' },
  bytes: { type: 'string', format: 'byte' },
};

function typeSchema(type: string): Json {
  return SCALARS[type] ?? { allOf: [{ $ref: `#/components/schemas/${type}` }] };
}
