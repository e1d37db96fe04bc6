import type { HttpResponse } from '../../http.ts';
import { StatusError } from '../status-error.ts';
import { reviewAccess, reviewLocalAccess, reviewOwnAccess } from './access-reviews.ts';
import { answer } from './answer.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest, Verb } from './api-request.ts';
import { requireBody } from './body.ts';
import { createObject } from './create.ts';
import { deleteObject, deleteObjects } from './delete.ts';
import { evictPod } from './evict.ts';
import { requireUpgrade } from './exec.ts';
import { patchObject } from './patch.ts';
import { podLog } from './pod-log.ts';
import { proxyToPod } from './pod-proxy.ts';
import { listObjects, readObject } from './read.ts';
import { present, presentList } from './representation.ts';
import { reviewRules, reviewSelf, reviewToken } from './reviews.ts';
import { serveScale } from './scale.ts';
import { proxyToService } from './service-proxy.ts';
import { createToken } from './token-request.ts';
import { updateObject } from './update.ts';
import { watchObjects } from './watch.ts';
import { requireWriteOptions } from './write-options.ts';

type Operation = (context: ApiContext, request: ResourceRequest) => HttpResponse | Promise<HttpResponse>;

const OPERATIONS: Record<Verb, Operation> = {
  get: readObject,
  list: listObjects,
  watch: watchObjects,
  async create(context, request) {
    return answer(201, present(context, request, await createObject(context, request, requireBody(request))));
  },
  update(context, request) {
    return answer(200, present(context, request, updateObject(context, request, requireBody(request))));
  },
  async patch(context, request) {
    const { created, object } = await patchObject(context, request);
    return answer(created ? 201 : 200, present(context, request, object));
  },
  delete: deleteObject,
  deletecollection(context, request) {
    const metadata = { resourceVersion: context.storage.resourceVersion() };
    return answer(200, presentList(context, request, deleteObjects(context, request), metadata));
  },
};

const whole: Operation = (context, request) => OPERATIONS[request.verb](context, request);

const SUBRESOURCES: Record<string, Operation> = {
  status: whole,
  finalize: whole,
  ephemeralcontainers: whole,
  scale: serveScale,
  log: podLog,
  exec: requireUpgrade,
  attach: requireUpgrade,
  portforward: requireUpgrade,
  proxy: (context, request) => (request.kind.kind === 'Service' ? proxyToService : proxyToPod)(context, request),
  eviction: evictPod,
  token: createToken,
};

/** What leads to a pod: the query is for it. */
const CONNECTS = ['exec', 'attach', 'portforward', 'proxy'];

/** Kinds that are questions: they are answered, and not stored. */
const REVIEWS: Record<string, Operation> = {
  TokenReview: reviewToken,
  SelfSubjectReview: reviewSelf,
  SelfSubjectAccessReview: reviewOwnAccess,
  SelfSubjectRulesReview: reviewRules,
  SubjectAccessReview: reviewAccess,
  LocalSubjectAccessReview: reviewLocalAccess,
};

/** kubernetes pkg/registry/core/endpoint/strategy.go, KEP-4974 */
const ENDPOINTS = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';

/** Serves a request for a resource that the caller may make. Throws StatusError. */
export async function serveResource(context: ApiContext, request: ResourceRequest): Promise<HttpResponse> {
  const { kind, subresource, verb } = request;
  const described = subresource ? kind.subresources?.find(({ name }) => name === subresource) : kind;
  if (!described) throw new StatusError(404, 'NotFound', 'the server could not find the requested resource', {});
  if (isMisplaced(request) || !described.verbs.includes(verb)) throw methodNotAllowed();
  if (kind.kind === 'Endpoints' && Number(context.version.split('.')[1]) >= 33) request.warnings.push(ENDPOINTS);
  if (!CONNECTS.includes(subresource)) requireWriteOptions(request);
  const operation = (subresource ? SUBRESOURCES[subresource] : REVIEWS[kind.kind]) ?? whole;
  return operation(context, request);
}

/** Objects are made in their collection, inside a namespace, and changed at their own path. */
function isMisplaced({ kind, verb, namespace, name, subresource }: ResourceRequest): boolean {
  if (subresource) return false;
  if (name) return verb === 'create';
  return ['update', 'patch', ...(kind.namespaced && !namespace ? ['create', 'deletecollection'] : [])].includes(verb);
}

function methodNotAllowed(): StatusError {
  const message = 'the server does not allow this method on the requested resource';
  return new StatusError(405, 'MethodNotAllowed', message, {});
}
