import type {
  GlobalSecondaryIndex,
  KeySchemaElement,
  LocalSecondaryIndex,
  Projection,
  ProjectionType,
  ProvisionedThroughput,
} from '@aws-sdk/client-dynamodb';
import { constraintError, invalidParameter } from './dynamodb-errors.ts';
import { readKeySchema } from './key-schema.ts';
import type { IndexRow, Keyed, KeyType, Throughput } from './tables.ts';
import { requireThroughput } from './throughput.ts';
import { refuseUnsupported } from './unsupported.ts';

const MAX_GLOBAL_INDEXES = 20;
const MAX_LOCAL_INDEXES = 5;
const INDEX_NAME = /^[a-zA-Z0-9_.-]{3,255}$/;
const PROJECTION_TYPES: string[] = ['ALL', 'INCLUDE', 'KEYS_ONLY'];

interface IndexInput {
  IndexName?: string;
  KeySchema?: KeySchemaElement[];
  Projection?: Projection;
  ProvisionedThroughput?: ProvisionedThroughput;
}

interface IndexesInput {
  GlobalSecondaryIndexes?: GlobalSecondaryIndex[];
  LocalSecondaryIndexes?: LocalSecondaryIndex[];
}

/** Reads the indexes that a table is made with. Errors: ValidationException. */
export function readIndexes(
  { GlobalSecondaryIndexes: globals, LocalSecondaryIndexes: locals }: IndexesInput,
  table: Keyed & { throughput?: Throughput },
  types: Map<string, KeyType>,
): IndexRow[] {
  if (locals?.length === 0) throw invalidParameter('List of LocalSecondaryIndexes is empty');
  if (locals && !table.sortKey) {
    const missing = 'Table KeySchema does not have a range key';
    throw invalidParameter(`${missing}, which is required when specifying a LocalSecondaryIndex`);
  }
  if (globals?.length === 0) throw invalidParameter('List of GlobalSecondaryIndexes is empty');
  const indexes = [
    ...(locals ?? []).map((index) => readLocalIndex(index, table, types)),
    ...(globals ?? []).map((index) => readGlobalIndex(index, table, types)),
  ];
  requireIndexCounts(indexes);
  return indexes;
}

/** Errors: ValidationException for a name given twice and for too many indexes. */
export function requireIndexCounts(indexes: IndexRow[]): void {
  const names = indexes.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw invalidParameter(`Duplicate index name: ${twice}`);
  const locals = indexes.filter(({ kind }) => kind === 'local').length;
  if (locals > MAX_LOCAL_INDEXES) {
    throw invalidParameter('Number of LocalSecondaryIndexes exceeds per-table limit of 5');
  }
  if (indexes.length - locals > MAX_GLOBAL_INDEXES) {
    throw invalidParameter('GlobalSecondaryIndex count exceeds the per-table limit of 20');
  }
}

/** `table` tells whether the index needs throughput of its own. Errors: ValidationException. */
export function readGlobalIndex(
  input: IndexInput,
  table: { throughput?: Throughput },
  types: Map<string, KeyType>,
): IndexRow {
  const index: IndexRow = { kind: 'global', ...readIndex(input, types) };
  const { ProvisionedThroughput: throughput } = input;
  const given = `ProvisionedThroughput should not be specified for index: ${index.name} when BillingMode is`;
  if (!table.throughput && throughput) throw invalidParameter(`${given} PAY_PER_REQUEST`);
  if (!table.throughput) return index;
  if (!throughput) throw invalidParameter(`ProvisionedThroughput must be specified for index: ${index.name}`);
  return { ...index, throughput: requireThroughput(throughput) };
}

function readLocalIndex(input: IndexInput, table: Keyed, types: Map<string, KeyType>): IndexRow {
  const index: IndexRow = { kind: 'local', ...readIndex(input, types) };
  if (!index.sortKey) throw invalidParameter(`Index KeySchema does not have a range key for index: ${index.name}`);
  const [own, tables] = [index.partitionKey.name, table.partitionKey.name];
  if (own === tables) return index;
  throw invalidParameter(
    `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${index.name}. ` +
      `index hash key: ${own}, table hash key: ${tables}`,
  );
}

function readIndex(input: IndexInput, types: Map<string, KeyType>) {
  refuseUnsupported(input);
  const { IndexName: name = '', KeySchema, Projection = {} } = input;
  if (!INDEX_NAME.test(name)) throw invalidIndexName(name);
  return { name, ...readKeySchema(KeySchema, types), projection: readProjection(Projection) };
}

function readProjection({ ProjectionType, NonKeyAttributes }: Projection): IndexRow['projection'] {
  if (!ProjectionType || !PROJECTION_TYPES.includes(ProjectionType)) {
    throw invalidParameter(`Unknown ProjectionType: ${ProjectionType ?? null}`);
  }
  if (NonKeyAttributes && ProjectionType !== 'INCLUDE') {
    throw invalidParameter(`ProjectionType is ${ProjectionType}, but NonKeyAttributes is specified`);
  }
  if (ProjectionType === 'INCLUDE' && !NonKeyAttributes?.length) {
    throw invalidParameter('ProjectionType is INCLUDE, but NonKeyAttributes is not specified');
  }
  return { type: ProjectionType satisfies ProjectionType, attributes: NonKeyAttributes };
}

function invalidIndexName(name: string) {
  const constraint =
    name.length < 3
      ? 'Member must have length greater than or equal to 3'
      : name.length > 255
        ? 'Member must have length less than or equal to 255'
        : 'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+';
  return constraintError('indexName', name, constraint);
}
