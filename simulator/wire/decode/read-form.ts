import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../../aws-error.ts';
import type { Codec } from '../schema/codec.ts';

/** `Tags.member.1.Key=team` as a tree: each dot goes one level down. */
interface FormNode {
  text?: string;
  children: Map<string, FormNode>;
}

const MAX_LEVELS = 32;

/** The input of an awsQuery operation: the one decoder that the SDK, being a client, does not bring along. */
export function readForm(codec: Codec, schema: NormalizedSchema, form: URLSearchParams): Record<string, unknown> {
  const root: FormNode = { children: new Map() };
  for (const [name, text] of form) plant(root, name, text);
  return schema.isUnitSchema() ? {} : (readStructure(codec, schema, root) as Record<string, unknown>);
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

function readNode(codec: Codec, schema: NormalizedSchema, node: FormNode): unknown {
  if (schema.isStructSchema()) return readStructure(codec, schema, node);
  if (schema.isListSchema()) return readList(codec, schema, node);
  if (schema.isMapSchema()) return readMap(codec, schema, node);
  return node.text === undefined ? undefined : readText(codec, schema, node.text);
}

function readStructure(codec: Codec, schema: NormalizedSchema, node: FormNode): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const child = node.children.get(member.getMergedTraits().xmlName ?? name);
    const value = child && readNode(codec, member, child);
    if (value !== undefined) members[name] = value;
  }
  return members;
}

function readList(codec: Codec, schema: NormalizedSchema, node: FormNode): unknown[] {
  const value = schema.getValueSchema();
  const wrapper = value.getMergedTraits().xmlName ?? 'member';
  const items = schema.getMergedTraits().xmlFlattened ? node : node.children.get(wrapper);
  return numbered(items).map((item) => readNode(codec, value, item));
}

function readMap(codec: Codec, schema: NormalizedSchema, node: FormNode): Record<string, unknown> {
  const [key, value] = [schema.getKeySchema(), schema.getValueSchema()];
  const entries = numbered(schema.getMergedTraits().xmlFlattened ? node : node.children.get('entry'));
  const keyName = key.getMergedTraits().xmlName ?? 'key';
  const valueName = value.getMergedTraits().xmlName ?? 'value';
  return Object.fromEntries(
    entries.flatMap((entry) => {
      const [name, item] = [entry.children.get(keyName)?.text, entry.children.get(valueName)];
      return name === undefined || !item ? [] : [[name, readNode(codec, value, item)]];
    }),
  );
}

function numbered(node: FormNode | undefined): FormNode[] {
  return [...(node?.children ?? [])]
    .filter(([name]) => /^\d+$/.test(name))
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([, child]) => child);
}

function readText(codec: Codec, schema: NormalizedSchema, text: string): unknown {
  if (schema.isStringSchema()) return text;
  if (schema.isNumericSchema() && !/^-?\d+(\.\d+)?$/.test(text)) throw malformed(text);
  if (schema.isBooleanSchema() && !/^(true|false)$/i.test(text)) throw malformed(text);
  try {
    return codec.fromText(schema, text);
  } catch {
    throw malformed(text);
  }
}

const malformed = (text: string) => new AwsError('MalformedInput', 400, `Invalid value: ${text.slice(0, 100)}`);
