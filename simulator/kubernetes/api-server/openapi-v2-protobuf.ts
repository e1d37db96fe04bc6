import { Writer } from 'protobufjs/minimal.js';

type Write = (writer: Writer, value: unknown) => void;

/** The Swagger document as protobuf: the only form that Go's clients ask for. gnostic openapiv2/OpenAPIv2.proto */
export function encodeSwagger(document: Record<string, unknown>): Uint8Array {
  const writer = Writer.create();
  documentFields(writer, document);
  return writer.finish();
}

/** A field that has a length: everything in these messages is text or another message. */
const put = (writer: Writer, id: number, write: Write, value: unknown) => write(writer.uint32((id << 3) | 2), value);

const text: Write = (writer, value) => void writer.string(String(value));

function message(fields: Write): Write {
  return (writer, value) => {
    writer.fork();
    fields(writer, value);
    writer.ldelim();
  };
}

/** A message of one field. */
const holding = (write: Write, id = 1): Write => message((writer, value) => put(writer, id, write, value));

/** Anything else, as YAML inside of `Any`; JSON is YAML. */
const any: Write = (writer, value) => holding(text, 2)(writer, JSON.stringify(value));

const pair = (write: Write): Write =>
  message((writer, value) => {
    const [name, held] = value as [string, unknown];
    put(writer, 1, text, name);
    put(writer, 2, write, held);
  });

/** A map, as pairs of name and value. */
const named = (write: Write, id = 1): Write =>
  message((writer, value) => {
    for (const entry of Object.entries(value as object)) put(writer, id, pair(write), entry);
  });

/** Fields by their names in JSON; a list is a field several times. Extensions are pairs in a field of their own. */
function fieldsOf(table: Record<string, [id: number, write: Write]>, extensionId: number): Write {
  return (writer, value) => {
    for (const [name, held] of Object.entries(value as object)) {
      const [id, write] = table[name] ?? [];
      if (name.startsWith('x-')) put(writer, extensionId, pair(any), [name, held]);
      else if (id && write) for (const one of Array.isArray(held) ? held : [held]) put(writer, id, write, one);
    }
  };
}

const schema: Write = (writer, value) => message(schemaFields)(writer, value);

const schemaFields = fieldsOf(
  {
    $ref: [1, text],
    format: [2, text],
    description: [4, text],
    required: [19, text],
    enum: [20, any],
    additionalProperties: [21, holding(schema)],
    type: [22, holding(text)],
    items: [23, holding(schema)],
    properties: [25, named(schema)],
  },
  31,
);

const queryParameter = message(fieldsOf({ in: [2, text], name: [4, text], type: [6, text] }, 23));
const bodyParameter = message(fieldsOf({ name: [2, text], in: [3, text], schema: [5, schema] }, 6));

const parameter: Write = (writer, value) => {
  const isBody = (value as { in: string }).in === 'body';
  const write = isBody ? holding(bodyParameter, 1) : holding(holding(queryParameter, 3), 2);
  holding(write)(writer, value);
};

const response = message(fieldsOf({ description: [1, text], schema: [2, holding(schema)] }, 5));

const operation = message(
  fieldsOf(
    {
      produces: [6, text],
      consumes: [7, text],
      parameters: [8, parameter],
      responses: [9, named(holding(response))],
    },
    13,
  ),
);

const path = message(
  fieldsOf(
    { get: [2, operation], put: [3, operation], post: [4, operation], delete: [5, operation], patch: [8, operation] },
    10,
  ),
);

const info = message(fieldsOf({ title: [1, text], version: [2, text] }, 7));

const documentFields = fieldsOf(
  { swagger: [1, text], info: [2, info], paths: [8, named(path, 2)], definitions: [9, named(schema)] },
  16,
);
