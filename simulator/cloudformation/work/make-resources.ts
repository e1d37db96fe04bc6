import { UPPER_ALPHANUMERIC } from '../../runtime-services.ts';
import type { Given, ResourceType } from '../resource-types/resource-type.ts';
import { isAbsent } from '../resource-types/resource-type.ts';
import type { Stack, StackResource } from '../tables.ts';
import { dependencies } from '../template/dependencies.ts';
import { evaluate } from '../template/evaluate.ts';
import { readTemplate } from '../template/read-template.ts';
import type { Template } from '../template/template.ts';
import { concludeCreation } from './conclude-creation.ts';
import { failureReason } from './failure-reason.ts';
import { getResourceType, givenFor } from './given.ts';
import { changeResource, currentStack } from './progress.ts';
import { stackScope, wantedResources, zonesFor } from './stack-scope.ts';
import type { Work } from './work.ts';

/** Makes whatever can be made now, and looks after what is being made. */
export async function makeResources(work: Work, arn: string): Promise<void> {
  const stack = currentStack(work, arn);
  const template = readTemplate(stack.template);
  const wanted = wantedResources(stack, template);
  for (const id of makeable(stack, template, wanted)) {
    // Meanwhile the stack's deletion may have been asked for.
    if (currentStack(work, arn).status !== stack.status) return;
    await makeResource(work, arn, { template, id });
  }
  concludeCreation(work, arn, { template, wanted });
}

/** Those that are under way and, unless something has failed, those whose needs are met. */
function makeable({ resources }: Stack, template: Template, wanted: string[]): string[] {
  const needs = dependencies(template);
  const hasFailed = Object.values(resources).some(({ status }) => status === 'CREATE_FAILED');
  return wanted.filter((id) => {
    const status = resources[id]?.status;
    if (status) return status === 'CREATE_IN_PROGRESS';
    const missing = [...(needs.get(id) ?? [])].filter((other) => wanted.includes(other));
    return !hasFailed && missing.every((other) => resources[other]?.status === 'CREATE_COMPLETE');
  });
}

/** Goes on with one resource as far as it goes now: begins it, looks whether it is done, notes that it failed. */
export async function makeResource(work: Work, arn: string, { template, id }: { template: Template; id: string }) {
  const stack = currentStack(work, arn);
  const known = stack.resources[id];
  const planned = known ?? plan(work, stack, template, id);
  try {
    const resource = known ?? (await begin(work, stack, planned));
    const given = givenFor(work, stack, resource);
    const type = getResourceType(resource);
    const physicalId = resource.physicalId ?? (await bear(type, given, known !== undefined));
    if (!resource.physicalId) {
      changeResource(work, arn, { logicalId: id, physicalId, reason: 'Resource creation Initiated' });
    }
    const attributes = await type.settle(physicalId, given);
    if (attributes) changeResource(work, arn, { logicalId: id, status: 'CREATE_COMPLETE', attributes });
  } catch (error) {
    const noted = currentStack(work, arn).resources[id];
    const reason = failureReason(error, stack.token ?? '');
    changeResource(work, arn, { ...planned, ...noted, status: 'CREATE_FAILED', reason });
  }
}

/** A resource that is to be, with its properties as the template has them. */
function plan({ ids, clock }: Work, stack: Stack, { Resources }: Template, id: string): StackResource {
  return {
    logicalId: id,
    type: Resources[id]?.Type ?? '',
    name: generatedName(stack.name, id, ids.chars(12, UPPER_ALPHANUMERIC)),
    status: 'CREATE_IN_PROGRESS',
    changedAtMs: clock.now(),
    properties: Resources[id]?.Properties ?? {},
    attributes: {},
  };
}

/** Notes what is about to be made, before it is. Errors: ValidationError. */
async function begin(work: Work, stack: Stack, planned: StackResource): Promise<StackResource> {
  getResourceType(planned);
  const template = readTemplate(stack.template);
  const zones = await zonesFor(planned.properties, work, stack);
  const properties = evaluate(planned.properties, stackScope(stack, template, zones)) as Record<string, unknown>;
  const begun = { ...planned, properties };
  changeResource(work, stack.arn, begun);
  return begun;
}

/** Makes it, unless an attempt that the local cloud's own end has cut off has made it. */
async function bear(type: ResourceType, given: Given, isRepeated: boolean): Promise<string> {
  const found = isRepeated ? await type.find?.(given).catch(undefinedIfAbsent) : undefined;
  return found ?? type.create(given);
}

function undefinedIfAbsent(error: unknown): undefined {
  if (!isAbsent(error)) throw error;
}

/** Assumed; not confirmed against AWS: that a name too long for IAM loses the end of the stack's. */
const generatedName = (stack: string, id: string, suffix: string) =>
  `${stack.slice(0, 64 - id.length - suffix.length - 2)}-${id}-${suffix}`;
