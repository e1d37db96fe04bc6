import type { NormalizedSchema } from '@smithy/core/schema';
import { membersOf, requiredOf } from '../operations.ts';
import { isRecord, type Problems } from './coerce.ts';

/** Notes every required member that a structure inside the input lacks, in botocore's words. */
export function findMissing(schema: NormalizedSchema, value: unknown, path: string, problems: Problems): void {
  if (schema.isListSchema() && Array.isArray(value)) {
    for (const [index, item] of value.entries())
      findMissing(schema.getValueSchema(), item, `${path}[${index}]`, problems);
  } else if (schema.isMapSchema() && isRecord(value)) {
    for (const [key, one] of Object.entries(value))
      findMissing(schema.getValueSchema(), one, `${path}.${key}`, problems);
  } else if (schema.isStructSchema() && isRecord(value)) {
    for (const name of requiredOf(schema)) {
      if (value[name] === undefined) problems.push(`Missing required parameter in ${path || 'input'}: "${name}"`);
    }
    const members = membersOf(schema);
    for (const [name, one] of Object.entries(value)) {
      const member = members.get(name);
      if (member) findMissing(member, one, path ? `${path}.${name}` : name, problems);
    }
  }
}
