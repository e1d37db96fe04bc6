import { badRequest, StatusError } from '../status-error.ts';
import type { ResourceRequest } from './api-request.ts';
import { typeNameOf } from './api-types.ts';
import { type Json, mediaType, text } from './body.ts';
import { duplicateFields } from './duplicate-fields.ts';
import { dropUnknownFields, type Refuse } from './field-validation.ts';
import { invalid, invalidValue } from './invalid.ts';
import { apiVersionOf } from './kinds.ts';
import { valueAt } from './value-at.ts';

/**
 * Drops the fields that the type lacks. `fieldValidation` says whether they, and fields that are there twice, are an error
 * (Strict), a warning (Warn, the default) or nothing (Ignore). apiserver pkg/endpoints/handlers/create.go
 */
export function decodeStrictly(request: ResourceRequest, body: Json, refuse = cannotBeHandled(request)): void {
  const directive = request.query.get('fieldValidation') || 'Warn';
  const unknown = dropUnknownFields(typeNameOf(request.kind), body, refuse);
  if (directive === 'Ignore') return;
  const problems = [
    ...(/json$/.test(mediaType(request.http)) ? duplicateFields(text(request.http)) : []).map(
      (path) => `duplicate field "${path}"`,
    ),
    ...unknown.map((path) => `unknown field "${path}"`),
  ];
  if (directive === 'Warn') request.warnings.push(...problems);
  else if (problems.length > 0) throw refuse(`strict decoding error: ${problems.join(', ')}`);
}

function cannotBeHandled({ kind: { kind, version } }: ResourceRequest): Refuse {
  return (cause) => badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${cause}`);
}

/** The words for a patched object; `shown` is the patch, or what came of it. apiserver pkg/endpoints/handlers/patch.go */
export function invalidPatch(shown: string): Refuse {
  return (cause) => {
    const { code, reason, message, details } = invalid({ kind: '', group: '' }, '', [
      invalidValue('patch', shown, cause),
    ]);
    return new StatusError(code, reason, message, { causes: details?.causes ?? [] });
  };
}

/** A value as Go's `%+v` prints it: `map[spec:map[replicas:2]]`. */
export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `map[${entries.map(([key, item]) => `${key}:${goText(item)}`).join(' ')}]`;
}

/** Server-side apply knows no unknown fields, whatever `fieldValidation` says. apiserver handlers/fieldmanager/structuredmerge.go */
export function requireDeclared({ kind, namespace, name }: ResourceRequest, body: Json): void {
  const object = `${namespace ? `${namespace}/` : ''}${name}; ${apiVersionOf(kind)}, Kind=${kind.kind}`;
  const refuse = (cause: string) =>
    new StatusError(500, '', `failed to create typed patch object (${object}): ${cause}`);
  const unknown = dropUnknownFields(typeNameOf(kind), structuredClone(body), refuse);
  const errors = unknown.map((path) => `.${withNames(body, path)}: field not declared in schema`);
  if (errors.length === 1) throw refuse(errors[0] ?? '');
  if (errors.length > 0) throw refuse(`errors:\n${errors.map((error) => `  ${error}`).join('\n')}`);
}

/** `containers[0].x` → `containers[name="app"].x`, for items that have a name. */
function withNames(body: Json, path: string): string {
  return path.replaceAll(/\[(\d+)\]/g, (index, at: string, offset: number) => {
    const list = path.slice(0, offset).split(/[.[\]]+/);
    const name = valueAt(body, [...list, at, 'name']);
    return typeof name === 'string' ? `[name=${JSON.stringify(name)}]` : index;
  });
}
