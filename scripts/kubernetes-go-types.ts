import { existsSync, readFileSync } from 'node:fs';

/** What only the Go sources tell of a field: their .proto files know neither omitempty nor enumerations. */
export interface GoField {
  required: boolean;
  enumeration?: Enumeration;
}

export interface Enumeration {
  values: string[];
  /** A line for each value, as Kubernetes' OpenAPI documents append them to a field's description. */
  told: string;
}

type Struct = Record<string, GoField>;

/** The structs of a package's `types.go`, by name; their fields by their names in JSON. */
export function readGoTypes(packageFolder: string): Record<string, Struct> {
  const file = `${packageFolder}/types.go`;
  if (!existsSync(file)) return {};
  const source = readFileSync(file, 'utf8');
  const enumerations = readEnumerations(source);
  const structs = [...source.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)];
  return Object.fromEntries(structs.map(([, name, body = '']) => [name, readFields(body, enumerations)]));
}

const FIELD = /((?:^\t\/\/.*\n|^\n)*)^\t(?:\w+\s+)?(\S+)\s+`json:"(\w+)([^"]*)"/gm;

/** kube-openapi pkg/generators/openapi.go: a field is required unless it has `+optional` or omitempty. */
function readFields(body: string, enumerations: Map<string, Enumeration>): Struct {
  const fields = [...body.matchAll(FIELD)].map(([, comment = '', type = '', name = '', options = '']) => {
    const enumeration = enumerations.get(type.replace(/^\*|^\[\]/, ''));
    const required = !/\+(k8s:)?optional\b/.test(comment) && !options.includes('omitempty');
    return [name, { required, ...(enumeration && { enumeration }) }];
  });
  return Object.fromEntries(fields);
}

/** Types marked `+enum`, with the constants of their type. kube-openapi pkg/generators/enum.go */
function readEnumerations(source: string): Map<string, Enumeration> {
  const names = [...source.matchAll(/\/\/ \+enum\n(?:\/\/.*\n)*type (\w+) string/g)].map(([, name = '']) => name);
  const all = names.map((name): [string, Enumeration] => [name, readEnumeration(source, name)]);
  // Of AddressType the constants are conversions, which are not looked at.
  return new Map(all.filter(([, { values }]) => values.length > 0));
}

function readEnumeration(source: string, type: string): Enumeration {
  const constant = new RegExp(`((?:^\\t// .*\\n)*)^\\t(\\w+) +${type} += +"([^"]*)"`, 'gm');
  const found = [...source.matchAll(constant)].map(([, comment = '', name = '', value = '']) => {
    const text = comment
      .replaceAll(/^\t\/\//gm, '')
      .replace(/\s+/g, ' ')
      .trim();
    const told = (text.startsWith(name) ? text.slice(name.length) : text).trim();
    return { value, line: ` - \`"${value}"\` ${told}`.trimEnd() };
  });
  const lines = found.map(({ line }) => line).sort();
  return { values: found.map(({ value }) => value).sort(), told: ['Possible enum values:', ...lines].join('\n') };
}
