import * as schemas from '@aws-sdk/client-dynamodb';
import type { Service } from '../wire/operation.ts';
import { describeEndpoints, describeKinesisStreamingDestination, describeLimits } from './account-descriptions.ts';
import { batchGetItem } from './batch-get-item.ts';
import { batchWriteItem } from './batch-write-item.ts';
import { describeContinuousBackups, updateContinuousBackups } from './continuous-backups.ts';
import { createTable } from './create-table.ts';
import { getItem } from './get-item.ts';
import { query } from './query.ts';
import { deleteResourcePolicy, getResourcePolicy, putResourcePolicy } from './resource-policy.ts';
import { scan } from './scan.ts';
import { deleteTable, describeTable, listTables } from './table-lifecycle.ts';
import { listTagsOfResource, tagResource, untagResource } from './tags.ts';
import { describeTimeToLive, updateTimeToLive } from './time-to-live.ts';
import { transactGetItems } from './transact-get-items.ts';
import { transactWriteItems } from './transact-write-items.ts';
import { updateItem } from './update-item.ts';
import { updateTable } from './update-table.ts';
import { deleteItem, putItem } from './whole-item-write.ts';

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
    DescribeEndpoints: describeEndpoints,
    DescribeKinesisStreamingDestination: describeKinesisStreamingDestination,
    DescribeLimits: describeLimits,
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
    TransactGetItems: transactGetItems,
    TransactWriteItems: transactWriteItems,
    UntagResource: untagResource,
    UpdateContinuousBackups: updateContinuousBackups,
    UpdateItem: updateItem,
    UpdateTable: updateTable,
    UpdateTimeToLive: updateTimeToLive,
  },
};
