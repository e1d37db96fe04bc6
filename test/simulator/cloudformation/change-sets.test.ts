import {
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  GetTemplateSummaryCommand,
} from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { ROLE, stacksEndpoint } from './stacks-endpoint.ts';

const SET = { StackName: 'app', ChangeSetName: 'first' };

function changeSets() {
  const endpoint = stacksEndpoint();
  const { cloudformation } = endpoint;
  const propose = (input: Partial<CreateChangeSetCommandInput> = {}) => {
    const Capabilities: CreateChangeSetCommandInput['Capabilities'] = ['CAPABILITY_IAM'];
    return cloudformation.send(new CreateChangeSetCommand({ ...SET, TemplateBody: ROLE, Capabilities, ...input }));
  };
  return { ...endpoint, propose, look: () => cloudformation.send(new DescribeChangeSetCommand(SET)) };
}

describe('change sets', () => {
  it('show what a stack is going to hold, and make it when they are executed', async () => {
    const { propose, look, describe: describeStack, reach, cloudformation } = changeSets();
    await propose({ ChangeSetType: 'CREATE' });
    expect((await describeStack('app')).StackStatus).toBe('REVIEW_IN_PROGRESS');
    expect(await look()).toMatchObject({
      Status: 'CREATE_COMPLETE',
      ExecutionStatus: 'AVAILABLE',
      Changes: [{ ResourceChange: { Action: 'Add', LogicalResourceId: 'App', ResourceType: 'AWS::IAM::Role' } }],
    });
    await cloudformation.send(new ExecuteChangeSetCommand(SET));
    await reach('app', 'CREATE_COMPLETE');
    expect((await look()).ExecutionStatus).toBe('EXECUTE_COMPLETE');
    await expect(cloudformation.send(new ExecuteChangeSetCommand(SET))).rejects.toMatchObject({
      name: 'InvalidChangeSetStatusException',
      message: expect.stringMatching(
        /^ChangeSet \[arn:.*\] cannot be executed in its current status of \[CREATE_COMPLETE\]$/,
      ),
    });
  });

  it('find that nothing would change', async () => {
    const { create, reach, propose, look, cloudformation } = changeSets();
    await create({ StackName: 'app' });
    await reach('app', 'CREATE_COMPLETE');
    await propose({ ChangeSetType: 'UPDATE' });
    expect(await look()).toMatchObject({
      Status: 'FAILED',
      ExecutionStatus: 'UNAVAILABLE',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
    const { Parameters, ResourceTypes } = await cloudformation.send(
      new GetTemplateSummaryCommand({ StackName: 'app' }),
    );
    expect({ Parameters, ResourceTypes }).toEqual({ Parameters: [], ResourceTypes: ['AWS::IAM::Role'] });
  });

  it('refuse what they cannot be made of', async () => {
    const { create, reach, propose, look } = changeSets();
    await expect(look()).rejects.toMatchObject({
      name: 'ChangeSetNotFoundException',
      message: 'ChangeSet [first] does not exist',
    });
    await expect(propose({ ChangeSetType: 'UPDATE' })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id app does not exist',
    });
    await create({ StackName: 'app' });
    await expect(propose({ ChangeSetType: 'UPDATE' })).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringMatching(/^Stack:arn:.* is in CREATE_IN_PROGRESS state and can not be updated\.$/),
    });
    await reach('app', 'CREATE_COMPLETE');
    await expect(propose({ ChangeSetType: 'CREATE' })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack [app] already exists and cannot be created again with the changeSet [first]',
    });
    await expect(propose({ Tags: [{ Key: 'team', Value: 'shop' }] })).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('The local cloud does not have updates that change a stack'),
    });
  });
});
