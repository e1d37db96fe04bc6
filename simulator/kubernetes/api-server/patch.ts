import jsonPatch from 'fast-json-patch';
import { badRequest, StatusError } from '../status-error.ts';
import type { KubeObject } from '../storage.ts';
import type { ApiContext } from './api-context.ts';
import type { ResourceRequest } from './api-request.ts';
import { typeNameOf } from './api-types.ts';
import { applyObject } from './apply.ts';
import { type Json, mediaType, parseJson, parseYamlText, requireObject, text, unsupportedMediaType } from './body.ts';
import { getObject } from './read.ts';
import { strategicMerge } from './strategic-merge.ts';
import { goText, invalidPatch } from './strict-decoding.ts';
import { updateObject } from './update.ts';

const JSON_PATCH = 'application/json-patch+json';
const MERGE_PATCH = 'application/merge-patch+json';
const STRATEGIC_MERGE_PATCH = 'application/strategic-merge-patch+json';
const APPLY_PATCH = 'application/apply-patch+yaml';
export const PATCH_TYPES = [JSON_PATCH, MERGE_PATCH, STRATEGIC_MERGE_PATCH, APPLY_PATCH];

/** PATCH in one of its four ways. Throws NotFound, Conflict, Invalid, UnsupportedMediaType. */
export async function patchObject(
  context: ApiContext,
  request: ResourceRequest,
): Promise<{ created: boolean; object: KubeObject }> {
  const type = mediaType(request.http);
  if (!PATCH_TYPES.includes(type)) throw unsupportedMediaType(request.http, PATCH_TYPES);
  if (type === APPLY_PATCH) {
    return applyObject(context, request, requireObject(parseYamlText(text(request.http))));
  }
  const before = getObject(context, request);
  const patch = parseJson(text(request.http));
  const patched = applyPatch(typeNameOf(request.kind), type, before, patch);
  const shown = type === STRATEGIC_MERGE_PATCH ? goText(patch) : JSON.stringify(patched);
  return { created: false, object: updateObject(context, request, patched, invalidPatch(shown)) };
}

/** A plain-JSON object with a patch applied; the media type says which kind of patch. */
export function applyPatch(typeName: string, type: string, before: unknown, patch: unknown): Json {
  if (type === JSON_PATCH) return applyJsonPatch(before, patch);
  const changes = requireObject(patch);
  return requireObject(type === MERGE_PATCH ? mergePatch(before, changes) : strategicMerge(typeName, before, changes));
}

function applyJsonPatch(before: unknown, patch: unknown): Json {
  if (!Array.isArray(patch)) throw badRequest('json: cannot unmarshal the patch into a list of operations');
  try {
    return requireObject(jsonPatch.applyPatch(structuredClone(before), patch, true).newDocument);
  } catch (error) {
    if (!(error instanceof jsonPatch.JsonPatchError)) throw error;
    // Kubernetes names no reason to the client. apiserver handlers/patch.go
    throw new StatusError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
  }
}

/** RFC 7386: null removes, objects merge, everything else replaces. */
function mergePatch(before: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: Json = isObject(before) ? { ...before } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
