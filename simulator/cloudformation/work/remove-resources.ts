import { isAbsent } from '../resource-types/resource-type.ts';
import type { Stack, StackResource } from '../tables.ts';
import { dependencies } from '../template/dependencies.ts';
import { readTemplate } from '../template/read-template.ts';
import { failureReason } from './failure-reason.ts';
import { getResourceType, givenFor } from './given.ts';
import { makeResource } from './make-resources.ts';
import { changeResource, changeStack, currentStack } from './progress.ts';
import type { Work } from './work.ts';

/** Removes whatever can be removed now, each resource after those that need it, and looks after what is on its way out. */
export async function removeResources(work: Work, arn: string): Promise<void> {
  const template = readTemplate(currentStack(work, arn).template);
  const unfinished = Object.values(currentStack(work, arn).resources).filter(
    ({ status }) => status === 'CREATE_IN_PROGRESS',
  );
  // What is half made is refused by those who would remove it.
  for (const { logicalId: id } of unfinished) await makeResource(work, arn, { template, id });
  const stack = currentStack(work, arn);
  if (Object.values(stack.resources).some(({ status }) => status === 'CREATE_IN_PROGRESS')) return;
  for (const resource of removable(stack)) await removeResource(work, stack, resource);
  concludeRemoval(work, arn);
}

const isGone = ({ status, physicalId }: StackResource) =>
  status === 'DELETE_COMPLETE' || status === 'DELETE_SKIPPED' || physicalId === undefined;

/** Those that are there and that nothing needs which is there. */
function removable({ template, resources }: Stack): StackResource[] {
  const needs = dependencies(readTemplate(template));
  const there = Object.values(resources).filter((resource) => !isGone(resource));
  const isNeeded = (id: string) => there.some(({ logicalId }) => needs.get(logicalId)?.has(id));
  return there.filter(({ logicalId, status }) => status !== 'DELETE_FAILED' && !isNeeded(logicalId));
}

async function removeResource(work: Work, stack: Stack, resource: StackResource): Promise<void> {
  const { logicalId, physicalId = '', status } = resource;
  const note = (change: Partial<StackResource>) => changeResource(work, stack.arn, { logicalId, ...change });
  const type = getResourceType(resource);
  const given = givenFor(work, stack, resource);
  try {
    const isLeaving = status === 'DELETE_IN_PROGRESS' && (await type.isLeaving?.(physicalId, given));
    if (status !== 'DELETE_IN_PROGRESS') note({ status: 'DELETE_IN_PROGRESS' });
    if (!isLeaving) await type.remove(physicalId, given);
    if (!type.isLeaving) note({ status: 'DELETE_COMPLETE' });
  } catch (error) {
    if (isAbsent(error)) note({ status: 'DELETE_COMPLETE' });
    else note({ status: 'DELETE_FAILED', reason: failureReason(error, stack.token ?? '') });
  }
}

function concludeRemoval(work: Work, arn: string): void {
  const stack = currentStack(work, arn);
  if (removable(stack).length > 0) return;
  const left = Object.values(stack.resources).filter((resource) => !isGone(resource));
  const action = stack.status === 'ROLLBACK_IN_PROGRESS' ? 'ROLLBACK' : 'DELETE';
  if (left.length === 0) {
    changeStack(work, arn, { status: `${action}_COMPLETE` });
    return;
  }
  const failed = left.filter(({ status }) => status === 'DELETE_FAILED').map(({ logicalId }) => logicalId);
  // Assumed; not confirmed against AWS: the text.
  const statusReason = `The following resource(s) failed to delete: [${failed.join(', ')}]. `;
  changeStack(work, arn, { status: `${action}_FAILED`, statusReason });
}
