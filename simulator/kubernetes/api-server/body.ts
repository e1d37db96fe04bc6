import { parse as parseYaml } from 'yaml';
import type { HttpRequest } from '../../http.ts';
import { badRequest, StatusError } from '../status-error.ts';
import { decodeProtobuf } from './protobuf.ts';

export type Json = Record<string, unknown>;

/**
 * The object in a request's body: JSON, YAML or Kubernetes' protobuf. No Content-Type is read as JSON
 * (facts/kubectl.md 3); an empty body is undefined. Throws BadRequest, UnsupportedMediaType.
 */
export function readBody(http: HttpRequest): Json | undefined {
  if (http.body.length === 0) return undefined;
  switch (mediaType(http)) {
    case '':
    case '*/*':
    case 'application/json':
      return requireObject(parseJson(text(http)));
    case 'application/yaml':
      return requireObject(parseYamlText(text(http)));
    case 'application/vnd.kubernetes.protobuf':
      return decodeProtobuf(http.body);
    default:
      throw unsupportedMediaType(http, ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf']);
  }
}

export function requireBody(http: HttpRequest): Json {
  const body = readBody(http);
  if (!body) throw badRequest("Object 'Kind' is missing in ''");
  return withoutNulls(body);
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

export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    throw badRequest(`error decoding the request body: ${error instanceof Error ? error.message : error}`);
  }
}

export function parseYamlText(source: string): unknown {
  try {
    return parseYaml(source, { merge: true });
  } catch (error) {
    throw badRequest(`error converting YAML to JSON: ${error instanceof Error ? error.message : error}`);
  }
}

export function unsupportedMediaType(http: HttpRequest, accepted: string[]): StatusError {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`;
  return new StatusError(415, 'UnsupportedMediaType', message, {
    causes: [{ reason: 'UnsupportedMediaType', message: mediaType(http) }],
  });
}

export function requireObject(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest('the body of the request is not an object');
  }
  return value as Json;
}
