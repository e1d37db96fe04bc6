import type { OnFailure, StackStatus } from '@aws-sdk/client-cloudformation';
import { validationError } from '../cloudformation-errors.ts';
import { livingStacks, type Stack, type StackOutput } from '../tables.ts';
import { evaluate } from '../template/evaluate.ts';
import type { OutputDeclaration, Template } from '../template/template.ts';
import { failureReason } from './failure-reason.ts';
import { changeStack, currentStack } from './progress.ts';
import { stackScope } from './stack-scope.ts';
import type { Work } from './work.ts';

/** What becomes of the stack once nothing is being made any more: it is complete, or what was made goes again. */
export function concludeCreation(
  work: Work,
  arn: string,
  { template, wanted }: { template: Template; wanted: string[] },
): void {
  const stack = currentStack(work, arn);
  if (stack.status !== 'CREATE_IN_PROGRESS') return;
  const resources = Object.values(stack.resources);
  if (resources.some(({ status }) => status === 'CREATE_IN_PROGRESS')) return;
  const failed = resources.filter(({ status }) => status === 'CREATE_FAILED').map(({ logicalId }) => logicalId);
  if (failed.length > 0) {
    fail(work, stack, `The following resource(s) failed to create: [${failed.join(', ')}].`);
  } else if (resources.length === wanted.length) complete(work, stack, template);
}

function complete(work: Work, stack: Stack, template: Template): void {
  try {
    changeStack(work, stack.arn, { status: 'CREATE_COMPLETE', outputs: stackOutputs(work, stack, template) });
  } catch (error) {
    fail(work, stack, failureReason(error, stack.token ?? ''));
  }
}

/** Text: amazon-chime-live-events#43; of `DELETE` in its likeness. */
function fail(work: Work, { arn, onFailure }: Stack, reason: string): void {
  const [status, demand] = OUTCOMES[onFailure];
  changeStack(work, arn, { status, statusReason: `${reason} ${demand}` });
}

/** What follows a failure, by what the request said of it. */
const OUTCOMES: Record<OnFailure, [status: StackStatus, demand: string]> = {
  ROLLBACK: ['ROLLBACK_IN_PROGRESS', 'Rollback requested by user.'],
  DELETE: ['DELETE_IN_PROGRESS', 'Delete requested by user.'],
  DO_NOTHING: ['CREATE_FAILED', ''],
};

/** Errors: ValidationError for an output's value, or an export's name that is taken. */
function stackOutputs(work: Work, stack: Stack, template: Template): StackOutput[] {
  const scope = stackScope(stack, template);
  const isWanted = ({ Condition }: OutputDeclaration) => Condition === undefined || scope.condition(Condition);
  return Object.entries(template.Outputs)
    .filter(([, declaration]) => isWanted(declaration))
    .map(([key, { Value, Description, Export }]) => ({
      key,
      value: String(evaluate(Value, scope)),
      description: Description,
      exportName: Export && requireFree(work, stack, String(evaluate(Export.Name, scope))),
    }));
}

/** Text: aws-amplify/amplify-cli#1581. */
function requireFree({ state }: Work, { account, region }: Stack, name: string): string {
  const exports = ({ outputs }: Stack) => outputs.some(({ exportName }) => exportName === name);
  const owner = livingStacks(state, { account, region }).find(exports);
  if (!owner) return name;
  throw validationError(`Export with name ${name} is already exported by stack ${owner.name}.`);
}
