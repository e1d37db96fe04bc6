import * as schemas from '@aws-sdk/client-dynamodb';
import type { Service } from '../wire/operation.ts';
import { batchGetItem } from './batch-get-item.ts';
import { batchWriteItem } from './batch-write-item.ts';
import { createTable } from './create-table.ts';
import { deleteItem } from './delete-item.ts';
import { getItem } from './get-item.ts';
import { putItem } from './put-item.ts';
import { query } from './query.ts';
import { deleteResourcePolicy, getResourcePolicy, putResourcePolicy } from './resource-policy.ts';
import { scan } from './scan.ts';
import {
  deleteTable,
  describeContinuousBackups,
  describeTable,
  describeTimeToLive,
  listTables,
} from './table-lifecycle.ts';
import { listTagsOfResource, tagResource, untagResource } from './tags.ts';
import { updateItem } from './update-item.ts';

/** Amazon DynamoDB: tables and their indexes, items, transactions, tags and policies. */
export const dynamodb: Service = {
  name: 'dynamodb',
  protocol: 'awsJson1_0',
  schemas,
  operations: {
    BatchGetItem: batchGetItem,
    BatchWriteItem: batchWriteItem,
    CreateTable: createTable,
    DeleteItem: deleteItem,
    DeleteResourcePolicy: deleteResourcePolicy,
    DeleteTable: deleteTable,
    DescribeContinuousBackups: describeContinuousBackups,
    DescribeTable: describeTable,
    DescribeTimeToLive: describeTimeToLive,
    GetItem: getItem,
    GetResourcePolicy: getResourcePolicy,
    ListTables: listTables,
    ListTagsOfResource: listTagsOfResource,
    PutItem: putItem,
    PutResourcePolicy: putResourcePolicy,
    Query: query,
    Scan: scan,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateItem: updateItem,
  },
};
