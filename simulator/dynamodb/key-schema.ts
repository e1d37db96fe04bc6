import type { AttributeDefinition, KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { constraintError, invalidParameter, requireOneOf, validationError } from './dynamodb-errors.ts';
import type { KeyAttribute, Keyed, KeyType } from './tables.ts';

const KEY_TYPES = ['B', 'N', 'S'];

/** The types of the attributes that a request defines, by name. Errors: ValidationException. */
export function attributeTypes(definitions: AttributeDefinition[] = []): Map<string, KeyType> {
  const types = new Map<string, KeyType>();
  for (const [index, { AttributeName = '', AttributeType = '' }] of definitions.entries()) {
    requireOneOf(`attributeDefinitions.${index + 1}.member.attributeType`, AttributeType, KEY_TYPES);
    if (types.has(AttributeName)) {
      throw invalidParameter(`Duplicate AttributeName in AttributeDefinitions: ${AttributeName}`);
    }
    types.set(AttributeName, AttributeType as KeyType);
  }
  return types;
}

/** Reads the keys of a table or index. Errors: ValidationException. */
export function readKeySchema(schema: KeySchemaElement[] = [], types: Map<string, KeyType>): Keyed {
  const names = schema.map(({ AttributeName = '' }) => AttributeName);
  const [partition, sort] = schema;
  requireElements(schema);
  if (!names.every((name) => types.has(name))) {
    throw invalidParameter(
      'Some index key attributes are not defined in AttributeDefinitions. ' +
        `Keys: [${names.join(', ')}], AttributeDefinitions: [${[...types.keys()].join(', ')}]`,
    );
  }
  // AWS's own words for one attribute that is both keys, as paritysuite/dynamodb-conformance has them.
  if (names.length === 2 && names[0] === names[1]) {
    throw validationError('Invalid KeySchema: Some index key attribute have no definition');
  }
  if (partition?.KeyType !== 'HASH') {
    throw validationError('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  if (sort && sort.KeyType !== 'RANGE') {
    throw validationError('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  }
  const attribute = (name = ''): KeyAttribute => ({ name, type: types.get(name) as KeyType });
  return { partitionKey: attribute(names[0]), sortKey: sort && attribute(names[1]) };
}

function requireElements(schema: KeySchemaElement[]): void {
  if (schema.length > 2) {
    const shown = schema.map(({ AttributeName, KeyType }) => {
      return `KeySchemaElement(attributeName=${AttributeName}, keyType=${KeyType})`;
    });
    throw constraintError('keySchema', `[${shown.join(', ')}]`, 'Member must have length less than or equal to 2');
  }
  for (const [index, { KeyType }] of schema.entries()) {
    requireOneOf(`keySchema.${index + 1}.member.keyType`, KeyType, ['HASH', 'RANGE']);
  }
}
