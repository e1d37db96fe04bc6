import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import {
  FromStringShapeDeserializer,
  JsonShapeDeserializer2,
  JsonShapeSerializer2,
  ToStringShapeSerializer,
} from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import type { OperationModel, ServiceModel } from '../../../../simulator/wire/schema/service-model.ts';

const DATE_TIME = 5;
const EPOCH_SECONDS = 7;

/** The SDK's own serializers, which clients read with and which ours must equal. */
export function sdkCodec({ protocol, xmlNamespace }: ServiceModel) {
  const isXml = protocol === 'restXml' || protocol === 'awsQuery';
  const settings = {
    timestampFormat: { useTrait: true, default: isXml ? DATE_TIME : EPOCH_SECONDS } as const,
    httpBindings: protocol === 'restXml' || protocol === 'restJson1',
    jsonName: protocol === 'restJson1',
    xmlNamespace,
    serviceNamespace: '',
  };
  const xml = new XmlShapeSerializer(settings);
  const json = new JsonShapeSerializer2(settings);
  const text = new ToStringShapeSerializer(settings);
  return {
    xml: (schema: NormalizedSchema, value: unknown) => written(xml, schema, value),
    json: (schema: NormalizedSchema, value: unknown) =>
      JSON.parse(new TextDecoder().decode(written(json, schema, value))),
    text: (schema: NormalizedSchema, value: unknown) => written(text, schema, value),
    fromJson: (schema: NormalizedSchema, value: unknown) =>
      new JsonShapeDeserializer2(settings).readObject(schema, value as never),
    fromText: (schema: NormalizedSchema, value: string) =>
      new FromStringShapeDeserializer(settings).read(schema, value),
  };
}

function written(
  serializer: { write(schema: NormalizedSchema, value: unknown): void; flush(): unknown },
  schema: NormalizedSchema,
  value: unknown,
) {
  serializer.write(schema, value);
  return serializer.flush() as never;
}

/** awsQuery puts the output into an element of another name; the namespace belongs to the one around it. */
export function sdkQueryResult(service: ServiceModel, operation: OperationModel, value: unknown): string {
  const output = operation.output.getSchema() as unknown[];
  const result = NormalizedSchema.of([3, output[1], `${operation.name}Result`, 0, output[4], output[5]] as never);
  return String(sdkCodec(service).xml(result, value)).replace(` xmlns="${service.xmlNamespace}"`, '');
}
