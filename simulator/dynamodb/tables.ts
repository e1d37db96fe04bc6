import type { KeySchemaElement, ProjectionType, TableClass } from '@aws-sdk/client-dynamodb';
import type { State, Table } from '../state/state.ts';
import type { CallContext } from '../wire/operation.ts';
import { constraintError, resourceNotFound, validationError } from './dynamodb-errors.ts';
import type { StoredItem } from './value/stored-value.ts';

export type KeyType = 'S' | 'N' | 'B';

/** What tables and indexes find and sort items by. */
export interface Keyed {
  partitionKey: KeyAttribute;
  sortKey?: KeyAttribute;
}

export interface KeyAttribute {
  name: string;
  type: KeyType;
}

/** Units a second. */
export interface Throughput {
  readCapacityUnits: number;
  writeCapacityUnits: number;
}

/** A table, by its name. */
export interface TableRow extends Keyed {
  name: string;
  arn: string;
  id: string;
  createdAtMs: number;
  /** Absent: on demand. */
  throughput?: Throughput;
  /** When the table last became on demand, if it has not been so from the start. */
  onDemandSinceMs?: number;
  /** Global and local ones, in the order in which they were made. */
  indexes?: IndexRow[];
  deletionProtection: boolean;
  tableClass?: TableClass;
  tags: Record<string, string>;
  timeToLiveAttribute?: string;
  /** Absent: point-in-time recovery is off. */
  recovery?: { enabledAtMs: number; periodDays: number };
  policy?: { text: string; revisionId: string };
}

/** A secondary index: the items that have its keys, with what it projects of them. */
export interface IndexRow extends Keyed {
  name: string;
  kind: 'global' | 'local';
  projection: { type: ProjectionType; attributes?: string[] };
  /** Of global indexes of provisioned tables; local ones use their table's. */
  throughput?: Throughput;
}

/** Where a table is: a request may name it, or give an ARN of another account. */
export interface TableAddress {
  account: string;
  region: string;
  name: string;
}

export function tablesOf(state: State, { account, region }: Omit<TableAddress, 'name'>): Table<TableRow> {
  return state.table<TableRow>(`${account}/dynamodb/${region}/tables`);
}

/** The items of a table, by their keys' texts. */
export function itemsOf(state: State, { account, region, name }: TableAddress): Table<StoredItem> {
  return state.table<StoredItem>(`${account}/dynamodb/${region}/items/${name}`);
}

const TABLE_NAME = /^[a-zA-Z0-9_.-]{1,255}$/;
const TABLE_ARN = /^arn:aws:dynamodb:([^:]+):(\d{12}):table\/([a-zA-Z0-9_.-]{3,255})$/;

/** Reads a TableName, which may be an ARN. Errors: ValidationException. */
export function tableAddress(nameOrArn: string | undefined, context: CallContext): TableAddress {
  const [, region, account, name] = TABLE_ARN.exec(nameOrArn ?? '') ?? [];
  if (region && account && name) return { region, account, name };
  if (!nameOrArn || !TABLE_NAME.test(nameOrArn)) throw invalidTableName(nameOrArn);
  return { region: context.region, account: context.account, name: nameOrArn };
}

/** Names of tables have at least three characters, but only the table's making asks for more than one. */
function invalidTableName(name = '', least = 1) {
  if (name.length < least) {
    return constraintError('tableName', name, `Member must have length greater than or equal to ${least}`);
  }
  if (name.length > 255) return constraintError('tableName', name, 'Member must have length less than or equal to 255');
  return constraintError('tableName', name, 'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+');
}

const MIN_NAME_LENGTH = 3;

/** Where a new table goes. Errors: ValidationException. */
export function newTableAddress(nameOrArn: string | undefined, context: CallContext): TableAddress {
  if (nameOrArn === undefined || nameOrArn.length >= MIN_NAME_LENGTH) return tableAddress(nameOrArn, context);
  throw invalidTableName(nameOrArn, MIN_NAME_LENGTH);
}

/** Reads the ARN of a table. Errors: ValidationException. */
export function addressOfArn(arn: string | undefined, context: CallContext): TableAddress {
  if (arn !== undefined && TABLE_ARN.test(arn)) return tableAddress(arn, context);
  throw validationError(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
}

export function tableArn({ region, account, name }: TableAddress): string {
  return `arn:aws:dynamodb:${region}:${account}:table/${name}`;
}

export function indexArn(table: TableAddress, index: string): string {
  return `${tableArn(table)}/index/${index}`;
}

export function findTable(state: State, address: TableAddress): TableRow | undefined {
  return tablesOf(state, address).get(address.name);
}

/** Errors: ResourceNotFoundException, without the table's name, as calls on items have it. */
export function getTable(state: State, address: TableAddress): TableRow {
  const table = findTable(state, address);
  if (!table) throw resourceNotFound();
  return table;
}

/** Errors: ResourceNotFoundException with the table's name, as calls on the table itself have it. */
export function getNamedTable(state: State, address: TableAddress): TableRow {
  const table = findTable(state, address);
  if (!table) throw resourceNotFound(`: Table: ${address.name} not found`);
  return table;
}

export function keyAttributes({ partitionKey, sortKey }: Keyed): KeyAttribute[] {
  return sortKey ? [partitionKey, sortKey] : [partitionKey];
}

export function keySchema(keyed: Keyed): KeySchemaElement[] {
  return keyAttributes(keyed).map(({ name }, index) => ({
    AttributeName: name,
    KeyType: index === 0 ? 'HASH' : 'RANGE',
  }));
}
