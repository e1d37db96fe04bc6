import type { KubeObject } from './client.ts';
import { type Fields, isFields } from './fields.ts';
import { sorted } from './sorted.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object with what kubectl remembers of it: itself, as JSON. */
export function annotated(object: KubeObject): KubeObject {
  const { [LAST_APPLIED]: _, ...annotations } = object.metadata.annotations ?? {};
  const plain = { ...object, metadata: { ...object.metadata, annotations } };
  return {
    ...plain,
    metadata: {
      ...plain.metadata,
      annotations: { ...annotations, [LAST_APPLIED]: `${JSON.stringify(sorted(plain))}\n` },
    },
  };
}

/**
 * The merge patch that brings a live object to what is applied: removes what was applied before and is no longer, sets
 * what differs, leaves alone what others set. Undefined if nothing differs.
 *
 * kubectl merges lists by their keys; here a list that differs is replaced as a whole. One that is as it was applied before stays
 * while the live one has its items: others, such as the volumes of a pod's token, were put in by admission.
 */
export function applyPatch(object: KubeObject, live: KubeObject): Record<string, unknown> | undefined {
  const before: unknown = JSON.parse(live.metadata.annotations?.[LAST_APPLIED] ?? '{}');
  const wanted = annotated(object);
  const patch = difference(JSON.parse(wanted.metadata.annotations?.[LAST_APPLIED] ?? '{}'), before, live);
  if (patch === undefined) return undefined;
  const metadata = asRecord(patch.metadata);
  const annotations = {
    ...asRecord(metadata.annotations),
    [LAST_APPLIED]: wanted.metadata.annotations?.[LAST_APPLIED],
  };
  return { ...patch, metadata: { ...metadata, annotations } };
}

function difference(wanted: unknown, before: unknown, live: unknown): Fields | undefined {
  const [next, past, present] = [asRecord(wanted), asRecord(before), asRecord(live)];
  const patch: Fields = {};
  for (const key of Object.keys(past)) if (!(key in next) && key in present) patch[key] = null;
  for (const [key, value] of Object.entries(next)) {
    if (isFields(value) && isFields(present[key])) {
      const inner = difference(value, past[key], present[key]);
      if (inner) patch[key] = inner;
    } else if (!covers(present[key], value, isSame(past[key], value))) patch[key] = value;
  }
  return Object.keys(patch).length ? patch : undefined;
}

/**
 * True if the live value has all that is wanted; the server's defaults may come on top, and items of lists of objects if
 * `mayHoldMore`.
 */
function covers(live: unknown, wanted: unknown, mayHoldMore: boolean): boolean {
  if (Array.isArray(wanted)) return Array.isArray(live) && coversList(live, wanted, mayHoldMore);
  if (isFields(wanted))
    return isFields(live) && Object.entries(wanted).every(([key, value]) => covers(live[key], value, mayHoldMore));
  return live === wanted || (wanted === null && live === undefined);
}

function coversList(live: unknown[], wanted: unknown[], mayHoldMore: boolean): boolean {
  if (mayHoldMore && wanted.every(isFields)) {
    return wanted.every((item) => live.some((one) => covers(one, item, mayHoldMore)));
  }
  return live.length === wanted.length && wanted.every((item, index) => covers(live[index], item, mayHoldMore));
}

const isSame = (past: unknown, wanted: unknown) => JSON.stringify(sorted(past)) === JSON.stringify(sorted(wanted));

const asRecord = (value: unknown): Fields => (isFields(value) ? value : {});
