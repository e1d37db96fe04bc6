import type { AttributeDefinition, KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { invalidParameter, notSupported, requireOneOf, validationError } from './dynamodb-errors.ts';
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
  if (names.length > 2) throw notSupported('keys of more than two attributes');
  if (!names.every((name) => types.has(name))) {
    throw invalidParameter(
      'Some index key attributes are not defined in AttributeDefinitions. ' +
        `Keys: [${names.join(', ')}], AttributeDefinitions: [${[...types.keys()].join(', ')}]`,
    );
  }
  if (names.length === 2 && names[0] === names[1]) {
    throw validationError('Both the Hash Key and the Range Key element in the KeySchema have the same name');
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
