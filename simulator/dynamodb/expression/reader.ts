import type { AwsError } from '../../aws-error.ts';
import { validationError } from '../dynamodb-errors.ts';
import { utf8Length } from '../value/item-size.ts';
import type { StoredValue } from '../value/stored-value.ts';
import { RESERVED_WORDS } from './reserved-words.ts';
import type { Scope } from './scope.ts';

interface Token {
  kind: 'word' | 'name' | 'value' | 'number' | 'symbol' | 'end';
  text: string;
  start: number;
  end: number;
}

const KINDS: Token['kind'][] = ['word', 'name', 'value', 'number', 'symbol'];
const TOKEN = /\s*(?:([A-Za-z_]\w*)|(#\w+)|(:\w+)|(\d+)|(<>|<=|>=|[=<>(),.[\]+-]))/y;

/** Walks over an expression's tokens, and speaks for it in errors. */
export interface Reader {
  peek(offset?: number): Token;
  next(): Token;
  /** Takes the symbol or keyword if it is next. */
  accept(text: string): boolean;
  expect(text: string): void;
  expectEnd(): void;
  /** The attribute that a token of kind `word` or `name` stands for. */
  attributeName(token: Token): string;
  attributeValue(token: Token): StoredValue;
  syntaxError(): AwsError;
  refusal(message: string): AwsError;
}

export function openReader(parameter: string, text: string, scope: Scope): Reader {
  const refusal = (message: string) => validationError(`Invalid ${parameter}: ${message}`);
  if (text.trim() === '') throw refusal('The expression can not be empty;');
  requireSize(parameter, text, refusal);
  const tokens = tokenize(text, (at) => syntaxErrorAt(refusal, text, [text.charAt(at), at, at + 2]));
  requireFewOperators(tokens, refusal);
  let position = 0;
  const peek = (offset = 0) => tokens[Math.min(position + offset, tokens.length - 1)] as Token;
  const syntaxError = () => {
    const start = tokens[Math.max(position - 1, 0)]?.start ?? 0;
    return syntaxErrorAt(refusal, text, [peek().text || '<EOF>', start, peek(1).end]);
  };
  const accept = (wanted: string) => {
    const matches = isKeyword(peek()) ? peek().text.toUpperCase() === wanted : peek().text === wanted;
    if (matches) position += 1;
    return matches;
  };
  return {
    peek,
    syntaxError,
    refusal,
    accept,
    next() {
      const token = peek();
      position += 1;
      return token;
    },
    expect(wanted) {
      if (!accept(wanted)) throw syntaxError();
    },
    expectEnd() {
      if (peek().kind !== 'end') throw syntaxError();
    },
    attributeName: (token) => attributeName(token, scope, refusal),
    attributeValue: (token) => attributeValue(token, scope, refusal),
  };
}

type Refusal = (message: string) => AwsError;

// Both limits: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
const MAX_BYTES = 4096;
const MAX_OPERATORS = 300;

/** Only filters and conditions are told their size, as ExtendDB's suite has captured from AWS. */
function requireSize(parameter: string, text: string, refusal: Refusal): void {
  const bytes = utf8Length(text);
  if (bytes <= MAX_BYTES) return;
  const size = /^(Filter|Condition)/.test(parameter) ? ` expression size: ${bytes}` : '';
  throw refusal(`Expression size has exceeded the maximum allowed size;${size}`);
}

const OPERATOR = /^(=|<>|<=?|>=?|\+|-|AND|OR|NOT|IN)$/i;

/** Functions count too, and BETWEEN by its AND. */
function requireFewOperators(tokens: Token[], refusal: Refusal): void {
  const isCall = ({ kind }: Token, index: number) => kind === 'word' && tokens[index + 1]?.text === '(';
  const operators = tokens.filter((token, index) => OPERATOR.test(token.text) || isCall(token, index));
  if (operators.length <= MAX_OPERATORS) return;
  // The text is AWS's own as ScyllaDB's test/alternator records it: the count is of the first one too many.
  throw refusal(`The expression contains too many operators; operator count: ${MAX_OPERATORS + 1}`);
}

function attributeName({ kind, text }: Token, scope: Scope, refusal: Refusal): string {
  if (kind === 'word') {
    if (!RESERVED_WORDS.has(text.toUpperCase())) return text;
    throw refusal(`Attribute name is a reserved keyword; reserved keyword: ${text}`);
  }
  const name = scope.name(text);
  if (name !== undefined) return name;
  throw refusal(`An expression attribute name used in the document path is not defined; attribute name: ${text}`);
}

function attributeValue({ text }: Token, scope: Scope, refusal: Refusal): StoredValue {
  const value = scope.value(text);
  if (value) return value;
  throw refusal(`An expression attribute value used in expression is not defined; attribute value: ${text}`);
}

function isKeyword({ kind, text }: Token): boolean {
  return kind === 'word' && RESERVED_WORDS.has(text.toUpperCase());
}

function tokenize(text: string, fail: (at: number) => AwsError): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  while (text.slice(end).trim() !== '') {
    TOKEN.lastIndex = end;
    const match = TOKEN.exec(text);
    if (!match) throw fail(end + text.slice(end).search(/\S/));
    const group = match.findIndex((part, index) => index > 0 && part !== undefined);
    const found = match[group] ?? '';
    end = TOKEN.lastIndex;
    tokens.push({ kind: KINDS[group - 1] ?? 'symbol', text: found, start: end - found.length, end });
  }
  return [...tokens, { kind: 'end', text: '', start: text.length, end: text.length }];
}

/** `near` shows the token with its neighbours. */
function syntaxErrorAt(refusal: Refusal, text: string, [token, start, end]: [string, number, number]): AwsError {
  return refusal(`Syntax error; token: "${token}", near: "${text.slice(Math.max(start, 0), end)}"`);
}
