import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../../aws-error.ts';
import { once, perStructure } from '../schema/per-structure.ts';
import { textReader } from '../schema/text.ts';
import { DATE_TIME } from '../schema/timestamp.ts';

/** `Tags.member.1.Key=team` as a tree: each dot goes one level down. */
interface FormNode {
  text?: string;
  children: Map<string, FormNode>;
}

/** Turns a node into a value; undefined if there is none in it. */
type ReadNode = (node: FormNode) => unknown;

const MAX_LEVELS = 32;

/** The input of an awsQuery operation: the one decoder that the SDK, being a client, does not bring along. */
export function readForm(schema: NormalizedSchema, form: URLSearchParams): Record<string, unknown> {
  if (schema.isUnitSchema()) return {};
  const root: FormNode = { children: new Map() };
  for (const [name, text] of form) plant(root, name, text);
  return structureReader(schema)(root);
}

function plant(root: FormNode, name: string, text: string): void {
  let node = root;
  for (const part of name.split('.', MAX_LEVELS)) {
    const child = node.children.get(part) ?? { children: new Map() };
    node.children.set(part, child);
    node = child;
  }
  node.text = text;
}

function nodeReader(schema: NormalizedSchema): ReadNode {
  if (schema.isStructSchema()) return structureReader(schema);
  if (schema.isListSchema()) return listReader(schema);
  if (schema.isMapSchema()) return mapReader(schema);
  const read = fieldReader(schema);
  return ({ text }) => (text === undefined ? undefined : read(text));
}

const structureReader = perStructure((schema) => {
  const members = once(() => {
    const named = ([name, member]: [string, NormalizedSchema]) =>
      [member.getMergedTraits().xmlName ?? name, { name, read: nodeReader(member) }] as const;
    return new Map([...schema.structIterator()].map(named));
  });
  return (node: FormNode) => {
    const [readers, value] = [members(), {} as Record<string, unknown>];
    for (const [wireName, child] of node.children) {
      const member = readers.get(wireName);
      const field = member?.read(child);
      if (member && field !== undefined) value[member.name] = field;
    }
    return value;
  };
});

function listReader(schema: NormalizedSchema): ReadNode {
  const item = schema.getValueSchema();
  const wrapper = item.getMergedTraits().xmlName ?? 'member';
  const [read, isFlat] = [nodeReader(item), schema.getMergedTraits().xmlFlattened];
  return (node) => numbered(isFlat ? node : node.children.get(wrapper)).map(read);
}

function mapReader(schema: NormalizedSchema): ReadNode {
  const [key, item] = [schema.getKeySchema(), schema.getValueSchema()];
  const keyName = key.getMergedTraits().xmlName ?? 'key';
  const valueName = item.getMergedTraits().xmlName ?? 'value';
  const [read, isFlat] = [nodeReader(item), schema.getMergedTraits().xmlFlattened];
  return (node) =>
    Object.fromEntries(
      numbered(isFlat ? node : node.children.get('entry')).flatMap(({ children }) => {
        const [name, value] = [children.get(keyName)?.text, children.get(valueName)];
        return name === undefined || !value ? [] : [[name, read(value)]];
      }),
    );
}

function numbered(node: FormNode | undefined): FormNode[] {
  return [...(node?.children ?? [])]
    .filter(([name]) => /^\d+$/.test(name))
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([, child]) => child);
}

function fieldReader(schema: NormalizedSchema): (text: string) => unknown {
  const read = textReader(schema, DATE_TIME);
  const isBoolean = schema.isBooleanSchema();
  return (text) => {
    if (isBoolean && !/^(true|false)$/i.test(text)) throw malformed(text);
    try {
      return read(text);
    } catch {
      throw malformed(text);
    }
  };
}

const malformed = (text: string) => new AwsError('MalformedInput', 400, `Invalid value: ${text.slice(0, 100)}`);
