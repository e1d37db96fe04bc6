import { AwsError } from '../../aws-error.ts';
import type { HttpRequest } from '../../http.ts';
import type { Incoming, OpenExchange } from '../exchange.ts';
import { percentDecode } from '../percent-encoding.ts';
import type { MemberBinding, Route } from '../schema/route.ts';
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
  const { route } = match;
  exchange.operationName = route.operation.name;
  if (!route.operation.implementation) throw notBuilt(service, route.operation.name);
  const input: Record<string, unknown> = {};
  for (const binding of route.bindings) {
    const value = readBinding(binding, service, match, incoming);
    if (value !== undefined) input[binding.name] = value;
  }
  return { operation: route.operation, input: { ...bodyMembers(service, route, incoming), ...input } };
}

function findRoute({ request, query, hostBucket }: Incoming, service: ServiceModel): Match | undefined {
  const inBucket = service.name === 's3' ? splitBucket(request, hostBucket) : undefined;
  for (const route of service.routes.get(request.method) ?? []) {
    if (inBucket && route.hasBucket !== (inBucket.bucket !== undefined)) continue;
    // Most of S3's routes ask for something in the query, and most requests have none: that is quickly seen.
    const fits =
      route.query.every(({ name, value }) => (value ? query.get(name) === value : query.has(name))) &&
      route.requiredQuery.every((name) => query.has(name)) &&
      route.requiredHeaders.every((name) => name in request.headers);
    const groups = fits && route.pattern.exec(inBucket?.path ?? request.path);
    if (groups) return { route, labels: groups.slice(1), bucket: inBucket?.bucket };
  }
  return undefined;
}

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

function readBinding(binding: MemberBinding, service: ServiceModel, match: Match, incoming: Incoming): unknown {
  const { content, query } = incoming;
  switch (binding.from) {
    case 'label':
      return readLabel(binding, service, match);
    case 'query':
      return query.has(binding.key) ? readTexts(binding, service, query.getAll(binding.key)) : undefined;
    case 'header': {
      const text = content.headers[binding.key];
      return text === undefined ? undefined : readText(binding, service, text);
    }
    case 'prefix-headers':
      return prefixed(content.headers, binding.key);
    case 'query-parameters':
      return Object.fromEntries(query);
    case 'payload':
      return readPayload(binding, service, incoming);
    default:
      return undefined;
  }
}

function readLabel(binding: MemberBinding, service: ServiceModel, { route, labels, bucket }: Match): unknown {
  const isBucket = route.hasBucket && binding.name === 'Bucket';
  const raw = isBucket ? bucket : labels[route.labels.indexOf(binding)];
  const text = percentDecode(raw ?? '');
  if (text === undefined) throw new AwsError('InvalidURI', 400, "Couldn't parse the specified URI.");
  return readText(binding, service, text);
}

function readTexts(binding: MemberBinding, service: ServiceModel, texts: string[]): unknown {
  if (!binding.schema.isListSchema()) return readText(binding, service, texts[0] ?? '');
  return texts.map((text) => service.codec.fromText(binding.schema.getValueSchema(), text));
}

function readText(binding: MemberBinding, service: ServiceModel, text: string): unknown {
  const { schema } = binding;
  const invalid = service.protocol === 'restXml' ? 'InvalidArgument' : 'SerializationException';
  const error = () => new AwsError(invalid, 400, `Provided ${binding.key} not valid.`, { ArgumentName: binding.key });
  if (schema.isNumericSchema() && !/^-?\d+(\.\d+)?$/.test(text)) throw error();
  try {
    return service.codec.fromText(schema, text);
  } catch {
    // S3 ignores dates that it cannot read, such as a free-form Expires.
    if (schema.isTimestampSchema()) return undefined;
    throw error();
  }
}

function prefixed(headers: Record<string, string>, prefix: string): Record<string, string> | undefined {
  const found = Object.entries(headers).filter(([name]) => name.startsWith(prefix) && name.length > prefix.length);
  if (found.length === 0) return undefined;
  return Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value]));
}

function readPayload({ schema }: MemberBinding, service: ServiceModel, { content }: Incoming): unknown {
  if (schema.isBlobSchema()) return content.body;
  if (schema.isStringSchema()) return new TextDecoder().decode(content.body);
  return content.body.length > 0 ? readBody(service, schema, content.body) : undefined;
}

function bodyMembers(service: ServiceModel, route: Route, { content }: Incoming): Record<string, unknown> {
  const inBody = route.bindings.filter((binding) => binding.from === 'body');
  if (inBody.length === 0 || content.body.length === 0) return {};
  const values = readBody(service, route.operation.input, content.body);
  return Object.fromEntries(inBody.flatMap(({ name }) => (values[name] === undefined ? [] : [[name, values[name]]])));
}
