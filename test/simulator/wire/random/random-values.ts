import type { NormalizedSchema } from '@smithy/core/schema';
import { requiredMembers } from '../../../../simulator/wire/schema/service-model.ts';
import type { Random } from './random.ts';
import { HOSTILE_TEXTS, WRONG_VALUES, wellKnown } from './random-words.ts';

const MAX_DEPTH = 6;

/** A value that mostly fits the schema, as JSON holds it, and often enough does not. */
export function randomValue(schema: NormalizedSchema, random: Random, name = '', depth = 0): unknown {
  if (random.chance(0.02)) return random.pick(WRONG_VALUES);
  if (schema.isStructSchema()) return randomStructure(schema, random, depth);
  if (schema.isListSchema()) {
    const length = depth > MAX_DEPTH ? 0 : random.pick([0, 1, 1, 1, 2, 3, 60]);
    return Array.from({ length }, () => randomValue(schema.getValueSchema(), random, name, depth + 2));
  }
  if (schema.isMapSchema()) return randomMap(schema, random, depth);
  if (schema.isBooleanSchema()) return random.chance(0.5);
  if (schema.isNumericSchema()) return random.pick([0, 1, 1, 2, 5, 100, 900, 3600, -1, 1.5, 2 ** 31, 2 ** 53]);
  if (schema.isTimestampSchema()) return random.pick([0, 1_795_510_800, -1, 1e15]);
  if (schema.isBlobSchema()) return random.pick(['', 'aGVsbG8=', '%%%', 'A']);
  return randomText(random, name);
}

export function randomText(random: Random, name: string): string {
  return random.chance(0.75) ? random.pick(wellKnown(name)) : random.pick(HOSTILE_TEXTS);
}

function randomStructure(schema: NormalizedSchema, random: Random, depth: number): Record<string, unknown> {
  const members = [...schema.structIterator()];
  const required = requiredMembers(schema);
  const chosen = schema.isUnionSchema()
    ? [random.pick(depth > MAX_DEPTH ? members.slice(0, 2) : members)]
    : members.filter(([name]) => random.chance(required.includes(name) ? 0.97 : depth > MAX_DEPTH ? 0 : 0.2));
  return Object.fromEntries(chosen.map(([name, member]) => [name, randomValue(member, random, name, depth + 1)]));
}

function randomMap(schema: NormalizedSchema, random: Random, depth: number): Record<string, unknown> {
  const count = depth > MAX_DEPTH ? 0 : random.pick([0, 1, 1, 2]);
  return Object.fromEntries(
    Array.from({ length: count }, () => [
      randomText(random, 'mapKey'),
      randomValue(schema.getValueSchema(), random, 'mapValue', depth + 1),
    ]),
  );
}
