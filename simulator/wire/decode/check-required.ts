import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../../aws-error.ts';
import { once, perStructure } from '../schema/per-structure.ts';
import { type OperationModel, requiredMembers, type ServiceModel } from '../schema/service-model.ts';

/**
 * Throws if a required member is absent, nested ones and null entries of lists and maps included: "Value null at 'roleName' failed to satisfy constraint:
 * Member must not be null". Lengths and patterns are not in the schemas; operations check their own.
 */
export function checkRequired(service: ServiceModel, operation: OperationModel, input: Record<string, unknown>): void {
  const missing = finderOf(operation.input)?.(input, '') ?? NONE;
  if (missing.length === 0) return;
  if (service.protocol === 'restXml') {
    const message = 'The XML you provided was not well-formed or did not validate against our published schema';
    throw new AwsError('MalformedXML', 400, message);
  }
  if (service.protocol === 'ec2Query') throw missingParameter(missing);
  const problems = missing.map(
    (path) => `Value null at '${path}' failed to satisfy constraint: Member must not be null`,
  );
  const count = problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`;
  throw new AwsError(codeOf(service), 400, `${count} detected: ${problems.join('; ')}`);
}

/** EC2 API reference, "Error codes for the Amazon EC2 API" */
function missingParameter([path = '']: string[]): AwsError {
  const name = path.charAt(0).toUpperCase() + path.slice(1);
  return new AwsError('MissingParameter', 400, `The request must contain the parameter ${name}`);
}

function codeOf(service: ServiceModel): string {
  if (service.protocol === 'awsQuery') return 'ValidationError';
  // The REST services model an error of their own for this. Assumed; not confirmed against AWS.
  return service.errors.has('InvalidParameterException') ? 'InvalidParameterException' : 'ValidationException';
}

/** The paths of what a value lacks. */
type FindMissing = (value: unknown, path: string) => string[];

const NONE: string[] = [];

/** Undefined where nothing can be missing: unions have one member of many, simple values have none. */
function finderOf(schema: NormalizedSchema): FindMissing | undefined {
  if (schema.isListSchema()) return listFinder(finderOf(schema.getValueSchema()));
  if (schema.isMapSchema()) {
    return schema.getValueSchema().isUnionSchema() ? undefined : mapFinder(finderOf(schema.getValueSchema()));
  }
  return schema.isStructSchema() && !schema.isUnionSchema() ? structureFinder(schema) : undefined;
}

const structureFinder = perStructure((schema): FindMissing => {
  const required = requiredMembers(schema);
  const finders = once(() => new Map([...schema.structIterator()].map(([name, member]) => [name, finderOf(member)])));
  return (value, path) => {
    const fields = value as Record<string, unknown>;
    let missing = NONE;
    for (const name of required) if (fields[name] === undefined) missing = missing.concat(join(path, name));
    for (const name in fields) {
      const [field, find] = [fields[name], finders().get(name)];
      if (find && typeof field === 'object' && field !== null) missing = missing.concat(find(field, join(path, name)));
    }
    return missing;
  };
});

/** A list or map holds no nulls, though JSON can. AWS counts members from 1. */
function listFinder(find: FindMissing | undefined): FindMissing {
  return (value, path) =>
    (value as unknown[]).flatMap((entry, index) => missingEntry(find, entry, `${path}.${index + 1}.member`));
}

function mapFinder(find: FindMissing | undefined): FindMissing {
  return (value, path) =>
    Object.entries(value as object).flatMap(([key, entry]) => missingEntry(find, entry, `${path}.${key}.member`));
}

function missingEntry(find: FindMissing | undefined, entry: unknown, path: string): string[] {
  if (entry === null || entry === undefined) return [path];
  return typeof entry === 'object' ? (find?.(entry, path) ?? NONE) : NONE;
}

function join(path: string, name: string): string {
  const lowered = name.charAt(0).toLowerCase() + name.slice(1);
  return path ? `${path}.${lowered}` : lowered;
}
