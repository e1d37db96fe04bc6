import {
  DeleteStackCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { describe, expect, it } from 'vitest';
import { ROLE, stacksEndpoint } from './stacks-endpoint.ts';

const TEAM = { Key: 'team', Value: 'shop' };
const OUTPUTS = `
Outputs:
  Name: { Value: !Sub '\${App}-x', Description: Its name., Export: { Name: !Sub '\${AWS::StackName}-name' } }
  Nothing: { Condition: Never, Value: !GetAtt App.Arn }
Conditions:
  Never: !And [!Equals [!Ref AWS::Region, us-east-1], !Not [!Equals [a, b]]]
`;

describe('a stack', () => {
  it('is made, tells what it made, and goes with all of it', async () => {
    const { create, reach, events, iam, cloudformation, describe: look, clientConfig } = stacksEndpoint();
    const { StackId = '' } = await create({ StackName: 'app', TemplateBody: ROLE + OUTPUTS, Tags: [TEAM] });
    expect(StackId).toMatch(/^arn:aws:cloudformation:us-west-2:111122223333:stack\/app\/[0-9a-f-]{36}$/);
    expect((await look('app')).StackStatus).toBe('CREATE_IN_PROGRESS');
    const stack = await reach('app', 'CREATE_COMPLETE');
    const list = new ListStackResourcesCommand({ StackName: 'app' });
    const { StackResourceSummaries = [] } = await cloudformation.send(list);
    const RoleName = StackResourceSummaries[0]?.PhysicalResourceId;
    expect(RoleName).toMatch(/^app-App-[A-Z2-7]{12}$/);
    expect(stack.Outputs).toEqual([
      { OutputKey: 'Name', OutputValue: `${RoleName}-x`, Description: 'Its name.', ExportName: 'app-name' },
    ]);
    expect(
      (await events('app')).map(({ LogicalResourceId, ResourceStatus }) => [LogicalResourceId, ResourceStatus]),
    ).toEqual([
      ['app', 'CREATE_IN_PROGRESS'],
      ['App', 'CREATE_IN_PROGRESS'],
      ['App', 'CREATE_IN_PROGRESS'],
      ['App', 'CREATE_COMPLETE'],
      ['app', 'CREATE_COMPLETE'],
    ]);
    expect((await iam.send(new GetRoleCommand({ RoleName }))).Role?.Tags).toEqual([TEAM]);
    const tagging = new ResourceGroupsTaggingAPIClient(clientConfig());
    const tagged = new GetResourcesCommand({ ResourceTypeFilters: ['cloudformation:stack'] });
    expect((await tagging.send(tagged)).ResourceTagMappingList).toEqual([{ ResourceARN: StackId, Tags: [TEAM] }]);

    await cloudformation.send(new DeleteStackCommand({ StackName: 'app' }));
    await reach(StackId, 'DELETE_COMPLETE');
    await expect(look('app')).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id app does not exist',
    });
    const { StackSummaries = [] } = await cloudformation.send(new ListStacksCommand({}));
    expect(StackSummaries.map(({ StackStatus }) => StackStatus)).toEqual(['DELETE_COMPLETE']);
    expect((await tagging.send(tagged)).ResourceTagMappingList).toEqual([]);
  });

  it('is made once for requests with the same token', async () => {
    const { create } = stacksEndpoint();
    const { StackId } = await create({ StackName: 'app', ClientRequestToken: 'one' });
    expect((await create({ StackName: 'app', ClientRequestToken: 'one' })).StackId).toBe(StackId);
    await expect(create({ StackName: 'app', ClientRequestToken: 'two' })).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Stack [app] already exists',
    });
  });

  it('exports names that no other stack exports', async () => {
    const { create, reach } = stacksEndpoint();
    const TemplateBody = ROLE + OUTPUTS.replace("!Sub '${AWS::StackName}-name'", 'name');
    await create({ StackName: 'first', TemplateBody });
    await reach('first', 'CREATE_COMPLETE');
    await create({ StackName: 'second', TemplateBody });
    await expect(reach('second', 'CREATE_COMPLETE')).rejects.toThrow(
      'Export with name name is already exported by stack first. Rollback requested by user.',
    );
  });

  it('is not changed by updates', async () => {
    const { create, reach, cloudformation } = stacksEndpoint();
    const update = (TemplateBody: string) =>
      cloudformation.send(
        new UpdateStackCommand({ StackName: 'app', TemplateBody, Capabilities: ['CAPABILITY_IAM'], Tags: [TEAM] }),
      );
    await create({ StackName: 'app', Tags: [TEAM] });
    await reach('app', 'CREATE_COMPLETE');
    await expect(update(ROLE)).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    });
    await expect(update(ROLE + OUTPUTS)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('The local cloud does not have updates that change a stack'),
    });
    const { TemplateBody } = await cloudformation.send(new GetTemplateCommand({ StackName: 'app' }));
    expect(TemplateBody).toBe(ROLE);
  });

  it.each([
    [
      'my_app',
      "1 validation error detected: Value 'my_app' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*",
    ],
    [
      '1app',
      "1 validation error detected: Value '1app' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*",
    ],
  ])('is not called %s', async (StackName, message) => {
    const { create } = stacksEndpoint();
    await expect(create({ StackName })).rejects.toMatchObject({ name: 'ValidationError', message });
  });
});
