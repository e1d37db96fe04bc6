import type { TransformPlugin } from 'just-bash';

const HAS_DEFAULT = /^(DefaultValue|AssignDefault|UseAlternative)$/;
const EMPTY = { type: 'Literal', value: '' };

/**
 * `"${NAME:-}"`, `"${NAME-x}"` and their like as a whole word: under `set -u` just-bash 3.4.2 fails on an unset NAME, though the
 * default is what they are for. With an empty text beside it, the same word goes the way that works.
 */
export const quotedDefaults: TransformPlugin = {
  name: 'quoted-defaults',
  transform: ({ ast }) => ({ ast: withRoom(ast) as typeof ast }),
};

/** Any part of a syntax tree, with all that is in it. */
function withRoom(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withRoom);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, withRoom(value)]));
  if (copy.type !== 'DoubleQuoted' || !isOneDefault(copy.parts)) return copy;
  return { ...copy, parts: [...copy.parts, EMPTY] };
}

/** Arrays (`"${NAMES[@]:-}"`) become several words, which only the other way knows. */
function isOneDefault(parts: unknown): parts is unknown[] {
  if (!Array.isArray(parts) || parts.length !== 1) return false;
  const { type, parameter, operation } = parts[0];
  return type === 'ParameterExpansion' && HAS_DEFAULT.test(operation?.type) && /^\w+$/.test(parameter);
}
