import { type FieldType, isOpaque, jsonFields, OPAQUE, typeNameOf } from './api-types.ts';
import { KINDS } from './kinds.ts';

export type Schema = Record<string, unknown>;

/** What is told of a type (under the empty name) and of its fields. */
export type Descriptions = Record<string, Record<string, string> | undefined>;

/** OpenAPI schemas of these types and of all that they are made of, by name. */
export function schemasOf(roots: string[], told: Descriptions): Record<string, Schema> {
  const names = new Set(roots.filter(jsonFields));
  // A set visits what is added while it is walked.
  for (const name of names) {
    for (const { type } of Object.values(jsonFields(name) ?? {})) if (type.includes('.')) names.add(type);
  }
  return Object.fromEntries([...names].sort().map((name) => [name, schemaOf(name, told[name])]));
}

function schemaOf(name: string, told: Record<string, string> = {}): Schema {
  const about = described(told['']);
  if (isOpaque(name)) return { ...about, ...opaqueSchema(name) };
  const fields = Object.entries(jsonFields(name) ?? {});
  const properties = Object.fromEntries(
    fields.map(([field, type]) => [field, { ...described(told[field]), ...fieldSchema(type) }]),
  );
  const required = fields.flatMap(([field, { required: isRequired }]) => (isRequired ? [field] : []));
  const kinds = KINDS.filter((kind) => typeNameOf(kind) === name).map(({ group, version, kind }) => ({
    group,
    version,
    kind,
  }));
  return {
    ...about,
    type: 'object',
    properties,
    ...(required.length > 0 && { required }),
    ...(kinds.length > 0 && { 'x-kubernetes-group-version-kind': kinds }),
  };
}

const described = (description: string | undefined) => (description ? { description } : {});

function opaqueSchema(name: string): Schema {
  if (name === OPAQUE.time || name === OPAQUE.microTime) return { type: 'string', format: 'date-time' };
  if (name === OPAQUE.quantity) return { type: 'string' };
  if (name === OPAQUE.intOrString) return { 'x-kubernetes-int-or-string': true };
  return OPAQUE.extra.includes(name) ? { type: 'array', items: { type: 'string' } } : { type: 'object' };
}

function fieldSchema(field: FieldType): Schema {
  const item = { ...typeSchema(field.type), ...(field.enum && { enum: field.enum }) };
  if (field.shape === 'map') return { type: 'object', additionalProperties: item };
  if (field.shape !== 'list') return item;
  const { mergeKey, listType, listKeys } = field;
  return {
    type: 'array',
    items: item,
    ...(mergeKey !== undefined && { 'x-kubernetes-patch-strategy': 'merge' }),
    ...(mergeKey && { 'x-kubernetes-patch-merge-key': mergeKey }),
    ...(listType && { 'x-kubernetes-list-type': listType }),
    ...(listKeys && { 'x-kubernetes-list-map-keys': listKeys }),
  };
}

const SCALARS: Record<string, Schema> = {
  string: { type: 'string' },
  bool: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  double: { type: 'number', format: 'double' },
  bytes: { type: 'string', format: 'byte' },
};

function typeSchema(type: string): Schema {
  return SCALARS[type] ?? { allOf: [{ $ref: `#/components/schemas/${type}` }] };
}
