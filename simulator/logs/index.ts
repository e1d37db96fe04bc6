import * as schemas from '@aws-sdk/client-cloudwatch-logs';
import type { Service } from '../wire/operation.ts';
import { createLogGroup, deleteLogGroup, describeLogGroups } from './log-groups.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';

/** Amazon CloudWatch Logs, as far as clusters leave log groups there. Nothing is in them. */
export const logs: Service = {
  name: 'logs',
  protocol: 'awsJson1_1',
  schemas: { ...schemas },
  operations: {
    CreateLogGroup: createLogGroup,
    DescribeLogGroups: describeLogGroups,
    DeleteLogGroup: deleteLogGroup,
    TagResource: tagResource,
    UntagResource: untagResource,
    ListTagsForResource: listTagsForResource,
  },
};
