import type { Condition, Operand } from './condition.ts';
import type { Path } from './path.ts';

/** Every path that a condition looks at. */
export function conditionPaths(condition: Condition): Path[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...conditionPaths(condition.left), ...conditionPaths(condition.right)];
    case 'not':
      return conditionPaths(condition.condition);
    case 'compare':
      return [condition.left, condition.right].flatMap(pathOf);
    case 'between':
      return [condition.operand, condition.low, condition.high].flatMap(pathOf);
    case 'in':
      return [condition.operand, ...condition.list].flatMap(pathOf);
    case 'function':
      return condition.operands.flatMap(pathOf);
  }
}

function pathOf(operand: Operand): Path[] {
  if (operand.kind === 'path') return [operand.path];
  return operand.kind === 'size' ? pathOf(operand.of) : [];
}
