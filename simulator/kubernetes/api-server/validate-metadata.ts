import type { KubeObject } from '../storage.ts';
import { type FieldError, invalidValue, required } from './invalid.ts';
import type { Kind } from './kinds.ts';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const VALUE = `(${QUALIFIED})?`;

// Texts of apimachinery pkg/util/validation/validation.go
const LABEL_TEXT = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`;
const LABEL_1035_TEXT = `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '${LABEL_1035}')`;
const SUBDOMAIN_TEXT = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`;
const QUALIFIED_TEXT = `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}')`;
const VALUE_TEXT = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${VALUE}')`;

/** Name, labels and annotations. kubernetes ValidateObjectMeta */
export function validateMetadata(kind: Kind, { metadata }: KubeObject): FieldError[] {
  const { name, labels = {}, annotations = {} } = metadata;
  if (!name) return [required('metadata.name', 'name or generateName is required')];
  const nameErrors = (NAMES[kind.kind] ?? dnsSubdomain)('metadata.name', name);
  return [...nameErrors, ...validateLabels('metadata.labels', labels), ...validateAnnotations(annotations)];
}

/** Kinds whose names become parts of DNS names, or only of paths. */
const NAMES: Record<string, typeof dnsLabel> = {
  Namespace: dnsLabel,
  Service: dns1035Label,
  Role: pathSegment,
  RoleBinding: pathSegment,
  ClusterRole: pathSegment,
  ClusterRoleBinding: pathSegment,
};

/** `system:node` is one. apimachinery pkg/api/validation/path */
function pathSegment(field: string, name: string): FieldError[] {
  if (name === '.' || name === '..') return [invalidValue(field, name, `may not be '${name}'`)];
  return ['/', '%']
    .filter((character) => name.includes(character))
    .map((character) => invalidValue(field, name, `may not contain '${character}'`));
}

/** A DNS label of old, which starts with a letter. */
function dns1035Label(field: string, name: string): FieldError[] {
  return check(field, name, LABEL_1035, LABEL_1035_TEXT, 63);
}

/** A DNS label, at most 63 characters: names of namespaces, containers and volumes. */
export function dnsLabel(field: string, name: string): FieldError[] {
  return check(field, name, LABEL, LABEL_TEXT, 63);
}

/** A DNS subdomain, at most 253 characters: most names. */
export function dnsSubdomain(field: string, name: string): FieldError[] {
  return check(field, name, SUBDOMAIN, SUBDOMAIN_TEXT, 253);
}

export function validateLabels(field: string, labels: Record<string, string>): FieldError[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...labelKeyErrors(field, key),
    ...labelValueErrors(field, value),
  ]);
}

export function labelValueErrors(field: string, value: string): FieldError[] {
  return check(field, value, VALUE, VALUE_TEXT, 63);
}

function validateAnnotations(annotations: Record<string, string>): FieldError[] {
  return Object.keys(annotations).flatMap((key) => labelKeyErrors('metadata.annotations', key.toLowerCase()));
}

export function labelKeyErrors(field: string, key: string): FieldError[] {
  const [name = '', prefix, ...more] = key.split('/').reverse();
  if (more.length > 0) {
    const text = `a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${QUALIFIED}') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`;
    return [invalidValue(field, key, text)];
  }
  const bad = !new RegExp(`^${QUALIFIED}$`).test(name) || name.length > 63;
  const prefixErrors = prefix === undefined ? [] : check(field, prefix, SUBDOMAIN, SUBDOMAIN_TEXT, 253);
  return [...prefixErrors, ...(bad ? [invalidValue(field, key, QUALIFIED_TEXT)] : [])];
}

function check(field: string, value: string, pattern: string, text: string, limit: number): FieldError[] {
  if (!new RegExp(`^${pattern}$`).test(value)) return [invalidValue(field, value, text)];
  return value.length > limit ? [invalidValue(field, value, `must be no more than ${limit} characters`)] : [];
}
