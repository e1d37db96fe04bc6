import * as schemas from '@aws-sdk/client-ec2';
import type { Service } from '../wire/operation.ts';
import { describeInstances } from './describe-instances.ts';
import { modifyInstanceMetadataOptions } from './modify-metadata-options.ts';
import { describeSecurityGroups, describeVpcs } from './networks.ts';

/** Amazon EC2, as far as managed nodes show there: their instances, and what clusters have for a network. */
export const ec2: Service = {
  name: 'ec2',
  protocol: 'ec2Query',
  schemas: { ...schemas },
  operations: {
    DescribeInstances: describeInstances,
    DescribeSecurityGroups: describeSecurityGroups,
    DescribeVpcs: describeVpcs,
    ModifyInstanceMetadataOptions: modifyInstanceMetadataOptions,
  },
};
