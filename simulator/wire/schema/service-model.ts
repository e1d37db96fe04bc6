import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticErrorSchema, StaticOperationSchema } from '@smithy/types';
import type { Operation, Protocol, Service } from '../operation.ts';
import { type AnswerBindings, answerBindings } from './answer-bindings.ts';
import { once } from './per-structure.ts';
import { createRoute, type Route } from './route.ts';

/** A service as the wire sees it: everything that can be worked out once, before the first request. */
export interface ServiceModel {
  name: string;
  protocol: Protocol;
  xmlNamespace: string;
  operations: Map<string, OperationModel>;
  /** For the REST protocols, by HTTP method, the most specific first. */
  routes: Map<string, Route[]>;
  /** By wire code and by shape name. */
  errors: Map<string, ErrorModel>;
}

export interface OperationModel {
  name: string;
  input: NormalizedSchema;
  output: NormalizedSchema;
  /** Names of the input's required members. */
  required: string[];
  successStatus: number;
  /** For the REST protocols: where the output's members go. Worked out at the first answer. */
  answer: () => AnswerBindings;
  /** Reads or writes what resources hold: CloudTrail does not log it. */
  isDataEvent: boolean;
  /** Absent where the local cloud does not have it. */
  implementation?: Operation<never, unknown>;
}

export interface ErrorModel {
  /** What the client reads: `NoSuchEntity` for the shape NoSuchEntityException. */
  code: string;
  schema: NormalizedSchema;
  members: string[];
}

// Only answers need it; the clients keep it in their runtime settings, not among the schemas.
const XML_NAMESPACES: Record<string, string> = {
  ec2: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  s3: 'http://s3.amazonaws.com/doc/2006-03-01/',
};

// CloudTrail user guide, "Logging data events". S3: all on objects and parts, and HeadBucket; DynamoDB: all on items.
const DATA_EVENTS: Record<string, RegExp> = {
  s3: /Object(?!LockConfiguration)|Multipart|Part|^HeadBucket$/,
  dynamodb: /Item|^Query$|^Scan$|^Execute|^BatchExecute/,
};

const OPERATION = 9;
const ERROR = -3;

/** Reads a service's schemas: operations (`[9, …]`) and errors (`[-3, …]`); the rest is reached through them. */
export function modelService(service: Service): ServiceModel {
  const shapes = Object.values(service.schemas).filter(Array.isArray) as unknown[][];
  const operationSchemas = shapes.filter((shape) => shape[0] === OPERATION) as StaticOperationSchema[];
  const model: ServiceModel = {
    name: service.name,
    protocol: service.protocol,
    xmlNamespace: XML_NAMESPACES[service.name] ?? '',
    operations: new Map(),
    routes: new Map(),
    errors: new Map(),
  };
  for (const schema of operationSchemas) addOperation(model, schema, service.operations[schema[2]]);
  for (const shape of shapes) if (shape[0] === ERROR) addError(model, shape as StaticErrorSchema);
  for (const routes of model.routes.values()) routes.sort((one, other) => other.rank - one.rank);
  return model;
}

function addOperation(
  model: ServiceModel,
  schema: StaticOperationSchema,
  implementation: Operation<never, unknown> | undefined,
): void {
  const [, , name, traits, inputRef, outputRef] = schema;
  const [input, output] = [NormalizedSchema.of(inputRef), NormalizedSchema.of(outputRef)];
  const http = typeof traits === 'object' ? traits.http : undefined;
  const operation: OperationModel = {
    name,
    input,
    output,
    required: requiredMembers(input),
    successStatus: http?.[2] ?? 200,
    answer: once(() => answerBindings(model.protocol, output, model.xmlNamespace)),
    isDataEvent: isDataEvent(model.name, name),
    implementation,
  };
  model.operations.set(name, operation);
  if (!http) return;
  const [method, uri] = http;
  const route = createRoute({ operation, uri, protocol: model.protocol, bucketInPath: model.name === 's3' });
  model.routes.set(method, [...(model.routes.get(method) ?? []), route]);
}

const isDataEvent = (service: string, operation: string) => DATA_EVENTS[service]?.test(operation) === true;

/** The schema form lists required members first and counts them at the end. */
export function requiredMembers(input: NormalizedSchema): string[] {
  const schema = input.getSchema();
  if (!Array.isArray(schema) || !input.isStructSchema()) return [];
  return (schema[4] as string[]).slice(0, (schema[6] as number | undefined) ?? 0);
}

function addError(model: ServiceModel, schema: StaticErrorSchema): void {
  const [, , name, traits, members] = schema;
  const queryCode = typeof traits === 'object' ? (traits.awsQueryError as string[] | undefined)?.[0] : undefined;
  const error = { code: queryCode ?? name, schema: NormalizedSchema.of(schema), members };
  model.errors.set(name, error);
  model.errors.set(error.code, error);
}
