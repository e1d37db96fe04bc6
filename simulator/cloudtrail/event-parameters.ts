import type { NormalizedSchema } from '@smithy/core/schema';
import type { Caller } from '../caller.ts';
import type { RecordedCall } from '../wire/records.ts';

type Fields = Record<string, unknown>;

/** Credentials that their models do not mark as sensitive. */
const SECRET = new Set(['SecretAccessKey', 'SessionToken', 'WebIdentityToken', 'SAMLAssertion', 'TokenCode']);

/** What a call was made with, null if with nothing. Names begin in lower case; secrets and bytes are left out. */
export function requestParameters(call: RecordedCall | undefined, caller: Caller | undefined): Fields | null {
  if (!call) return null;
  const fields = (shown(call.operation.input, call.input) ?? {}) as Fields;
  const named = call.operation.name.startsWith('AssumeRole') ? sessionFields(fields, caller) : fields;
  return Object.keys(named).length > 0 ? named : null;
}

/**
 * Of calls that make a session: whom it is for. Null for all others; AWS shows what was made by those that write.
 * IAM user guide, "Example AWS STS API events in CloudTrail log"
 */
export function responseElements(call: RecordedCall | undefined): Fields | null {
  if (!call?.output || !/^Assume|^Get(Session|Federation)Token$/.test(call.operation.name)) return null;
  return (shown(call.operation.output, call.output) ?? null) as Fields | null;
}

/** IAM user guide, "Viewing session tags in CloudTrail"; facts B.6 */
function sessionFields({ tags, ...fields }: Fields, caller: Caller | undefined): Fields {
  const given = Array.isArray(tags) ? (tags as { key: string; value: string }[]) : [];
  const { tags: inherited = {}, transitiveTagKeys = [] } = caller?.session ?? {};
  const incoming = Object.entries(inherited).filter(([key]) => transitiveTagKeys.includes(key));
  return {
    ...fields,
    ...(given.length > 0 && { principalTags: Object.fromEntries(given.map(({ key, value }) => [key, value])) }),
    ...(incoming.length > 0 && { incomingTransitiveTags: Object.fromEntries(incoming) }),
  };
}

/** A value as events show it; undefined for what they must not. */
function shown(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.getMergedTraits().sensitive || schema.isBlobSchema()) return undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : `${value.toISOString().slice(0, 19)}Z`;
  if (typeof value !== 'object' || value === null) return value;
  if (schema.isListSchema()) return (value as unknown[]).map((item) => shown(schema.getValueSchema(), item));
  if (schema.isMapSchema()) return shownMap(schema.getValueSchema(), value as Fields);
  return schema.isStructSchema() ? shownStructure(schema, value as Fields) : undefined;
}

function shownMap(schema: NormalizedSchema, value: Fields): Fields {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(schema, item)]));
}

function shownStructure(schema: NormalizedSchema, value: Fields): Fields {
  const fields: [string, unknown][] = [];
  for (const [name, member] of schema.structIterator()) {
    const item = SECRET.has(name) || value[name] === undefined ? undefined : shown(member, value[name]);
    if (item !== undefined) fields.push([eventName(name), item]);
  }
  return Object.fromEntries(fields);
}

/** S3's events call the bucket bucketName. S3 user guide, "Amazon S3 CloudTrail events" */
const eventName = (name: string) => (name === 'Bucket' ? 'bucketName' : name.charAt(0).toLowerCase() + name.slice(1));
