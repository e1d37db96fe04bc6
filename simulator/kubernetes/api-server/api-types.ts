import table from './api-types.json' with { type: 'json' };
import { apiVersionOf, KINDS } from './kinds.ts';

/** A field of a Kubernetes type, as the published .proto and Go files describe it (scripts/generate-kubernetes-types.ts). */
export interface FieldType {
  /** Number in protobuf. */
  id: number;
  /** A scalar (`string`, `int32`, `bool`, `bytes`…) or the name of another type. */
  type: string;
  shape?: 'list' | 'map';
  /** Its fields stand in the parent's JSON. */
  inline?: true;
  /** Strategic merge: items are matched by this key; empty for a list of scalars. */
  mergeKey?: string;
  /** Apply: `map` (matched by listKeys), `set`, `atomic`, `granular`. */
  listType?: string;
  listKeys?: string[];
  /** Without omitempty in Go, as OpenAPI and `kubectl explain` tell it. */
  required?: true;
  /** All that it, or an item of it, may be. */
  enum?: string[];
}

export type ObjectType = Record<string, FieldType>;

const TYPES: Record<string, ObjectType> = table as Record<string, ObjectType>;

export const findType = (name: string): ObjectType | undefined => TYPES[name];

/** `apps`, `Deployment` → `io.k8s.api.apps.v1.Deployment`. */
export function typeNameOf({ group, version, kind }: { group: string; version: string; kind: string }): string {
  // kubernetes/api keeps groups in folders of their short names: `rbac` for `rbac.authorization.k8s.io`.
  return `io.k8s.api.${group.split('.')[0] || 'core'}.${version}.${kind}`;
}

/** The type of an object of this apiVersion and kind. */
export function typeNameOfObject(apiVersion: string, kind: string): string {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  if (kind === 'DeleteOptions') return 'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions';
  return typeNameOf({ group, version, kind });
}

const flattened = new Map<string, ObjectType>();

/** The fields as they stand in JSON: those of inline types among the parent's own. Undefined for what is not in the table. */
export function jsonFields(name: string): ObjectType | undefined {
  const known = flattened.get(name);
  const type = known ?? TYPES[name];
  if (known || !type || isOpaque(name)) return known;
  // Without a prototype: clients name fields, and `__proto__` is one that no type has.
  const fields: ObjectType = Object.create(null);
  for (const [key, field] of Object.entries(type)) {
    if (field.inline) Object.assign(fields, jsonFields(field.type));
    else fields[key] = field;
  }
  if (KIND_TYPES.has(name)) Object.assign(fields, { apiVersion: TEXT, kind: TEXT });
  flattened.set(name, fields);
  return fields;
}

const TEXT: FieldType = { id: 0, type: 'string' };

const KIND_TYPES = new Set([
  ...KINDS.flatMap((kind) => [kind, ...(kind.subresources ?? [])]).map((kind) =>
    typeNameOfObject(apiVersionOf(kind), kind.kind),
  ),
  'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions',
]);

const META = 'io.k8s.apimachinery.pkg';

/** Types whose JSON is not an object with the fields of their message. */
export const OPAQUE = {
  quantity: `${META}.api.resource.Quantity`,
  time: `${META}.apis.meta.v1.Time`,
  microTime: `${META}.apis.meta.v1.MicroTime`,
  fields: `${META}.apis.meta.v1.FieldsV1`,
  intOrString: `${META}.util.intstr.IntOrString`,
  raw: `${META}.runtime.RawExtension`,
  extra: ['authentication', 'authorization'].map((group) => `io.k8s.api.${group}.v1.ExtraValue`),
};

export const isOpaque = (name: string): boolean => Object.values(OPAQUE).flat().includes(name);
