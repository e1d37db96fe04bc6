import type { NormalizedSchema } from '@smithy/core/schema';
import type { CommandContext } from '../../command.ts';
import { CliError, USAGE, usageError } from '../cli-error.ts';
import { kebabCase } from '../names.ts';
import { type AwsOperation, membersOf } from '../operations.ts';
import { coerce, isRecord, type Problems } from './coerce.ts';
import { asText, resolveArgument } from './parameter-file.ts';
import { parseShorthand } from './shorthand.ts';
import { findMissing } from './validate.ts';

export interface OperationArguments {
  input: Record<string, unknown>;
  /** What no option took: `get-object`'s outfile. */
  positional: string[];
  /** `--max-items`. */
  maxItems?: number;
}

/** Reads an operation's options. Throws usage errors, and ParamValidation errors that list every problem. */
export async function readInput(
  operation: AwsOperation,
  args: string[],
  context: CommandContext,
): Promise<OperationArguments> {
  const { given, positional, unknown } = sortArguments(operation, args);
  const outfiles = hasStreamedOutput(operation) ? 1 : 0;
  const strange = [...unknown, ...positional.slice(outfiles)];
  const problems: Problems = [];
  const input: Record<string, unknown> = await inputJson(operation, given, context, problems);
  for (const [option, { member, schema, values }] of given) {
    if (schema) input[member] = await readOption(option, schema, values, context, member, problems);
  }
  requireAll(operation, input, given, outfiles > positional.length ? ['outfile'] : []);
  if (strange.length) throw unknownOptions(strange);
  findMissing(operation.input, input, '', problems);
  if (problems.length) throw new CliError(USAGE, `\nParameter validation failed:\n${problems.join('\n')}`);
  const maxItems = given.get('--max-items')?.values[0];
  return { input, positional, maxItems: maxItems === undefined ? undefined : Number(maxItems) };
}

interface Given {
  member: string;
  schema?: NormalizedSchema;
  values: string[];
}

function sortArguments(operation: AwsOperation, args: string[]) {
  const options = optionsOf(operation);
  const given = new Map<string, Given>();
  const positional: string[] = [];
  const unknown: string[] = [];
  for (let index = 0; index < args.length; ) {
    const argument = args[index] ?? '';
    index += 1;
    if (!argument.startsWith('--')) {
      (unknown.length ? unknown : positional).push(argument);
      continue;
    }
    const [name, inline] = splitInline(argument);
    const option = options.get(name);
    if (!option) {
      unknown.push(argument);
      continue;
    }
    const values = inline === undefined ? takeValues(args, index, option.takes) : [inline];
    if (inline === undefined) index += values.length;
    if (option.takes === 'one' && !values.length) throw usageError(`argument ${name}: expected one argument`);
    given.set(name, { member: option.member, schema: option.schema, values: option.fixed ?? values });
  }
  return { given, positional, unknown };
}

interface Option {
  member: string;
  schema?: NormalizedSchema;
  takes: 'none' | 'one' | 'many';
  /** A flag's value. */
  fixed?: string[];
}

/** Options that are no member: the CLI's own. */
const OWN: [string, Option][] = [
  ['--cli-input-json', { member: '', takes: 'one' }],
  ['--max-items', { member: '', takes: 'one' }],
];

function optionsOf(operation: AwsOperation): Map<string, Option> {
  const options = new Map<string, Option>(OWN);
  for (const [member, schema] of membersOf(operation.input)) {
    const name = kebabCase(member);
    if (schema.isBooleanSchema()) {
      options.set(`--${name}`, { member, schema, takes: 'none', fixed: ['true'] });
      options.set(`--no-${name}`, { member, schema, takes: 'none', fixed: ['false'] });
    } else options.set(`--${name}`, { member, schema, takes: schema.isListSchema() ? 'many' : 'one' });
  }
  return options;
}

function takeValues(args: string[], from: number, takes: Option['takes']): string[] {
  if (takes === 'none') return [];
  const values: string[] = [];
  for (const argument of args.slice(from)) {
    if (argument.startsWith('--') || (takes === 'one' && values.length)) break;
    values.push(argument);
  }
  return values;
}

function splitInline(argument: string): [string, string?] {
  const equals = argument.indexOf('=');
  return equals < 0 ? [argument] : [argument.slice(0, equals), argument.slice(equals + 1)];
}

async function inputJson(
  operation: AwsOperation,
  given: Map<string, Given>,
  context: CommandContext,
  problems: Problems,
) {
  const argument = given.get('--cli-input-json')?.values[0];
  if (argument === undefined) return {};
  const json = parseJson('cli-input-json', asText(await resolveArgument('--cli-input-json', argument, context)));
  const input = coerce(operation.input, json, '', problems);
  return isRecord(input) ? input : {};
}

async function readOption(
  option: string,
  schema: NormalizedSchema,
  values: string[],
  context: CommandContext,
  member: string,
  problems: Problems,
): Promise<unknown> {
  // The value of s3api's streamed bodies is a path.
  if (schema.isStreaming())
    return resolveArgument(option, `fileb://${values[0]?.replace(/^fileb?:\/\//, '')}`, context);
  const [first = ''] = await Promise.all(values.slice(0, 1).map((value) => resolveArgument(option, value, context)));
  if (!isStructured(schema)) return coerce(schema, first, member, problems);
  const text = asText(first).trim();
  if (/^[[{]/.test(text)) return coerce(schema, parseJson(option, text), member, problems);
  if (!schema.isListSchema()) return coerce(schema, parseShorthand(option, text), member, problems);
  const items = values.map((value) => (isStructured(schema.getValueSchema()) ? readItem(option, value) : value));
  return coerce(schema, items, member, problems);
}

const readItem = (option: string, value: string) =>
  /^\s*[[{]/.test(value) ? parseJson(option, value) : parseShorthand(option, value);

const isStructured = (schema: NormalizedSchema) =>
  schema.isListSchema() || schema.isMapSchema() || schema.isStructSchema();

function parseJson(option: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(USAGE, `\nError parsing parameter '${option}': Invalid JSON: ${reason}\nJSON received: ${text}`);
  }
}

function requireAll(operation: AwsOperation, input: object, given: Map<string, Given>, also: string[]) {
  if (given.has('--cli-input-json')) return;
  const missing = operation.required
    .filter((name) => !Object.hasOwn(input, name))
    .map((name) => `--${kebabCase(name)}`);
  const all = [...missing, ...also];
  if (all.length) throw usageError(`the following arguments are required: ${all.join(', ')}`);
}

export function hasStreamedOutput(operation: AwsOperation): boolean {
  return [...membersOf(operation.output).values()].some((schema) => schema.isStreaming());
}

function unknownOptions(options: string[]): CliError {
  const { message } = usageError('');
  return new CliError(USAGE, `${message.replace(/aws: error: $/, '')}\nUnknown options: ${options.join(', ')}`);
}
