import type { Parameter } from '@aws-sdk/client-cloudformation';
import { notBuilt, validationError } from '../cloudformation-errors.ts';
import { requireAllowed } from './parameter-rules.ts';
import type { ParameterDeclaration, Template } from './template.ts';

/** What a stack was given for its template's parameters, as texts, by name. */
export type ParameterTexts = Record<string, string>;

/**
 * The parameters of a stack: those that are given, else those of before (where a request says so), else defaults.
 *
 * Errors: ValidationError. Text: openedx-unsupported/configuration#1993; of what is not declared, assumed.
 */
export function parameterTexts(
  template: Template,
  given: Parameter[] = [],
  before: ParameterTexts = {},
): ParameterTexts {
  const declared = template.Parameters;
  const unknown = given.map(({ ParameterKey = '' }) => ParameterKey).filter((key) => !Object.hasOwn(declared, key));
  if (unknown.length > 0) throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const texts = Object.fromEntries(
    Object.entries(declared).map(([name, declaration]) => [name, textOf(name, declaration, given, before)]),
  );
  const missing = Object.keys(texts).filter((name) => texts[name] === undefined);
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  for (const [name, declaration] of Object.entries(declared)) {
    requireBuilt(declaration.Type);
    requireAllowed(name, declaration, valuesOf(declaration, texts[name] ?? ''));
  }
  return texts as ParameterTexts;
}

function textOf(
  name: string,
  { Default: standard }: ParameterDeclaration,
  given: Parameter[],
  before: ParameterTexts,
): string | undefined {
  const parameter = given.find(({ ParameterKey }) => ParameterKey === name);
  if (parameter?.UsePreviousValue) return before[name];
  return parameter?.ParameterValue ?? (standard === undefined ? undefined : String(standard));
}

/** What `Ref` gives: a text, or of a list its texts. */
export function parameterValue(declaration: ParameterDeclaration, text: string): string | string[] {
  return isList(declaration) ? valuesOf(declaration, text) : text;
}

function valuesOf(declaration: ParameterDeclaration, text: string): string[] {
  if (!isList(declaration)) return [text];
  return text === '' ? [] : text.split(',').map((item) => item.trim());
}

const isList = ({ Type }: ParameterDeclaration) => Type === 'CommaDelimitedList' || Type.startsWith('List<');

function requireBuilt(type: string): void {
  if (type.includes('AWS::SSM::')) throw notBuilt(`parameters of the type ${type}`);
}
