import type { HttpRequest } from '../../http.ts';
import { badRequest } from '../status-error.ts';
import type { User } from './api-context.ts';
import { findKind, type Kind } from './kinds.ts';

/** A request for a resource, and who makes it. */
export interface ResourceRequest extends RequestInfo {
  user: User;
}

/** A request for a resource, taken apart. apiserver pkg/endpoints/request/requestinfo.go */
export interface RequestInfo {
  http: HttpRequest;
  query: URLSearchParams;
  kind: Kind;
  verb: Verb;
  /** Empty: cluster-scoped, or all namespaces. */
  namespace: string;
  /** Empty: the collection. */
  name: string;
  /** Empty: the object itself. */
  subresource: string;
  /** For the client to show: they go into the answer's Warning header. */
  warnings: string[];
  /** Path below the sub-resource, with its slash: `/identity` of `…/proxy/identity`. */
  rest: string;
}

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

/** The request for a resource that this path and method are; undefined if the path names no resource of ours. */
export function parseResourceRequest(http: HttpRequest): RequestInfo | undefined {
  const segments = http.path.split('/').slice(1);
  const [root, ...tail] = segments;
  const core = root === 'api';
  if (!core && root !== 'apis') return undefined;
  const group = core ? '' : (tail.shift() ?? '');
  const version = tail.shift() ?? '';
  const { namespace, parts } = takeNamespace(tail.map(decode));
  const [resource = '', name = '', subresource = '', ...below] = parts;
  const kind = findKind(group, version, resource);
  if (!kind || (kind.namespaced ? name && !namespace : namespace)) return undefined;
  const query = new URLSearchParams(http.query);
  const rest = below.length > 0 ? `/${segments.slice(segments.length - below.length).join('/')}` : '';
  return {
    http,
    query,
    kind,
    namespace,
    name,
    subresource,
    warnings: [],
    rest,
    verb: verbOf(http.method, name, subresource, query),
  };
}

/** `namespaces/x/pods` is about pods; `namespaces/x` and `namespaces/x/status` are about the namespace. */
function takeNamespace(parts: string[]): { namespace: string; parts: string[] } {
  const [first, namespace = '', resource = ''] = parts;
  const own = ['', 'status', 'finalize'].includes(resource);
  return first === 'namespaces' && !own ? { namespace, parts: parts.slice(2) } : { namespace: '', parts };
}

function verbOf(method: string, name: string, subresource: string, query: URLSearchParams): Verb {
  if (method === 'GET' || method === 'HEAD') {
    if (subresource) return 'get';
    if (isTrue(query.get('watch'))) return 'watch';
    return name ? 'get' : 'list';
  }
  if (method === 'POST') return 'create';
  if (method === 'PUT') return 'update';
  if (method === 'PATCH') return 'patch';
  return name ? 'delete' : 'deletecollection';
}

export const isTrue = (value: string | null): boolean => value === 'true' || value === '1';

/** A whole number of the query, undefined if it is not there. */
export function integer(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^-?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`);
  return Number(text);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest(`invalid URL escape "${segment}"`);
  }
}
