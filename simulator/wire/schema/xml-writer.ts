import type { NormalizedSchema } from '@smithy/core/schema';
import { once, perStructure } from './per-structure.ts';
import { textWriter } from './text.ts';
import { DATE_TIME } from './timestamp.ts';

/** Turns a value into the elements that hold it. */
export type ToXml = (value: unknown) => string;

/** Writes one part of a structure, if the value has it. */
interface Member {
  name: string;
  write: ToXml;
}

type Fields = Record<string, unknown>;

/**
 * Writes a value as the element `name`. What the schema does not know is left out, and so are nulls.
 * https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings
 */
export function xmlWriter(schema: NormalizedSchema, name: string, moreAttributes = ''): ToXml {
  if (schema.isStructSchema()) return structureWriter(schema, name, moreAttributes);
  if (schema.isListSchema()) return listWriter(schema, name);
  if (schema.isMapSchema()) return mapWriter(schema, name);
  const text = textWriter(schema, DATE_TIME);
  return (value) => `<${name}>${escapeText(text(value))}</${name}>`;
}

/** Writes the members of a structure, without an element around them. */
export function xmlContentWriter(schema: NormalizedSchema): ToXml {
  const members = membersOf(schema);
  return (value) => writeAll(members().elements, value as Fields);
}

function structureWriter(schema: NormalizedSchema, name: string, moreAttributes: string): ToXml {
  const members = membersOf(schema);
  const fixed = namespaceOf(schema) + moreAttributes;
  return (value) => {
    const { attributes, elements } = members();
    const fields = value as Fields;
    return element(name, writeAll(attributes, fields) + fixed, writeAll(elements, fields));
  };
}

const membersOf = perStructure((schema) =>
  once(() => {
    const [attributes, elements]: [Member[], Member[]] = [[], []];
    for (const [name, member] of schema.structIterator()) {
      // Not the merged traits: a structure's own name is that of a document's root.
      const wireName = member.getMemberTraits().xmlName ?? name;
      if (member.getMergedTraits().xmlAttribute) attributes.push({ name, write: attributeWriter(member, wireName) });
      else elements.push({ name, write: xmlWriter(member, wireName) });
    }
    return { attributes, elements };
  }),
);

function writeAll(members: Member[], fields: Fields): string {
  let text = '';
  for (const { name, write } of members) {
    const value = fields[name];
    if (value !== undefined && value !== null) text += write(value);
  }
  return text;
}

function attributeWriter(schema: NormalizedSchema, name: string): ToXml {
  const text = textWriter(schema, DATE_TIME);
  return (value) => ` ${name}="${escapeAttribute(text(value))}"`;
}

function namespaceOf(schema: NormalizedSchema): string {
  const [prefix, uri] = schema.getMergedTraits().xmlNamespace ?? [];
  return uri ? ` xmlns${prefix ? `:${prefix}` : ''}="${uri}"` : '';
}

function listWriter(schema: NormalizedSchema, name: string): ToXml {
  const item = schema.getValueSchema();
  const isFlat = schema.getMergedTraits().xmlFlattened;
  const write = xmlWriter(item, isFlat ? name : (item.getMergedTraits().xmlName ?? 'member'));
  return (value) => {
    let items = '';
    for (const entry of value as unknown[]) if (entry !== undefined && entry !== null) items += write(entry);
    return isFlat ? items : element(name, '', items);
  };
}

/** No schema of ours has a map that is flattened or renames its parts. */
function mapWriter(schema: NormalizedSchema, name: string): ToXml {
  const write = xmlWriter(schema.getValueSchema(), 'value');
  return (value) => {
    const map = value as Fields;
    const entryOf = (key: string) => `<entry><key>${escapeText(key)}</key>${write(map[key])}</entry>`;
    const keys = Object.keys(map).filter((key) => map[key] !== undefined && map[key] !== null);
    return element(name, '', keys.map(entryOf).join(''));
  };
}

const element = (name: string, attributes: string, content: string) =>
  content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;

const ESCAPES: Record<string, string> = {
  ...{ '&': '&amp;', '"': '&quot;', "'": '&apos;', '<': '&lt;', '>': '&gt;' },
  ...{ '\r': '&#x0D;', '\n': '&#x0A;', '\u0085': '&#x85;', '\u2028': '&#x2028;' },
};
const escaped = (character: string) => ESCAPES[character] ?? character;
const escapeText = (text: string) => text.replace(/[&"'<>\r\n\u0085\u2028]/g, escaped);
const escapeAttribute = (text: string) => text.replace(/[&<>"]/g, escaped);
