import type { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaTraitsObject } from '@smithy/types';
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

/** How a protocol names the fields of a form. */
export interface FormStyle {
  nameOf(name: string, traits: SchemaTraitsObject): string;
  isFlat(list: NormalizedSchema): boolean;
  structureReader(schema: NormalizedSchema): ReadNode;
}

function formStyle(rules: Pick<FormStyle, 'nameOf' | 'isFlat'>): FormStyle {
  const style: FormStyle = { ...rules, structureReader: perStructure((schema) => structureReader(schema, style)) };
  return style;
}

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export const QUERY_FORM = formStyle({
  nameOf: (name, { xmlName }) => xmlName ?? name,
  isFlat: (list) => Boolean(list.getMergedTraits().xmlFlattened),
});

/** https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
export const EC2_FORM = formStyle({
  nameOf: (name, { ec2QueryName, xmlName }) => (ec2QueryName as string | undefined) ?? capitalized(xmlName ?? name),
  isFlat: () => true,
});

const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** The input of a Query operation: the one decoder that the SDK, being a client, does not bring along. */
export function readForm(schema: NormalizedSchema, form: URLSearchParams, style: FormStyle): Record<string, unknown> {
  if (schema.isUnitSchema()) return {};
  const root: FormNode = { children: new Map() };
  for (const [name, text] of form) plant(root, name, text);
  return style.structureReader(schema)(root) as Record<string, unknown>;
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

function nodeReader(schema: NormalizedSchema, style: FormStyle): ReadNode {
  if (schema.isStructSchema()) return style.structureReader(schema);
  if (schema.isListSchema()) return listReader(schema, style);
  if (schema.isMapSchema()) return mapReader(schema, style);
  const read = fieldReader(schema);
  return ({ text }) => (text === undefined ? undefined : read(text));
}

function structureReader(schema: NormalizedSchema, style: FormStyle): ReadNode {
  const members = once(() => {
    const named = ([name, member]: [string, NormalizedSchema]) =>
      [style.nameOf(name, member.getMergedTraits()), { name, read: nodeReader(member, style) }] as const;
    return new Map([...schema.structIterator()].map(named));
  });
  return (node) => {
    const [readers, value] = [members(), {} as Record<string, unknown>];
    for (const [wireName, child] of node.children) {
      const member = readers.get(wireName);
      const field = member?.read(child);
      if (member && field !== undefined) value[member.name] = field;
    }
    return value;
  };
}

function listReader(schema: NormalizedSchema, style: FormStyle): ReadNode {
  const item = schema.getValueSchema();
  const wrapper = item.getMergedTraits().xmlName ?? 'member';
  const [read, isFlat] = [nodeReader(item, style), style.isFlat(schema)];
  return (node) => numbered(isFlat ? node : node.children.get(wrapper)).map(read);
}

function mapReader(schema: NormalizedSchema, style: FormStyle): ReadNode {
  const [key, item] = [schema.getKeySchema(), schema.getValueSchema()];
  const keyName = key.getMergedTraits().xmlName ?? 'key';
  const valueName = item.getMergedTraits().xmlName ?? 'value';
  const [read, isFlat] = [nodeReader(item, style), style.isFlat(schema)];
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
