import { isRecord } from '../../../policy/parse/is-record.ts';
import { validationError } from '../cloudformation-errors.ts';
import { attributeReference, type Reference, SUBSTITUTION, subParts, substitutionReference } from './references.ts';

/** What intrinsic functions can ask for. */
export interface Scope {
  /** Of parameters, pseudo parameters and resources, by name; undefined for AWS::NoValue. */
  ref(name: string): unknown;
  attribute(resource: string, attribute: string): unknown;
  condition(name: string): boolean;
  /** The Availability Zones of the stack's Region. */
  zones: string[];
}

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

/** CloudFormation user guide, "Intrinsic function reference". What is not here is refused when the template is checked. */
const INTRINSICS: Record<string, Intrinsic> = {
  Ref: (name, scope) => scope.ref(String(name)),
  'Fn::GetAtt': (argument, scope) => referredValue(attributeReference(argument), scope),
  'Fn::Sub': substitute,
  'Fn::Join': (argument, scope) => {
    const [separator, items] = evaluateList(argument, scope);
    return listOf(items).join(String(separator));
  },
  'Fn::Split': (argument, scope) => {
    const [separator, text] = evaluateList(argument, scope);
    return String(text).split(String(separator));
  },
  'Fn::Select': select,
  'Fn::GetAZs': (_region, scope) => scope.zones,
  'Fn::If': (argument, scope) => {
    const [name, yes, no] = listOf(argument);
    return evaluate(scope.condition(String(name)) ? yes : no, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [left, right] = evaluateList(argument, scope);
    return String(left) === String(right);
  },
  'Fn::Not': (argument, scope) => !evaluateList(argument, scope)[0],
  'Fn::And': (argument, scope) => evaluateList(argument, scope).every(Boolean),
  'Fn::Or': (argument, scope) => evaluateList(argument, scope).some(Boolean),
  Condition: (name, scope) => scope.condition(String(name)),
};

export const isIntrinsic = (name: string) => Object.hasOwn(INTRINSICS, name);

/** A value without intrinsic functions. What becomes nothing (AWS::NoValue) leaves its object or list. Errors: ValidationError. */
export function evaluate(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => evaluate(item, scope)).filter((item) => item !== undefined);
  }
  if (!isRecord(value)) return value;
  const [[name, argument] = [], ...others] = Object.entries(value);
  const intrinsic = name !== undefined && others.length === 0 && isIntrinsic(name) ? INTRINSICS[name] : undefined;
  // A statement's member `Condition` is no function, but holds an object.
  if (intrinsic && !(name === 'Condition' && isRecord(argument))) return intrinsic(argument, scope);
  const members = Object.entries(value).map(([key, member]) => [key, evaluate(member, scope)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

function substitute(argument: unknown, scope: Scope): string {
  const [text, variables] = subParts(argument);
  const given = evaluate(variables, scope) as Record<string, unknown>;
  const filled = text.replace(SUBSTITUTION, (_, name: string) => {
    const key = name.trim();
    return String(Object.hasOwn(given, key) ? given[key] : referredValue(substitutionReference(key), scope));
  });
  return filled.replaceAll('${!', '${');
}

function select(argument: unknown, scope: Scope): unknown {
  const [index, items] = evaluateList(argument, scope);
  const list = listOf(items);
  if (Object.hasOwn(list, Number(index))) return list[Number(index)];
  // Text: aws-samples/1click-hpc#1.
  throw validationError(`Template error: Fn::Select cannot select nonexistent value at index ${index}`);
}

function referredValue({ kind, name, attribute = '' }: Reference, scope: Scope): unknown {
  return kind === 'GetAtt' ? scope.attribute(name, attribute) : scope.ref(name);
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const evaluateList = (argument: unknown, scope: Scope): unknown[] => listOf(evaluate(argument, scope));
