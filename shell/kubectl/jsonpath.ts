import { KubectlError } from './kubectl-error.ts';

/** kubectl's JSONPath templates: `{.items[*].metadata.name}`, `{range …}…{end}`, `{"\n"}`, filters, text around. */
export function renderJsonPath(template: string, data: unknown): string {
  const tokens = [...template.matchAll(/\{((?:"(?:\\.|[^"])*"|'[^']*'|[^{}"'])*)\}|([^{]+)/g)].map(
    ([, code, text]): Token => (code === undefined ? { text: text ?? '' } : { code: code.trim() }),
  );
  return render(tokens, data, data);
}

type Token = { text: string; code?: undefined } | { code: string };

function render(tokens: Token[], current: unknown, root: unknown): string {
  let output = '';
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] as Token;
    const { code } = token;
    if (code === undefined) output += 'text' in token ? token.text : '';
    else if (code.startsWith('range ')) {
      const end = endOfRange(tokens, index);
      const body = tokens.slice(index + 1, end);
      output += findAll(code.slice(6).trim(), current, root)
        .map((item) => render(body, item, root))
        .join('');
      index = end;
    } else output += expression(code, current, root);
  }
  return output;
}

function endOfRange(tokens: Token[], from: number): number {
  for (let index = from + 1, depth = 1; index < tokens.length; index += 1) {
    const { code } = tokens[index] as Token;
    if (code?.startsWith('range ')) depth += 1;
    if (code === 'end') depth -= 1;
    if (depth === 0) return index;
  }
  throw new KubectlError('error: error parsing jsonpath: unclosed action');
}

function expression(code: string, current: unknown, root: unknown): string {
  const [, quoted] = /^"((?:\\.|[^"])*)"$/s.exec(code) ?? [];
  if (quoted !== undefined) return JSON.parse(`"${quoted}"`);
  return findAll(code, current, root).map(scalar).join(' ');
}

const scalar = (value: unknown) =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');

/** Every value that a path leads to. */
export function findAll(path: string, current: unknown, root: unknown = current): unknown[] {
  let found: unknown[] = [path.startsWith('$') ? root : current];
  for (const step of stepsOf(path.replace(/^[$@]/, ''))) found = found.flatMap((value) => take(step, value));
  return found;
}

const STEP =
  /\.\.([\w-]+)|\.?\[\s*\?\((.*?)\)\s*\]|\.?\[\s*'((?:\\.|[^'])*)'\s*\]|\.?\[([^\]]*)\]|\.?((?:\\.|[^.[\\])+)|\./gs;

interface Step {
  deep?: string;
  filter?: string;
  index?: string;
  key?: string;
}

function stepsOf(path: string): Step[] {
  return [...path.matchAll(STEP)].flatMap(([, deep, filter, quoted, index, key]): Step[] => {
    if (deep ?? filter ?? index) return [{ deep, filter, index }];
    const name = quoted ?? key;
    return name === undefined ? [] : [{ key: name.replace(/\\(.)/g, '$1') }];
  });
}

function take({ deep, filter, index, key }: Step, value: unknown): unknown[] {
  if (deep !== undefined) return descendants(value, deep);
  if (filter !== undefined) return elements(value).filter((item) => matches(filter, item));
  if (index !== undefined) return atIndex(index, value);
  if (key === '*') return elements(value);
  const one: unknown =
    typeof value === 'object' && value !== null && Object.hasOwn(value, key ?? '')
      ? Reflect.get(value, key ?? '')
      : undefined;
  return one === undefined ? [] : [one];
}

function atIndex(index: string, value: unknown): unknown[] {
  const list = elements(value);
  if (index.trim() === '*') return list;
  const [from = '', to] = index.split(':');
  if (to !== undefined) return list.slice(Number(from || 0), to ? Number(to) : undefined);
  return index.split(',').flatMap((one) => list.slice(Number(one), Number(one) === -1 ? undefined : Number(one) + 1));
}

const elements = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : typeof value === 'object' && value !== null ? Object.values(value) : [];

function descendants(value: unknown, key: string): unknown[] {
  return [...take({ key }, value), ...elements(value).flatMap((inner) => descendants(inner, key))];
}

function matches(filter: string, item: unknown): boolean {
  const [, path = '', operator, operand = ''] = /^\s*(@.*?)\s*(?:(==|!=|<=|>=|<|>)\s*(.*?))?\s*$/s.exec(filter) ?? [];
  const [found] = findAll(path, item);
  if (!operator) return found !== undefined;
  const wanted = operand.replace(/^(["'])(.*)\1$/s, '$2');
  const [left, right] = [String(found), wanted];
  const order = Number.isNaN(Number(left) - Number(right)) ? left.localeCompare(right) : Number(left) - Number(right);
  return (
    { '==': left === right, '!=': left !== right, '<': order < 0, '>': order > 0, '<=': order <= 0, '>=': order >= 0 }[
      operator
    ] ?? false
  );
}
