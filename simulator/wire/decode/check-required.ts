import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../../aws-error.ts';
import { type OperationModel, requiredMembers, type ServiceModel } from '../schema/service-model.ts';

/**
 * Throws if a required member is absent, nested ones and null entries of lists and maps included: "Value null at 'roleName' failed to satisfy constraint:
 * Member must not be null". Lengths and patterns are not in the schemas; operations check their own.
 */
export function checkRequired(service: ServiceModel, operation: OperationModel, input: Record<string, unknown>): void {
  const missing = missingIn(operation.input, input, '');
  if (missing.length === 0) return;
  if (service.protocol === 'restXml') {
    const message = 'The XML you provided was not well-formed or did not validate against our published schema';
    throw new AwsError('MalformedXML', 400, message);
  }
  const problems = missing.map(
    (path) => `Value null at '${path}' failed to satisfy constraint: Member must not be null`,
  );
  const count = problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`;
  throw new AwsError(codeOf(service), 400, `${count} detected: ${problems.join('; ')}`);
}

function codeOf(service: ServiceModel): string {
  if (service.protocol === 'awsQuery') return 'ValidationError';
  // The REST services model an error of their own for this. Assumed; not confirmed against AWS.
  return service.errors.has('InvalidParameterException') ? 'InvalidParameterException' : 'ValidationException';
}

function missingIn(schema: NormalizedSchema, value: unknown, path: string): string[] {
  if (value === undefined || value === null) return [];
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    // AWS counts members from 1.
    return (value as unknown[]).flatMap((entry, index) => missingEntry(item, entry, `${path}.${index + 1}.member`));
  }
  if (schema.isMapSchema() && !schema.getValueSchema().isUnionSchema()) {
    const item = schema.getValueSchema();
    return Object.entries(value).flatMap(([key, entry]) => missingEntry(item, entry, `${path}.${key}.member`));
  }
  if (!schema.isStructSchema() || schema.isUnionSchema() || typeof value !== 'object') return [];
  const members = value as Record<string, unknown>;
  const required = requiredMembers(schema);
  const absent = required.filter((name) => members[name] === undefined).map((name) => join(path, name));
  const present = Object.keys(members).filter((name) => typeof members[name] === 'object');
  if (present.length === 0) return absent;
  const known = schema.getMemberSchemas();
  return absent.concat(
    present.flatMap((name) => (known[name] ? missingIn(known[name], members[name], join(path, name)) : [])),
  );
}

/** A list or map holds no nulls, though JSON can. */
function missingEntry(schema: NormalizedSchema, value: unknown, path: string): string[] {
  return value === null || value === undefined ? [path] : missingIn(schema, value, path);
}

function join(path: string, name: string): string {
  const lowered = name.charAt(0).toLowerCase() + name.slice(1);
  return path ? `${path}.${lowered}` : lowered;
}
