import { CreateStackCommand, DeleteStackCommand, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { AttachRolePolicyCommand, DetachRolePolicyCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { NETWORK, ROLE, stacksEndpoint } from './stacks-endpoint.ts';

const READ_ONLY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const BUCKET = `${ROLE}  Bucket:\n    Type: AWS::S3::Bucket\n    DependsOn: App\n`;

/** What an event says of a resource. */
const reasonOf = async (endpoint: ReturnType<typeof stacksEndpoint>, status: string, stack = 'app') => {
  const told = await endpoint.events(stack);
  return told.find(({ ResourceStatus }) => ResourceStatus === status)?.ResourceStatusReason;
};

describe('a stack that cannot be made', () => {
  it('takes back what it made, and says which resource failed and why', async () => {
    const endpoint = stacksEndpoint();
    const { create, reach, iam } = endpoint;
    await create({ StackName: 'app', TemplateBody: BUCKET });
    await reach('app', 'ROLLBACK_COMPLETE');
    expect(await reasonOf(endpoint, 'CREATE_FAILED')).toBe(
      'The local cloud does not have resources of the type AWS::S3::Bucket (simulator/DIFFERENCES.md).',
    );
    expect(await reasonOf(endpoint, 'ROLLBACK_IN_PROGRESS')).toBe(
      'The following resource(s) failed to create: [Bucket]. Rollback requested by user.',
    );
    expect((await iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
    // Its name is taken until it is deleted.
    await expect(create({ StackName: 'app' })).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Stack [app] already exists',
    });
  });

  it.each([
    ['DELETE', 'DELETE_COMPLETE', 0],
    ['DO_NOTHING', 'CREATE_FAILED', 1],
  ] as const)('does with OnFailure %s as it was told', async (OnFailure, status, roles) => {
    const { create, reach, iam } = stacksEndpoint();
    const { StackId = '' } = await create({ StackName: 'app', TemplateBody: BUCKET, OnFailure });
    await reach(StackId, status);
    expect((await iam.send(new ListRolesCommand({}))).Roles).toHaveLength(roles);
  });

  it('refuses properties that the local cloud has not', async () => {
    const endpoint = stacksEndpoint();
    const TemplateBody = 'Resources: { Vpc: { Type: AWS::EC2::VPC, Properties: { Ipv4IpamPoolId: x } } }';
    await endpoint.create({ StackName: 'app', TemplateBody });
    await endpoint.reach('app', 'ROLLBACK_COMPLETE');
    expect(await reasonOf(endpoint, 'CREATE_FAILED')).toBe(
      'The local cloud does not have the property Ipv4IpamPoolId of AWS::EC2::VPC (simulator/DIFFERENCES.md).',
    );
  });
});

describe('what a stack does', () => {
  const STACKS = { Effect: 'Allow', Action: 'cloudformation:*', Resource: '*' };

  it('is done, and judged, as its caller', async () => {
    const endpoint = stacksEndpoint();
    const { cloudformation } = await endpoint.asRole('builder', STACKS);
    const input = { StackName: 'app', TemplateBody: ROLE, Capabilities: ['CAPABILITY_IAM' as const] };
    await cloudformation.send(new CreateStackCommand(input));
    await endpoint.reach('app', 'ROLLBACK_COMPLETE');
    expect(await reasonOf(endpoint, 'CREATE_FAILED')).toMatch(
      /^Resource handler returned message: "User: arn:aws:sts::111122223333:assumed-role\/builder\/test is not authorized to perform: iam:CreateRole on resource: .* \(Service: Iam, Status Code: 403\)" \(RequestToken: .*, HandlerErrorCode: AccessDenied\)$/,
    );
  });

  it('can be allowed to CloudFormation only', async () => {
    const endpoint = stacksEndpoint();
    const Condition = { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'cloudformation.amazonaws.com' } };
    const roles = { Effect: 'Allow', Action: 'iam:*', Resource: '*', Condition };
    const { cloudformation, iam } = await endpoint.asRole('builder', STACKS, roles);
    await expect(iam.send(new ListRolesCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('is not authorized to perform: iam:ListRoles'),
    });
    const input = { StackName: 'app', TemplateBody: ROLE, Capabilities: ['CAPABILITY_IAM' as const] };
    await cloudformation.send(new CreateStackCommand(input));
    await endpoint.reach('app', 'CREATE_COMPLETE');
  });

  it('is refused without a permission for stacks', async () => {
    const { asRole } = stacksEndpoint();
    const { cloudformation } = await asRole('builder', { Effect: 'Allow', Action: 's3:*', Resource: '*' });
    await expect(cloudformation.send(new DeleteStackCommand({ StackName: 'app' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:sts::111122223333:assumed-role/builder/test is not authorized to perform: cloudformation:DeleteStack on resource: arn:aws:cloudformation:us-west-2:111122223333:stack/app/* because no identity-based policy allows the cloudformation:DeleteStack action',
    });
  });
});

describe('the deletion of a stack', () => {
  it('stops at what is still in use, goes on when it is not, and leaves what it is told to leave', async () => {
    const endpoint = stacksEndpoint();
    const { create, reach, iam, cloudformation } = endpoint;
    const { StackId = '' } = await create({ StackName: 'app' });
    await reach('app', 'CREATE_COMPLETE');
    const { StackResources = [] } = await cloudformation.send(new DescribeStackResourcesCommand({ StackName: 'app' }));
    const attachment = { RoleName: StackResources[0]?.PhysicalResourceId, PolicyArn: READ_ONLY };
    await iam.send(new AttachRolePolicyCommand(attachment));
    await cloudformation.send(new DeleteStackCommand({ StackName: 'app' }));
    const stuck = await reach('app', 'DELETE_FAILED');
    expect(stuck.StackStatusReason).toBe('The following resource(s) failed to delete: [App]. ');
    expect(await reasonOf(endpoint, 'DELETE_FAILED')).toContain(
      'Cannot delete entity, must detach all policies first. (Service: Iam, Status Code: 409)',
    );
    await iam.send(new DetachRolePolicyCommand(attachment));
    await cloudformation.send(new DeleteStackCommand({ StackName: 'app', RetainResources: ['App'] }));
    await reach(StackId, 'DELETE_COMPLETE');
    expect((await iam.send(new ListRolesCommand({}))).Roles).toHaveLength(1);
  });

  it('may come in the middle of its making', async () => {
    const { create, reach, events, ec2, clock, cloudformation } = stacksEndpoint();
    const { StackId = '' } = await create({ StackName: 'app', TemplateBody: NETWORK });
    clock.advance(200);
    await cloudformation.send(new DeleteStackCommand({ StackName: 'app' }));
    await reach(StackId, 'DELETE_COMPLETE');
    expect((await ec2.send(new DescribeVpcsCommand({}))).Vpcs).toEqual([]);
    const stackEvents = (await events(StackId)).filter(({ LogicalResourceId }) => LogicalResourceId === 'app');
    expect(stackEvents.map(({ ResourceStatus }) => ResourceStatus)).toEqual([
      'CREATE_IN_PROGRESS',
      'DELETE_IN_PROGRESS',
      'DELETE_COMPLETE',
    ]);
  });

  it('is refused while the stack is protected, and of no stack does nothing', async () => {
    const { create, reach, cloudformation } = stacksEndpoint();
    await create({ StackName: 'app', EnableTerminationProtection: true });
    await reach('app', 'CREATE_COMPLETE');
    await expect(cloudformation.send(new DeleteStackCommand({ StackName: 'app' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack [app] cannot be deleted while TerminationProtection is enabled',
    });
    await cloudformation.send(new DeleteStackCommand({ StackName: 'nothing' }));
  });
});
