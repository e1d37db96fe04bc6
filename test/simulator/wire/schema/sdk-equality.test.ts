import type { NormalizedSchema } from '@smithy/core/schema';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../../simulator/aws-error.ts';
import { services } from '../../../../simulator/services.ts';
import { documentOf, XML_DECLARATION } from '../../../../simulator/wire/schema/document.ts';
import { memberBinding } from '../../../../simulator/wire/schema/input-bindings.ts';
import { jsonReader } from '../../../../simulator/wire/schema/json-reader.ts';
import { jsonWriter } from '../../../../simulator/wire/schema/json-writer.ts';
import {
  modelService,
  type OperationModel,
  type ServiceModel,
} from '../../../../simulator/wire/schema/service-model.ts';
import { textReader, textWriter } from '../../../../simulator/wire/schema/text.ts';
import { DATE_TIME, HTTP_DATE } from '../../../../simulator/wire/schema/timestamp.ts';
import { xmlWriter } from '../../../../simulator/wire/schema/xml-writer.ts';
import { createRandom, type Random } from '../random/random.ts';
import { randomOutput } from '../random/random-output.ts';
import { randomValue } from '../random/random-values.ts';
import { sdkCodec, sdkQueryResult } from './sdk-codec.ts';

const SEED = 20_261_124;
const ROUNDS = 8;

type Compare = (service: ServiceModel, operation: OperationModel, random: Random) => void;

/** Several times for every operation of the service that has an input or output to compare, built or not. */
async function forEachOperation(name: string, compare: Compare): Promise<void> {
  const service = modelService(await (services[name] as NonNullable<(typeof services)[string]>)());
  const random = createRandom(SEED);
  for (const operation of service.operations.values()) {
    for (let round = 0; round < ROUNDS; round += 1) compare(service, operation, random);
  }
}

const protocols = await Promise.all(
  Object.entries(services).map(async ([name, load]) => ({ name, protocol: (await load()).protocol })),
);
const speaking = (wanted: RegExp) => protocols.filter(({ protocol }) => wanted.test(protocol)).map(({ name }) => name);

describe('answers are written as the SDK’s own serializer writes them', () => {
  it.each(speaking(/json/i))('%s, in JSON', async (name) => {
    await forEachOperation(name, (service, { output }, random) => {
      const value = randomOutput(output, random);
      if (output.isUnitSchema()) return;
      expect(JSON.parse(JSON.stringify(jsonWriter(output)(value)))).toEqual(sdkCodec(service).json(output, value));
    });
  });

  it.each(speaking(/awsQuery/))('%s, in XML', async (name) => {
    await forEachOperation(name, (service, operation, random) => {
      const { output } = operation;
      if (output.isUnitSchema()) return;
      const value = randomOutput(output, random);
      const result = xmlWriter(output, `${operation.name}Result`)(value);
      expect(result).toBe(sdkQueryResult(service, operation, value));
    });
  });

  it.each(speaking(/restXml/))('%s, in XML', async (name) => {
    await forEachOperation(name, (service, { output, answer }, random) => {
      const { document, payload } = answer();
      const members = new Map(output.structIterator());
      const left = [...members].filter(([member, schema]) => memberBinding(member, schema).from === 'body');
      const schema = payload
        ? members.get(payload.member)
        : documentOf(
            output,
            left.map(([member]) => member),
          );
      const write = payload?.write ?? document;
      if (!schema?.isStructSchema() || schema.isStreaming() || !write) return;
      const value = randomOutput(schema, random);
      expect(write(value)).toBe(XML_DECLARATION + sdkCodec(service).xml(schema, value));
    });
  });
});

/** The SDK keeps a union's unknown member for its caller; no operation of ours asks for it. */
const withoutUnknown = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || value instanceof Date || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map(withoutUnknown);
  const known = Object.entries(value).filter(([key]) => key !== '$unknown');
  return Object.fromEntries(known.map(([key, item]) => [key, withoutUnknown(item)]));
};

describe('requests are read as the SDK’s own deserializer reads them', () => {
  it.each(speaking(/json/i))('%s, from JSON', async (name) => {
    let read = 0;
    await forEachOperation(name, (service, { input }, random) => {
      const value = randomValue(input, random);
      const mine = readOrRefuse(input, value);
      if (mine === undefined) return;
      expect(mine).toEqual(withoutUnknown(sdkCodec(service).fromJson(input, clone(value))));
      read += 1;
    });
    expect(read).toBeGreaterThan(0);
  });

  it.each(speaking(/rest/))('%s, from headers, labels and the query, and headers are written so', async (name) => {
    await forEachOperation(name, (service, { input }, random) => {
      for (const [member, schema] of input.structIterator()) {
        const { from } = memberBinding(member, schema);
        if (from !== 'header' && from !== 'label' && from !== 'query') continue;
        const place = from === 'header' ? HTTP_DATE : DATE_TIME;
        const value = randomOutput(schema, random, member);
        const text = textWriter(schema, place)(value);
        expect(text).toBe(sdkCodec(service).text(schema, value));
        expect(textReader(schema, place)(text)).toEqual(sdkCodec(service).fromText(schema, text));
      }
    });
  });
});

const clone = (value: unknown) => JSON.parse(JSON.stringify(value ?? null)) as unknown;

function readOrRefuse(schema: NormalizedSchema, value: unknown): unknown {
  try {
    return jsonReader(schema)(clone(value));
  } catch (error) {
    if (error instanceof AwsError) expect(error.code).toBe('SerializationException');
    else expect(error).toBeInstanceOf(TypeError);
    return undefined;
  }
}
