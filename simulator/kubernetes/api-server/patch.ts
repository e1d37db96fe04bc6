import type { Operation } from 'fast-json-patch';
import { badRequest } from '../status-error.ts';
import type { KubeObject } from '../storage.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { typeNameOf } from './api-types.ts';
import { applyObject } from './apply.ts';
import {
  APPLY_PATCH,
  asMap,
  type Json,
  mediaType,
  parseJson,
  parseYamlText,
  text,
  unsupportedMediaType,
} from './body.ts';
import type { Refuse } from './field-validation.ts';
import { goJsonKind } from './go-json.ts';
import { applyJsonPatch } from './json-patch.ts';
import { openMap } from './open-map.ts';
import { getObject } from './read.ts';
import { strategicMerge } from './strategic-merge.ts';
import { goText, invalidPatch } from './strict-decoding.ts';
import { updateObject } from './update.ts';

const JSON_PATCH = 'application/json-patch+json';
const MERGE_PATCH = 'application/merge-patch+json';
const STRATEGIC_MERGE_PATCH = 'application/strategic-merge-patch+json';
export const PATCH_TYPES = [JSON_PATCH, MERGE_PATCH, STRATEGIC_MERGE_PATCH, APPLY_PATCH];

/** PATCH in one of its four ways. Throws NotFound, Conflict, Invalid, UnsupportedMediaType. */
export async function patchObject(
  context: ApiContext,
  request: ResourceRequest,
): Promise<{ created: boolean; object: KubeObject }> {
  const type = mediaType(request.http);
  if (!PATCH_TYPES.includes(type)) throw unsupportedMediaType(PATCH_TYPES);
  if (type === APPLY_PATCH) {
    const refuse: Refuse = (cause) => badRequest(`error decoding YAML: error converting YAML to JSON: ${cause}`);
    return applyObject(context, request, asMap(parseYamlText(text(request.http), refuse), MAP, refuse));
  }
  const before = getObject(context, request);
  const patch = parsePatch(type, text(request.http));
  const patched = applyPatch(typeNameOf(request.kind), type, before, patch);
  const shown = type === STRATEGIC_MERGE_PATCH ? goText(patch) : JSON.stringify(patched);
  return { created: false, object: updateObject(context, request, patched, invalidPatch(shown)) };
}

const MAP = 'map[string]interface {}';

/** The patch in a body: a list of operations, or changes. Throws BadRequest in Go's words. */
export function parsePatch(type: string, source: string): unknown {
  const refuse: Refuse = (cause) =>
    badRequest(type === STRATEGIC_MERGE_PATCH ? cause : `error decoding patch: ${cause}`);
  const patch = parseJson(source, refuse);
  if (type !== JSON_PATCH) return asMap(patch, MAP, refuse);
  if (Array.isArray(patch)) return patch;
  throw refuse(`json: cannot unmarshal ${goJsonKind(patch)} into Go value of type []handlers.jsonPatchOp`);
}

/** A plain-JSON object with a patch applied; the media type says which kind of patch. */
export function applyPatch(typeName: string, type: string, before: unknown, patch: unknown): Json {
  if (type === JSON_PATCH) return asMap(applyJsonPatch(before, patch as Operation[]), MAP, badRequest);
  return (type === MERGE_PATCH ? mergePatch(before, patch) : strategicMerge(typeName, before, patch as Json)) as Json;
}

/** RFC 7386: null removes, objects merge, everything else replaces. */
function mergePatch(before: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = openMap(before);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
