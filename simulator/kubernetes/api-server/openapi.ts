import type { HttpRequest, HttpResponse } from '../../http.ts';
import { answer } from './answer.ts';
import { typeNameOf } from './api-types.ts';
import { apiVersionOf, GROUPS, KINDS, type Kind } from './kinds.ts';
import { type Descriptions, schemasOf } from './openapi-schemas.ts';
import { type OpenApiDocument, type Operation, swagger } from './openapi-v2.ts';
import { encodeSwagger } from './openapi-v2-protobuf.ts';
import { PATCH_TYPES } from './patch.ts';

const INFO = { title: 'Kubernetes', version: 'unversioned' };

/** Answers `/openapi/v3`, its documents, and `/openapi/v2`; undefined for all other paths. */
export async function openApi({ path, headers }: HttpRequest): Promise<HttpResponse | undefined> {
  if (path === '/openapi/v2') return version2(headers.accept ?? '');
  if (path === '/openapi/v3') return answer(200, index());
  const group = GROUPS.find((candidate) => path === `/openapi/v3/${rootOf(candidate)}`);
  return group === undefined ? undefined : answer(200, document(group, await descriptions()));
}

/** By far the largest part of a document, and only clients that explain or validate want it. */
const descriptions = async () => (await import('./api-descriptions.json', { with: { type: 'json' } })).default;

const SWAGGER_PROTOBUF = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/** Go's clients ask for protobuf only, and name its type in two ways. */
function version2(accept: string): Promise<HttpResponse> {
  const form = accept.includes('protobuf') ? 'protobuf' : 'json';
  const known = version2Answers.get(form) ?? buildVersion2(form);
  version2Answers.set(form, known);
  return known;
}

/** By their form, for all clusters: the kinds are the same in each, and it takes long to write them down. */
const version2Answers = new Map<string, Promise<HttpResponse>>();

async function buildVersion2(form: 'protobuf' | 'json'): Promise<HttpResponse> {
  const told = await descriptions();
  const whole = swagger(GROUPS.map((group) => document(group, told)));
  if (form === 'json') return answer(200, whole);
  // With paths, kubectl looks for what it does not find there among CustomResourceDefinitions, which are not built.
  const body = encodeSwagger({ ...whole, paths: {} });
  return { status: 200, headers: { 'content-type': SWAGGER_PROTOBUF }, body };
}

const rootOf = (group: string) => `${group ? 'apis' : 'api'}/${apiVersionOf({ group, version: 'v1' })}`;

function index() {
  const paths = GROUPS.map((group) => [rootOf(group), { serverRelativeURL: `/openapi/v3/${rootOf(group)}` }]);
  return { paths: Object.fromEntries(paths) };
}

function document(group: string, told: Descriptions): OpenApiDocument {
  const kinds = KINDS.filter((kind) => kind.group === group);
  return {
    openapi: '3.0.0',
    info: INFO,
    paths: Object.fromEntries(kinds.flatMap(pathsOf)),
    components: { schemas: schemasOf(kinds.flatMap(typesOf), told) },
  };
}

const typesOf = (kind: Kind) => [kind, ...(kind.subresources ?? [])].map(typeNameOf);

function pathsOf(kind: Kind): [string, Record<string, Operation>][] {
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

function operationOf(kind: Kind, verb: string): Operation {
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
