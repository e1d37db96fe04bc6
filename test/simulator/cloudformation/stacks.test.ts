import { DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { stacksEndpoint } from './stacks-endpoint.ts';

describe('a stack', () => {
  it('is made, tells what it made, and goes with all of it', async () => {
    const { create, reach, events, iam, cloudformation, describe: look } = stacksEndpoint();
    const { StackId } = await create({ StackName: 'app', Tags: [{ Key: 'team', Value: 'shop' }] });
    expect(StackId).toMatch(/^arn:aws:cloudformation:us-west-2:111122223333:stack\/app\/[0-9a-f-]{36}$/);
    expect((await look('app')).StackStatus).toBe('CREATE_IN_PROGRESS');
    await reach('app', 'CREATE_COMPLETE');
    const told = await events('app');
    const role = told.find(
      ({ ResourceStatus, LogicalResourceId }) => ResourceStatus === 'CREATE_COMPLETE' && LogicalResourceId === 'App',
    );
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: role?.PhysicalResourceId }));
    expect(Role?.Tags).toEqual([{ Key: 'team', Value: 'shop' }]);
    await cloudformation.send(new DeleteStackCommand({ StackName: 'app' }));
    await reach(StackId ?? '', 'DELETE_COMPLETE');
  });
});
