import { isRecord } from '../../../policy/parse/is-record.ts';

/** What a value refers to: of `GetAtt` with the attribute's name. */
export interface Reference {
  kind: 'Ref' | 'GetAtt' | 'Condition';
  name: string;
  attribute?: string;
}

/** Every reference in a value, also those in the texts of Fn::Sub. */
export function referencesIn(value: unknown): Reference[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, argument]) => referencesOf(name, argument));
}

function referencesOf(name: string, argument: unknown): Reference[] {
  if (name === 'Ref' && typeof argument === 'string') return [{ kind: 'Ref', name: argument }];
  if (name === 'Condition' && typeof argument === 'string') return [{ kind: 'Condition', name: argument }];
  if (name === 'Fn::GetAtt') return [attributeReference(argument)];
  if (name === 'Fn::Sub') return substitutions(argument);
  if (name === 'Fn::If' && Array.isArray(argument)) {
    return [{ kind: 'Condition', name: String(argument[0]) }, ...referencesIn(argument.slice(1))];
  }
  return referencesIn(argument);
}

/** `["Cluster", "Arn"]`, or `"Cluster.Arn"`. */
export function attributeReference(argument: unknown): Reference {
  const text = Array.isArray(argument) ? argument.join('.') : String(argument);
  const [name = '', ...attribute] = text.split('.');
  return { kind: 'GetAtt', name, attribute: attribute.join('.') };
}

function substitutions(argument: unknown): Reference[] {
  const [text, variables] = subParts(argument);
  const names = [...text.matchAll(SUBSTITUTION)].map(([, name = '']) => name.trim());
  return [
    ...names.filter((name) => !Object.hasOwn(variables, name)).map(substitutionReference),
    ...referencesIn(variables),
  ];
}

/** `${Name}`, but not `${!Name}`, which stands for `${Name}` itself. */
export const SUBSTITUTION = /\$\{([^!}][^}]*)\}/g;

/** The text of Fn::Sub, and the variables that it brings along. */
export function subParts(argument: unknown): [string, Record<string, unknown>] {
  const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
  return [String(text), isRecord(variables) ? variables : {}];
}

/** What `${…}` means: of `AWS::StackName` and `Vpc` the value, of `Cluster.Arn` the attribute. */
export function substitutionReference(name: string): Reference {
  return name.includes('.') ? attributeReference(name) : { kind: 'Ref', name };
}
