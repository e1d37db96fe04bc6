import { NormalizedSchema } from '@smithy/core/schema';
import { invalidChoice } from './cli-error.ts';
import { kebabCase } from './names.ts';
import type { AwsService } from './services.ts';

export interface AwsOperation {
  /** As AWS writes it: `CreateRole`. */
  name: string;
  input: NormalizedSchema;
  output: NormalizedSchema;
  required: string[];
}

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];
/** An operation's schema: kind 9, namespace, name, traits, input, output. */
type OperationSchema = [9, string, string, unknown, () => SchemaRef, () => SchemaRef];

/** Finds `create-role`; throws a usage error that lists the service's operations. */
export function findOperation(service: AwsService, command: string): AwsOperation {
  const schemas = operationSchemas(service);
  const schema = schemas.find(([, , name]) => kebabCase(name) === command);
  if (!schema) throw invalidChoice('operation', [...schemas.map(([, , name]) => kebabCase(name)).sort(), 'wait']);
  const [, , name, , input, output] = schema;
  const inputSchema = NormalizedSchema.of(input());
  return { name, input: inputSchema, output: NormalizedSchema.of(output()), required: requiredOf(inputSchema) };
}

function operationSchemas(service: AwsService): OperationSchema[] {
  return Object.values(service.exports).filter(
    (value): value is OperationSchema => Array.isArray(value) && value[0] === 9,
  );
}

/** A structure's schema lists its required members first, and how many they are. */
export function requiredOf(schema: NormalizedSchema): string[] {
  const structure: unknown = schema.isStructSchema() ? schema.getSchema() : undefined;
  if (!Array.isArray(structure)) return [];
  return (structure[4] as string[]).slice(0, Number(structure[6] ?? 0));
}

/** A structure's members by name, in the schema's order. */
export function membersOf(schema: NormalizedSchema): Map<string, NormalizedSchema> {
  return new Map(schema.isStructSchema() ? [...schema.structIterator()] : []);
}
