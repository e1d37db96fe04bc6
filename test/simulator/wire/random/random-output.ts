import type { NormalizedSchema } from '@smithy/core/schema';
import type { Random } from './random.ts';
import { bytesOf } from './random-request.ts';
import { randomText } from './random-values.ts';

const MAX_DEPTH = 6;

/** What an operation may answer: of the schema's types, with members absent, null, or unknown to the schema. */
export function randomOutput(schema: NormalizedSchema, random: Random, name = '', depth = 0): unknown {
  if (schema.isStructSchema()) return randomStructure(schema, random, depth);
  if (schema.isListSchema()) {
    return listOf(random, depth, () => randomOutput(schema.getValueSchema(), random, name, depth + 1));
  }
  if (schema.isMapSchema()) {
    const entry = () => [randomText(random, 'mapKey'), randomOutput(schema.getValueSchema(), random, name, depth + 1)];
    return Object.fromEntries(listOf(random, depth, entry) as [string, unknown][]);
  }
  return randomSimple(schema, random, name);
}

const listOf = (random: Random, depth: number, item: () => unknown) =>
  Array.from({ length: depth > MAX_DEPTH ? 0 : random.pick([0, 1, 2, 3]) }, item);

function randomStructure(schema: NormalizedSchema, random: Random, depth: number): Record<string, unknown> {
  const members = [...schema.structIterator()];
  const chosen = schema.isUnionSchema()
    ? [random.pick(members)]
    : members.filter(() => random.chance(depth > MAX_DEPTH ? 0 : 0.4));
  const fieldOf = ([name, member]: [string, NormalizedSchema]) =>
    random.chance(0.05) ? random.pick([null, undefined]) : randomOutput(member, random, name, depth + 1);
  const fields = Object.fromEntries(chosen.map((member) => [member[0], fieldOf(member)]));
  return random.chance(0.1) ? { ...fields, unknownMember: 'secret' } : fields;
}

function randomSimple(schema: NormalizedSchema, random: Random, name: string): unknown {
  if (schema.isBooleanSchema()) return random.chance(0.5);
  if (schema.isNumericSchema()) return random.pick([0, 1, -1, 1.5, 2 ** 53]);
  if (schema.isTimestampSchema()) return new Date(random.pick([0, 1_795_510_800_000, 1_795_510_800_123, -86_400_000]));
  return schema.isBlobSchema() ? bytesOf(randomText(random, name)) : randomText(random, name);
}
