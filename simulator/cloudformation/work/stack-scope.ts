import type { DescribeAvailabilityZonesResult } from '@aws-sdk/client-ec2';
import { validationError } from '../cloudformation-errors.ts';
import type { Stack } from '../tables.ts';
import { evaluate, type Scope } from '../template/evaluate.ts';
import { parameterValue } from '../template/parameters.ts';
import { isPseudoParameter, pseudoParameter } from '../template/pseudo-parameters.ts';
import type { Template } from '../template/template.ts';
import { callAs } from './call-as.ts';
import type { Work } from './work.ts';

/** What a template's functions give in a stack, as far as its resources exist. */
export function stackScope(stack: Stack, template: Template, zones: string[] = []): Scope {
  const scope: Scope = {
    zones,
    ref(name) {
      if (isPseudoParameter(name)) return pseudoParameter(name, stack);
      const declared = template.Parameters[name];
      if (declared) return parameterValue(declared, stack.parameters[name] ?? '');
      return existing(stack, name).physicalId;
    },
    attribute: (name, attribute) => existing(stack, name).attributes[attribute],
    condition: (name) => evaluate(template.Conditions[name], scope) === true,
  };
  return scope;
}

/** Of a resource that its condition leaves out there is no value. Assumed; not confirmed against AWS: the text. */
function existing({ resources }: Stack, name: string) {
  const resource = resources[name];
  if (resource) return resource;
  throw validationError(`Template error: resource ${name} is not part of the stack`);
}

/** The logical ids that a stack is to have: all whose condition, if any, is true. */
export function wantedResources(stack: Stack, template: Template): string[] {
  const { condition } = stackScope(stack, template);
  return Object.entries(template.Resources).flatMap(([id, { Condition: name }]) =>
    name === undefined || condition(name) ? [id] : [],
  );
}

/** The Region's Availability Zones, if a template's part asks for them. */
export async function zonesFor(part: unknown, work: Work, stack: Stack): Promise<string[]> {
  if (!JSON.stringify(part).includes('"Fn::GetAZs"')) return [];
  const answer = await callAs(work, stack)<DescribeAvailabilityZonesResult>('ec2', 'DescribeAvailabilityZones', {});
  return (answer.AvailabilityZones ?? []).flatMap(({ ZoneName }) => ZoneName ?? []);
}
