import type { StoredItem, StoredValue } from '../value/stored-value.ts';
import { conflict, overlap, type Path, parsePath, showPath } from './path.ts';
import { openReader, type Reader } from './reader.ts';
import type { Scope } from './scope.ts';

/** Reads a ProjectionExpression. Errors: ValidationException. */
export function parseProjection(text: string | undefined, scope: Scope): Path[] | undefined {
  if (text === undefined) return undefined;
  const reader = openReader('ProjectionExpression', text, scope);
  const paths = [parsePath(reader)];
  while (reader.accept(',')) paths.push(parsePath(reader));
  reader.expectEnd();
  requireDistinct(reader, paths);
  return paths;
}

/** Errors: ValidationException for paths of which one leads to the other, or that see one place as list and as map. */
export function requireDistinct(reader: Reader, paths: Path[]): void {
  for (const [index, one] of paths.entries()) {
    for (const other of paths.slice(index + 1)) {
      const problem = overlap(one, other) ? 'overlap' : conflict(one, other) ? 'conflict' : undefined;
      if (!problem) continue;
      throw reader.refusal(
        `Two document paths ${problem} with each other; must remove or rewrite one of these paths; ` +
          `path one: ${showPath(one)}, path two: ${showPath(other)}`,
      );
    }
  }
}

/** The parts of an item that the paths name; list elements close up. */
export function project(item: StoredItem, paths: Path[] | undefined): StoredItem {
  return paths ? (pick({ M: item }, paths)?.M ?? {}) : item;
}

function pick(value: StoredValue, paths: (string | number)[][]): StoredValue | undefined {
  if (paths.some((path) => path.length === 0)) return value;
  const steps = [...new Set(paths.map(([step]) => step))];
  const below = (step: string | number | undefined, child: StoredValue | undefined) => {
    return (
      child &&
      pick(
        child,
        paths.filter((path) => path[0] === step).map((path) => path.slice(1)),
      )
    );
  };
  if (value.M) {
    const { M: members } = value;
    const names = steps.filter((step) => typeof step === 'string' && Object.hasOwn(members, step)) as string[];
    const picked = names.flatMap((name) => {
      const child = below(name, members[name]);
      return child ? [[name, child] as const] : [];
    });
    return { M: Object.fromEntries(picked) };
  }
  if (!value.L) return undefined;
  const { L: elements } = value;
  const indexes = steps.filter((step) => typeof step === 'number').sort((a, b) => a - b);
  return { L: indexes.flatMap((index) => below(index, elements[index]) ?? []) };
}
