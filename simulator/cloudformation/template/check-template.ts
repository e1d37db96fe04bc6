import { isRecord } from '../../../policy/parse/is-record.ts';
import { notBuilt, validationError } from '../cloudformation-errors.ts';
import { findResourceType } from '../resource-types/index.ts';
import { circle, dependencies } from './dependencies.ts';
import { isIntrinsic } from './evaluate.ts';
import { isPseudoParameter } from './pseudo-parameters.ts';
import { formatError } from './read-template.ts';
import { type Reference, referencesIn } from './references.ts';
import type { Template } from './template.ts';

/**
 * Refuses what no stack could be made of: references to nothing, circles, functions that the local cloud has not.
 *
 * Errors: ValidationError. Texts: serverless/serverless#4745, aws/serverless-application-model#646,
 * aws-amplify/amplify-cli#9537; of conditions, and of attributes that a type has not, assumed.
 */
export function checkTemplate(template: Template): void {
  requireKnownFunctions([template.Conditions, template.Resources, template.Outputs]);
  const resources = Object.values(template.Resources);
  requireResolved(template, 'Resources', [
    ...referencesIn(resources.map(({ Properties }) => Properties)),
    ...resources.flatMap(({ DependsOn = [] }) => [DependsOn].flat().map((name) => ({ kind: 'Ref' as const, name }))),
  ]);
  requireResolved(template, 'Outputs', referencesIn(Object.values(template.Outputs)));
  requireConditions(template);
  const waiting = circle(dependencies(template));
  if (waiting.length > 0) throw validationError(`Circular dependency between resources: [${waiting.join(', ')}]`);
}

function requireResolved(template: Template, block: string, references: Reference[]): void {
  const isKnown = ({ name }: Reference) =>
    Object.hasOwn(template.Resources, name) || Object.hasOwn(template.Parameters, name) || isPseudoParameter(name);
  const unresolved = references.filter((reference) => reference.kind === 'Ref' && !isKnown(reference));
  if (unresolved.length > 0) {
    const names = [...new Set(unresolved.map(({ name }) => name))].join(', ');
    throw formatError(`Unresolved resource dependencies [${names}] in the ${block} block of the template`);
  }
  for (const reference of references) if (reference.kind === 'GetAtt') requireAttribute(template, reference);
}

function requireAttribute({ Resources }: Template, { name, attribute = '' }: Reference): void {
  const resource = Object.hasOwn(Resources, name) ? Resources[name] : undefined;
  if (!resource) throw validationError(`Template error: instance of Fn::GetAtt references undefined resource ${name}`);
  const type = findResourceType(resource.Type);
  if (!type || type.attributes.includes(attribute)) return;
  const text = `resource ${name} does not support attribute type ${attribute} in Fn::GetAtt`;
  throw validationError(`Template error: ${text}`);
}

function requireConditions({ Conditions, Resources, Outputs }: Template): void {
  const blocks = { Conditions, Resources, Outputs };
  for (const [block, members] of Object.entries(blocks)) {
    const named = Object.values(members).flatMap((member) =>
      isRecord(member) && block !== 'Conditions' && typeof member.Condition === 'string' ? [member.Condition] : [],
    );
    const values = block === 'Resources' ? Object.values(Resources).map(({ Properties }) => Properties) : members;
    const referred = referencesIn(values).flatMap(({ kind, name }) => (kind === 'Condition' ? [name] : []));
    const unknown = [...named, ...referred].find((name) => !Object.hasOwn(Conditions, name));
    if (unknown) {
      throw formatError(`Unresolved condition dependency ${unknown} in the ${block} block of the template`);
    }
  }
}

/** Functions are told by their names: an object with one member that begins with `Fn::`. */
function requireKnownFunctions(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const unknown = Object.keys(value).find((key) => key.startsWith('Fn::') && !isIntrinsic(key));
  if (unknown) throw notBuilt(`the function ${unknown}`);
  for (const member of Object.values(value)) requireKnownFunctions(member);
}
