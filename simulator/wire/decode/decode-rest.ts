import { AwsError } from '../../aws-error.ts';
import type { HttpRequest } from '../../http.ts';
import type { Incoming, OpenExchange } from '../exchange.ts';
import { percentDecode } from '../percent-encoding.ts';
import type { MemberBinding, TextBinding } from '../schema/input-bindings.ts';
import type { Route } from '../schema/route.ts';
import type { ServiceModel } from '../schema/service-model.ts';
import type { Decoded } from './decode.ts';
import { notBuilt } from './not-built.ts';
import { readBody } from './read-body.ts';
import { unchunk } from './unchunk.ts';

interface Match {
  route: Route;
  labels: string[];
  bucket?: string;
}

/** restJson1 and restXml: method, path, query and required headers tell the operation; the schema tells what is where. */
export function decodeRest(exchange: OpenExchange, service: ServiceModel): Decoded {
  const { incoming } = exchange;
  if (service.protocol === 'restXml') unchunk(incoming);
  const match = findRoute(incoming, service);
  if (!match) throw noRoute(service, incoming);
  const { operation } = match.route;
  exchange.operationName = operation.name;
  if (!operation.implementation) throw notBuilt(service, operation.name);
  return { operation, input: readInput(service, match, incoming) };
}

function findRoute({ request, query, hostBucket }: Incoming, service: ServiceModel): Match | undefined {
  const inBucket = service.name === 's3' ? splitBucket(request, hostBucket) : undefined;
  const [path, bucket] = [inBucket?.path ?? request.path, inBucket?.bucket];
  const names = new Set(query.keys());
  for (const route of service.routes.get(request.method) ?? []) {
    if (inBucket && route.hasBucket !== (bucket !== undefined)) continue;
    const groups = asksFor(route, names, request.headers) && route.pattern.exec(path);
    if (groups && hasValues(route, query)) return { route, labels: groups.slice(1), bucket };
  }
  return undefined;
}

/** Most of S3's routes ask for something in the query, and most requests have none: that is quickly seen. */
function asksFor(route: Route, queryNames: Set<string>, headers: Record<string, string>): boolean {
  for (const name of route.queryNames) if (!queryNames.has(name)) return false;
  for (const name of route.requiredHeaders) if (!(name in headers)) return false;
  return true;
}

const hasValues = (route: Route, query: URLSearchParams) =>
  route.query.every(({ name, value }) => value === '' || query.get(name) === value);

/** S3 has the bucket in the host or first in the path. */
function splitBucket(
  { path, headers }: HttpRequest,
  hostBucket: string | undefined,
): { bucket?: string; path: string } {
  // S3 Control, which signs as s3, names an account and no bucket.
  if ('x-amz-account-id' in headers) return { path };
  if (hostBucket !== undefined) return { bucket: hostBucket, path };
  const parts = /^\/([^/]+)(\/.*)?$/s.exec(path);
  return parts ? { bucket: parts[1], path: parts[2] ?? '/' } : { path };
}

function noRoute(service: ServiceModel, { request }: Incoming): AwsError {
  if (service.protocol === 'restXml') {
    const message = 'The specified method is not allowed against this resource.';
    return new AwsError('MethodNotAllowed', 405, message, { Method: request.method });
  }
  return notBuilt(service, `${request.method} ${request.path.slice(0, 200)}`);
}

/** Looks at what the request has: the schema may have many more members. */
function readInput(service: ServiceModel, match: Match, { content, query }: Incoming): Record<string, unknown> {
  const { labels, inQuery, inHeaders, prefixHeaders, payload, document } = match.route.bindings();
  const { headers, body } = content;
  const input = document && body.length > 0 ? readBody(service, document, body) : {};
  for (const binding of labels.values()) input[binding.name] = readLabel(binding, service, match);
  for (const key of inQuery.size > 0 ? query.keys() : []) {
    const binding = inQuery.get(key);
    if (binding) add(input, binding, readParameter(binding, service, query));
  }
  for (const key in headers) {
    const binding = inHeaders.get(key);
    if (binding) add(input, binding, readText(binding, service, headers[key] ?? ''));
  }
  for (const binding of prefixHeaders) add(input, binding, prefixed(headers, binding.key));
  if (payload?.isDocument === false) input[payload.name] = payload.read(body);
  else if (payload && body.length > 0) input[payload.name] = readBody(service, payload.read, body);
  return input;
}

function add(input: Record<string, unknown>, { name }: MemberBinding, value: unknown): void {
  if (value !== undefined) input[name] = value;
}

function readLabel(binding: TextBinding, service: ServiceModel, { route, labels, bucket }: Match): unknown {
  const isBucket = route.hasBucket && binding.name === 'Bucket';
  const raw = isBucket ? bucket : labels[route.labels.indexOf(binding.key)];
  const text = percentDecode(raw ?? '');
  if (text === undefined) throw new AwsError('InvalidURI', 400, "Couldn't parse the specified URI.");
  return readText(binding, service, text);
}

function readParameter(binding: TextBinding, service: ServiceModel, query: URLSearchParams): unknown {
  const { key, schema } = binding;
  if (!schema.isListSchema()) return readText(binding, service, query.get(key) ?? '');
  return query.getAll(key).map((text) => readText(binding, service, text));
}

function readText({ key, schema, read }: TextBinding, service: ServiceModel, text: string): unknown {
  try {
    return read(text);
  } catch {
    // S3 ignores dates that it cannot read, such as a free-form Expires.
    if (schema.isTimestampSchema()) return undefined;
    const invalid = service.protocol === 'restXml' ? 'InvalidArgument' : 'SerializationException';
    throw new AwsError(invalid, 400, `Provided ${key} not valid.`, { ArgumentName: key });
  }
}

function prefixed(headers: Record<string, string>, prefix: string): Record<string, string> | undefined {
  const found = Object.entries(headers).filter(([name]) => name.startsWith(prefix) && name.length > prefix.length);
  if (found.length === 0) return undefined;
  return Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value]));
}
