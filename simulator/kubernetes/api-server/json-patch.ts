import jsonPatch, { type Operation } from 'fast-json-patch';
import { StatusError } from '../status-error.ts';

/** apiserver pkg/server/config.go JSONPatchMaxCopyBytes */
const MAX_COPIED_BYTES = 3 * 1024 * 1024;

/** A JSON patch (RFC 6902) applied to a copy. Throws Invalid, RequestEntityTooLarge. */
export function applyJsonPatch(before: unknown, patch: Operation[]): unknown {
  try {
    return jsonPatch.applyPatch(structuredClone(before), patch, countCopies()).newDocument;
  } catch (error) {
    // The library's TypeErrors are for paths that lead to a prototype.
    if (!(error instanceof jsonPatch.JsonPatchError || error instanceof TypeError)) throw error;
    // Kubernetes names no reason to the client. apiserver handlers/patch.go
    throw new StatusError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
  }
}

/** Checks each operation. Thirty that copy a part into itself would fill the memory. evanphx/json-patch AccumulatedCopySizeError */
function countCopies() {
  let copied = 0;
  return (operation: Operation, index: number, document: unknown, existingPath: string) => {
    jsonPatch.validator(operation, index, document, existingPath);
    if (operation.op !== 'copy') return;
    copied += JSON.stringify(jsonPatch.getValueByPointer(document, operation.from) ?? null).length;
    if (copied <= MAX_COPIED_BYTES) return;
    const message = `Unable to complete the copy, the accumulated size increase of copy is ${copied}, exceeding the limit ${MAX_COPIED_BYTES}`;
    throw new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: ${message}`);
  };
}
