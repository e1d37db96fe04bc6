import { readAttributesToGet } from '../legacy/attributes-to-get.ts';
import type { Path } from './path.ts';
import { parseProjection } from './projection.ts';
import type { Scope } from './scope.ts';

interface ProjectionInput {
  ProjectionExpression?: string;
  AttributesToGet?: string[];
}

/** The paths that a read asks for, in either form; undefined for everything. Errors: ValidationException. */
export function readProjection(input: ProjectionInput, scope: Scope): Path[] | undefined {
  return parseProjection(input.ProjectionExpression, scope) ?? readAttributesToGet(input.AttributesToGet);
}
