import { badRequest } from '../status-error.ts';
import type { Selector } from './field-selector.ts';
import { type FieldError, invalidValue } from './invalid.ts';
import { holds } from './selectors.ts';
import { labelKeyErrors, labelValueErrors } from './validate-metadata.ts';

interface Requirement {
  key: string;
  operator: string;
  values: string[];
}

const TOKEN = /==|!=|[=!(),<>]|[^\s=!(),<>]+/g;

/** `app=web,tier!=db,env in (a,b),!old,size>3`. apimachinery pkg/labels/selector.go. Throws BadRequest. */
export function parseLabelSelector(text: string | null): Selector {
  const requirements = parseRequirements(text?.match(TOKEN) ?? []);
  return ({ metadata: { labels = {} } }) =>
    requirements.every(({ key, operator, values }) => holds(labels, key, operator, values));
}

/** The tokens are used up from the front; at the end each further one is the empty text. */
function parseRequirements(tokens: string[]): Requirement[] {
  const requirements: Requirement[] = [];
  while (tokens.length > 0) {
    if (!startsRequirement(tokens[0])) throw unexpected(tokens[0], "!, identifier, or 'end of string'");
    requirements.push(parseRequirement(tokens));
    const separator = tokens.shift();
    if (separator === undefined) break;
    if (separator !== ',') throw unexpected(separator, "',' or 'end of string'");
    if (!startsRequirement(tokens[0])) throw unexpected(tokens[0], "identifier after ','");
  }
  return requirements;
}

const isIdentifier = (token = '') => /^[^=!(),<>]/.test(token);
const startsRequirement = (token = '') => token === '!' || isIdentifier(token);

const unexpected = (found = '', expected: string, where = '') =>
  badRequest(`${where}found '${found}', expected: ${expected}`);

const unparsed = (found: string | undefined, expected: string) =>
  unexpected(found, expected, 'unable to parse requirement: ');

const OPERATORS: Record<string, string> = {
  in: 'In',
  notin: 'NotIn',
  '=': 'In',
  '==': 'In',
  '!=': 'NotIn',
  '>': 'Gt',
  '<': 'Lt',
};

function parseRequirement(tokens: string[]): Requirement {
  const isNegated = tokens[0] === '!' && Boolean(tokens.shift());
  const key = tokens.shift() ?? '';
  if (!isIdentifier(key)) throw unparsed(key, 'identifier');
  requireNone(labelKeyErrors('<nil>', key));
  if (isNegated) return { key, operator: 'DoesNotExist', values: [] };
  if (tokens.length === 0 || tokens[0] === ',') return { key, operator: 'Exists', values: [] };
  const sign = tokens.shift() ?? '';
  const operator = OPERATORS[sign];
  if (!operator) throw unparsed(sign, 'in, notin, =, ==, !=, gt, lt');
  const values = /in$/.test(sign) ? parseValues(tokens) : [parseValue(tokens)];
  requireNone(values.flatMap((value, index) => valueErrors(key, operator, value, `values[${index}]`)));
  return { key, operator, values };
}

function parseValue(tokens: string[]): string {
  if (tokens.length === 0 || tokens[0] === ',') return '';
  const value = tokens.shift();
  if (!isIdentifier(value)) throw unparsed(value, 'identifier');
  return value ?? '';
}

/** `(a,b)`; between commas, and between the parentheses, nothing is the empty text. */
function parseValues(tokens: string[]): string[] {
  const open = tokens.shift();
  // Without the comma of all other messages, as the API server has it.
  if (open !== '(') throw badRequest(`unable to parse requirement: found '${open ?? ''}' expected: '('`);
  const values = new Set<string>();
  for (;;) {
    const token = tokens[0] ?? '';
    const isNothing = token === ',' || token === ')';
    if (!isNothing && !isIdentifier(token)) {
      throw unparsed(token, values.size === 0 ? "',', ')' or identifier" : "',', or identifier");
    }
    values.add(isNothing ? '' : (tokens.shift() ?? ''));
    const next = tokens.shift();
    if (next === ')') return [...values].sort();
    if (next !== ',') throw unparsed(next, "',' or ')'");
  }
}

function valueErrors(key: string, operator: string, value: string, field: string): FieldError[] {
  const isNumber = !['Gt', 'Lt'].includes(operator) || /^[+-]?\d+$/.test(value);
  const text = "for 'Gt', 'Lt' operators, the value must be an integer";
  return [...(isNumber ? [] : [invalidValue(field, value, text)]), ...labelValueErrors(`${field}[${key}]`, value)];
}

function requireNone(errors: FieldError[]): void {
  const texts = errors.map(({ field, message }) => `${field}: ${message}`);
  if (texts.length === 0) return;
  throw badRequest(`unable to parse requirement: ${texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`}`);
}
