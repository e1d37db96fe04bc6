type Json = Record<string, unknown>;

/** An OpenAPI v3 document of one group, as far as version 2 needs it. */
export interface OpenApiDocument {
  openapi: string;
  info: Json;
  /** By path, then by method. */
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json> };
}

export interface Operation {
  parameters: { name: string; in: string; schema: Json }[];
  requestBody?: { content: Record<string, { schema: Json }> };
  responses: Record<string, { description: string; content: Record<string, { schema: Json }> }>;
  [extension: `x-${string}`]: unknown;
}

/** One OpenAPI v2 (Swagger 2.0) document that says what those of version 3 say. */
export function swagger(documents: OpenApiDocument[]): Json {
  const paths = Object.assign({}, ...documents.map((one) => one.paths)) as OpenApiDocument['paths'];
  const schemas = Object.assign({}, ...documents.map(({ components }) => components.schemas));
  const operations = ([path, methods]: [string, Record<string, Operation>]) => [path, mapValues(methods, operationV2)];
  return {
    swagger: '2.0',
    info: documents[0]?.info,
    paths: Object.fromEntries(Object.entries(paths).map(operations)),
    definitions: mapValues(schemas, schemaV2),
  };
}

function operationV2({ parameters, requestBody, responses, ...extensions }: Operation): Json {
  const query = parameters.map(({ schema, ...parameter }) => ({ ...parameter, ...schema }));
  const contents = Object.entries(requestBody?.content ?? {});
  const body = contents.slice(0, 1).map(([, { schema }]) => ({ in: 'body', name: 'body', schema: schemaV2(schema) }));
  return {
    ...extensions,
    ...(contents.length > 0 && { consumes: contents.map(([type]) => type) }),
    produces: ['application/json'],
    parameters: [...body, ...query],
    responses: mapValues(responses, ({ description, content }) => {
      const [first] = Object.values(content);
      return { description, ...(first && { schema: schemaV2(first.schema) }) };
    }),
  };
}

/** A field that is another type is a bare reference, and a number or text has a format of its own. */
function schemaV2(schema: Json): Json {
  const { allOf, $ref, properties, items, additionalProperties, ...rest } = schema;
  const reference = ($ref ?? (allOf as { $ref: string }[] | undefined)?.[0]?.$ref) as string | undefined;
  const { 'x-kubernetes-int-or-string': eitherWay, ...own } = rest;
  return {
    ...own,
    ...(eitherWay === true && { type: 'string', format: 'int-or-string' }),
    ...(reference && { $ref: reference.replace('#/components/schemas/', '#/definitions/') }),
    ...(properties !== undefined && { properties: mapValues(properties as Record<string, Json>, schemaV2) }),
    ...(items !== undefined && { items: schemaV2(items as Json) }),
    ...(additionalProperties !== undefined && { additionalProperties: schemaV2(additionalProperties as Json) }),
  };
}

function mapValues<From, To>(record: Record<string, From>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
