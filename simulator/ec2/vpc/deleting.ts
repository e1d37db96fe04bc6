import type { CallContext } from '../../wire/operation.ts';
import { ec2Error } from '../ec2-errors.ts';
import { ec2Operation } from '../ec2-operation.ts';
import { changedTags } from '../resource-tags.ts';
import { getRow, type Noun, rowAccess } from './noun.ts';

interface Deletion<Request, Row extends { id: string }, Result> {
  /** `DeleteVpc` */
  action: string;
  noun: Noun<Row>;
  idIn(request: Request): string | undefined;
  /** Throws for what must not be deleted now. */
  requireFree(row: Row, context: CallContext): void;
  /** Deletes what goes with it. */
  alsoDelete?(row: Row, context: CallContext): void;
  answer(row: Row): Result;
}

/** An operation that deletes one thing, if nothing depends on it. */
export function deleting<Request extends { DryRun?: boolean | undefined }, Row extends { id: string }, Result>(
  deletion: Deletion<Request, Row, Result>,
) {
  const { action, noun, idIn, requireFree, alsoDelete, answer } = deletion;
  return ec2Operation<Request, Result>({
    access: (request, context) => [rowAccess(`ec2:${action}`, noun, context, idIn(request))],
    run(request, context) {
      const row = getRow(noun, context, idIn(request));
      requireFree(row, context);
      alsoDelete?.(row, context);
      deleteRow(noun, row.id, context);
      return answer(row);
    },
  });
}

/** With its tags. */
export function deleteRow<Row extends { id: string }>(noun: Noun<Row>, id: string, context: CallContext): void {
  noun.table(context.state, context).delete(id);
  changedTags(context.state, context).delete(id);
}

/** https://github.com/saltstack/salt/issues/60140 */
export const dependencyViolation = ({ name }: { name: string }, id: string) =>
  ec2Error('DependencyViolation', `The ${name} '${id}' has dependencies and cannot be deleted.`);
