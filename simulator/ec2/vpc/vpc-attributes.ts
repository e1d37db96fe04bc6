import type * as ec2 from '@aws-sdk/client-ec2';
import { ec2Error, invalidValue } from '../ec2-errors.ts';
import { ec2Operation } from '../ec2-operation.ts';
import { getRow, rowAccess } from './noun.ts';
import { VPC, type VpcRow } from './rows.ts';

type Switch = 'dnsSupport' | 'dnsHostnames' | 'addressUsageMetrics';

/** By the attribute's name in DescribeVpcAttribute, whose answer has it in upper camel case, as ModifyVpcAttribute takes it. */
const ATTRIBUTES: Record<string, { member: Exclude<keyof ec2.ModifyVpcAttributeRequest, 'VpcId'>; field: Switch }> = {
  enableDnsSupport: { member: 'EnableDnsSupport', field: 'dnsSupport' },
  enableDnsHostnames: { member: 'EnableDnsHostnames', field: 'dnsHostnames' },
  enableNetworkAddressUsageMetrics: { member: 'EnableNetworkAddressUsageMetrics', field: 'addressUsageMetrics' },
};

export const describeVpcAttribute = ec2Operation<ec2.DescribeVpcAttributeRequest, ec2.DescribeVpcAttributeResult>({
  access: ({ VpcId }, context) => [rowAccess('ec2:DescribeVpcAttribute', VPC, context, VpcId)],
  run({ VpcId, Attribute = '' }, context) {
    const row = getRow(VPC, context, VpcId);
    const attribute = ATTRIBUTES[Attribute];
    // Text: getmoto/moto, moto/ec2/exceptions.py
    if (!attribute) {
      throw invalidValue(`Value (${Attribute}) for parameter attribute is invalid. Unknown attribute.`);
    }
    return { VpcId, [attribute.member]: { Value: row[attribute.field] } };
  },
});

export const modifyVpcAttribute = ec2Operation<ec2.ModifyVpcAttributeRequest & { DryRun?: undefined }, object>({
  limits: 'The settings are kept and do nothing.',
  access: ({ VpcId }, context) => [rowAccess('ec2:ModifyVpcAttribute', VPC, context, VpcId)],
  run({ VpcId, ...request }, context) {
    const row = getRow(VPC, context, VpcId);
    const given = Object.values(ATTRIBUTES).filter(({ member }) => request[member] !== undefined);
    requireOne(given.length);
    const changes = given.map(({ member, field }) => [field, request[member]?.Value === true]);
    const changed: VpcRow = { ...row, ...Object.fromEntries(changes) };
    VPC.table(context.state, context).put(row.id, changed);
    return {};
  },
});

/** API reference, "ModifyVpcAttribute": one at a time. Assumed; not confirmed against AWS: codes and texts. */
function requireOne(count: number): void {
  if (count === 0) throw ec2Error('MissingParameter', 'The request must contain one of the attributes to modify');
  if (count > 1) {
    throw ec2Error('InvalidParameterCombination', 'Fields for multiple attribute types specified');
  }
}
