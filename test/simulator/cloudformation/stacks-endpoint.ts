import { readFileSync } from 'node:fs';
import {
  CloudFormationClient,
  CreateStackCommand,
  type CreateStackCommandInput,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EKSClient } from '@aws-sdk/client-eks';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { expect, vi } from 'vitest';
import { services } from '../../../simulator/services.ts';
import { type TestCredentials, type TestEndpoint, testEndpoint } from '../wire/test-endpoint.ts';

export const NETWORK = readFileSync('cloudformation/workshop-network.yaml', 'utf8');
export const CLUSTER = readFileSync('cloudformation/workshop-cluster.yaml', 'utf8');

/** One role, whose trust policy is the service's. */
export const ROLE = `
Resources:
  App:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement: [{ Effect: Allow, Principal: { Service: ec2.amazonaws.com }, Action: sts:AssumeRole }]
`;

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }],
});

/** All services in-process, with what tests of stacks ask of them. */
export function stacksEndpoint(endpoint: TestEndpoint = testEndpoint({ services })) {
  const clients = clientsOf(endpoint);
  const { cloudformation } = clients;

  const create = (input: Partial<CreateStackCommandInput> & { StackName: string }) =>
    cloudformation.send(new CreateStackCommand({ TemplateBody: ROLE, Capabilities: ['CAPABILITY_IAM'], ...input }));
  const describe = async (StackName: string): Promise<Stack> => {
    const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName }));
    return Stacks?.[0] ?? expect.unreachable('no stack');
  };
  /** What happened, the oldest first. */
  const events = async (StackName: string) => {
    const { StackEvents = [] } = await cloudformation.send(new DescribeStackEventsCommand({ StackName }));
    return StackEvents.reverse();
  };
  /** Lets time go by until the stack has come to rest, in this status; answers it. */
  const reach = async (StackName: string, status: string): Promise<Stack> => {
    const rest = async () => {
      endpoint.clock.advance(200);
      const stack = await describe(StackName);
      expect(stack.StackStatus).not.toMatch(/_IN_PROGRESS$/);
      return stack;
    };
    const stack = await vi.waitFor(rest, { timeout: 20_000, interval: 5 });
    const reasons = (await events(StackName)).flatMap(({ ResourceStatusReason }) => ResourceStatusReason ?? []);
    expect(stack.StackStatus, reasons.join('\n')).toBe(status);
    return stack;
  };
  /** Clients of a role that may do what these statements say. */
  async function asRole(RoleName: string, ...Statement: object[]) {
    const { iam } = clients;
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'may', PolicyDocument }));
    return clientsOf(endpoint, endpoint.addRoleSession({ roleName: RoleName, roleId: Role?.RoleId }));
  }
  return {
    ...endpoint,
    ...clients,
    endpoint,
    asRole,
    create,
    describe,
    reach,
    events,
  };
}

function clientsOf(endpoint: TestEndpoint, credentials?: TestCredentials) {
  const config = endpoint.clientConfig(credentials);
  return {
    cloudformation: new CloudFormationClient(config),
    iam: new IAMClient(config),
    eks: new EKSClient(config),
    ec2: new EC2Client(config),
  };
}
