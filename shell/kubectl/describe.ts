import type { KubeObject } from './client.ts';
import { columns } from './columns.ts';
import { done, type Invocation, type Subcommand } from './command-types.ts';
import { type Fields, isFields } from './fields.ts';
import { isSet } from './flags.ts';
import { eventsPath } from './information.ts';
import { KubectlError } from './kubectl-error.ts';
import { fetchSelected, selectionOf } from './selection.ts';

/** `kubectl describe`: metadata, then spec and status field by field, then the object's events. */
export const describe: Subcommand = async (invocation) => {
  const { client, flags } = invocation;
  const texts: string[] = [];
  for (const selected of selectionOf(flags.positional)) {
    for (const object of await fetchSelected(selected, client, flags)) {
      texts.push(describeObject(object) + (await describeEvents(invocation, object)));
    }
  }
  if (!texts.length && !isSet(flags, 'all-namespaces'))
    throw new KubectlError(`No resources found in ${client.namespace} namespace.`, 0);
  return done(texts.join('\n\n'));
};

const WIDTH = 18;

function describeObject(object: KubeObject): string {
  const { metadata, apiVersion, kind, ...rest } = object;
  const lines = [
    line('Name', metadata.name),
    ...(metadata.namespace ? [line('Namespace', metadata.namespace)] : []),
    map('Labels', metadata.labels),
    map('Annotations', metadata.annotations),
    ...(metadata.creationTimestamp ? [line('CreationTimestamp', metadata.creationTimestamp)] : []),
  ];
  for (const part of [rest.spec, rest.status]) if (isFields(part)) lines.push(...fields(part, ''));
  for (const [key, value] of Object.entries(rest)) {
    if (key !== 'spec' && key !== 'status') lines.push(...fields({ [key]: value }, ''));
  }
  return `${lines.join('\n')}\n`;
}

function fields(value: Fields, indent: string): string[] {
  return Object.entries(value).flatMap(([key, one]): string[] => {
    const title = `${indent}${heading(key)}`;
    if (Array.isArray(one) && one.some(isFields)) {
      return [
        `${title}:`,
        ...one.flatMap((item) => (isFields(item) ? listItem(item, `${indent}  `) : [`${indent}  ${item}`])),
      ];
    }
    if (Array.isArray(one)) return [line(title, one.join(', ') || '<none>')];
    if (isFields(one))
      return Object.keys(one).length ? [`${title}:`, ...fields(one, `${indent}  `)] : [line(title, '<none>')];
    return [line(title, String(one))];
  });
}

/** A list's item begins with its name, if it has one. */
function listItem(item: Fields, indent: string): string[] {
  const { name, ...rest } = item;
  if (name === undefined) return fields(item, indent);
  return [`${indent}${name}:`, ...fields(rest, `${indent}  `)];
}

async function describeEvents({ client }: Invocation, { metadata, kind }: KubeObject): Promise<string> {
  const fieldSelector = `involvedObject.name=${metadata.name},involvedObject.kind=${kind}`;
  const path = eventsPath(metadata.namespace ?? 'default');
  const { items } = await client.json<{ items: KubeObject[] }>(path, { query: { fieldSelector } });
  const own = items.filter(
    ({ involvedObject }) => (involvedObject as { uid?: string } | undefined)?.uid === metadata.uid,
  );
  if (!own.length) return `${line('Events', '<none>')}\n`;
  const rows = own.map(({ type, reason, source, message }) => [
    String(type),
    String(reason),
    String((source as { component?: string } | undefined)?.component ?? ''),
    String(message).trim(),
  ]);
  const table = columns([['Type', 'Reason', 'From', 'Message'], ['----', '------', '----', '-------'], ...rows]);
  return `Events:\n${table.replace(/^(?=.)/gm, '  ')}`;
}

const line = (title: string, value: string) => `${`${title}:`.padEnd(WIDTH)} ${value}`;

function map(title: string, values: Record<string, string> = {}): string {
  const pairs = Object.entries(values).filter(([key]) => !key.endsWith('/last-applied-configuration'));
  if (!pairs.length) return line(title, '<none>');
  const separator = title === 'Labels' ? '=' : ': ';
  return pairs
    .map(([key, value], index) => (index ? `${' '.repeat(WIDTH)} ` : line(title, '')) + key + separator + value)
    .join('\n');
}

const heading = (key: string) => key.charAt(0).toUpperCase() + key.slice(1).replace(/([a-z])([A-Z])/g, '$1 $2');
