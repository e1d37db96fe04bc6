import { parse as parseYaml } from 'yaml';
import type { HttpRequest } from '../../http.ts';
import { isYamlNestedTooDeep } from '../../nesting.ts';
import { badRequest, StatusError } from '../status-error.ts';
import type { ResourceRequest } from './api-request.ts';
import type { Refuse } from './field-validation.ts';
import { goJsonKind, parseGoJson } from './go-json.ts';
import { decodeProtobuf } from './protobuf.ts';

export type Json = Record<string, unknown>;

export const APPLY_PATCH = 'application/apply-patch+yaml';

/**
 * The object in a request's body: JSON, YAML or Kubernetes' protobuf. No Content-Type is read as JSON
 * (facts/kubectl.md 3); an empty body is undefined. Throws UnsupportedMediaType, and what `refuse` makes of a text that
 * is no object.
 */
export function readBody(http: HttpRequest, refuse: Refuse): Json | undefined {
  if (http.body.length === 0) return undefined;
  switch (mediaType(http)) {
    case '':
    case '*/*':
    case 'application/json':
      return asMap(parseJson(text(http), noType(refuse)), TYPE_META, noType(refuse));
    case 'application/yaml':
      return asMap(parseYamlText(text(http), refuse), TYPE_META, noType(refuse));
    case 'application/vnd.kubernetes.protobuf':
      return decodeProtobuf(http.body);
    default:
      throw unsupportedMediaType(['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf']);
  }
}

const MAX_BODY_BYTES = 3 * 1024 * 1024;

/** Throws RequestEntityTooLarge beyond the API server's limit. apiserver pkg/server/config.go MaxRequestBodyBytes */
export function requireSmallBody({ body }: HttpRequest): void {
  if (body.length <= MAX_BODY_BYTES) return;
  throw new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${MAX_BODY_BYTES}`);
}

// What Go reads first of every object, as Go prints it. apimachinery pkg/runtime/serializer/json/meta.go
const TYPE_META =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

const noType =
  (refuse: Refuse): Refuse =>
  (cause) =>
    refuse(`couldn't get version/kind; json parse error: ${cause}`);

/** The object that a request must bring. Throws BadRequest as apiserver handlers/rest.go transformDecodeError does. */
export function requireBody({ http, kind, subresource }: ResourceRequest): Json {
  const expected = kind.subresources?.find(({ name }) => name === subresource) ?? kind;
  const refuse: Refuse = (cause) =>
    badRequest(
      `the object provided is unrecognized (must be of type ${expected.kind}): ${cause} (${summarize(http.body)})`,
    );
  const body = readBody(http, refuse);
  if (!body) throw noType(refuse)('unexpected end of JSON input');
  return withoutNulls(body);
}

const SHOWN_BYTES = 30;

function summarize(bytes: Uint8Array): string {
  if (bytes.length === 0) return '<empty>';
  const shown = bytes.slice(0, SHOWN_BYTES);
  const hex = () => [...shown].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const told = String.fromCharCode(bytes[0] ?? 0) === '{' ? new TextDecoder().decode(shown) : hex();
  return bytes.length > SHOWN_BYTES ? `${told} ...` : told;
}

/** A null is a field that is not set, as Go decodes it; in patches it means more, so they do not come here. */
export function withoutNulls(body: Json): Json {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    return typeof value === 'object' && value !== null ? withoutNulls(value as Json) : value;
  };
  const entries = Object.entries(body).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([key, value]) => [key, strip(value)]));
}

export const mediaType = (http: HttpRequest): string =>
  (http.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

export const text = (http: HttpRequest): string => new TextDecoder().decode(http.body);

export function parseJson(source: string, refuse: Refuse): unknown {
  try {
    return parseGoJson(source);
  } catch (error) {
    throw refuse(messageOf(error));
  }
}

/** The parser is not Go's, nor are its messages. */
export function parseYamlText(source: string, refuse: Refuse): unknown {
  if (isYamlNestedTooDeep(source)) throw refuse('yaml: exceeded max depth');
  try {
    return parseYaml(source, { merge: true });
  } catch (error) {
    throw refuse(`yaml: ${messageOf(error).split('\n')[0]}`);
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

export function unsupportedMediaType(accepted: string[]): StatusError {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`;
  return new StatusError(415, 'UnsupportedMediaType', message);
}

/** An object, where Go would decode into `goType`; null is an empty one. */
export function asMap(value: unknown, goType: string, refuse: Refuse): Json {
  const kind = goJsonKind(value);
  if (kind === undefined) return {};
  if (kind !== 'object') throw refuse(`json: cannot unmarshal ${kind} into Go value of type ${goType}`);
  return value as Json;
}
