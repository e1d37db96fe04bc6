import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { describe, expect, it, vi } from 'vitest';
import { resumeStacks } from '../../../simulator/cloudformation/resume-stacks.ts';
import { type Stack, type StackResource, stacksOf } from '../../../simulator/cloudformation/tables.ts';
import { LEARNER_ACCOUNT, REGION } from '../../../simulator/place.ts';
import { memoryStore } from '../../../simulator/state/store.ts';
import { startTestCloud } from '../test-cloud.ts';
import { NETWORK, ROLE, stacksEndpoint } from './stacks-endpoint.ts';

const HERE = { account: LEARNER_ACCOUNT, region: REGION };
/** The network's template, and the role's as one more resource. */
const [NETWORK_RESOURCES] = NETWORK.split('\nOutputs:');
const APP = ROLE.replace('\nResources:', '');

describe('a local cloud that is ended while it makes a stack', () => {
  it('goes on at its next start', async () => {
    const store = memoryStore();
    const first = await startTestCloud({ store });
    const create = new CreateStackCommand({ StackName: 'network', TemplateBody: NETWORK });
    await new CloudFormationClient(first.config()).send(create);
    const second = await startTestCloud({ store });
    const client = new CloudFormationClient(second.config());
    await vi.waitFor(
      async () => {
        second.clock.advance(200);
        const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'network' }));
        expect(Stacks?.[0]?.StackStatus).toBe('CREATE_COMPLETE');
      },
      { timeout: 20_000, interval: 5 },
    );
    const Filters = [{ Name: 'tag:Name', Values: ['network'] }];
    const { Vpcs } = await new EC2Client(second.config()).send(new DescribeVpcsCommand({ Filters }));
    expect(Vpcs).toHaveLength(1);
  });

  it('does not make twice what it had made and not yet noted', async () => {
    const { create, reach, state, clock, ids, invoke, iam, ec2 } = stacksEndpoint();
    const { StackId = '' } = await create({ StackName: 'app', TemplateBody: `${NETWORK_RESOURCES}${APP}` });
    await reach('app', 'CREATE_COMPLETE');
    const { resources, ...stack } = stacksOf(state, HERE).get(StackId) as Stack;
    const forgotten = Object.entries(resources).map(([id, { physicalId, ...made }]) => [
      id,
      { ...made, status: 'CREATE_IN_PROGRESS' as const },
    ]);
    const before = { ...stack, status: 'CREATE_IN_PROGRESS' as const, resources: Object.fromEntries(forgotten) };
    stacksOf(state, HERE).put(StackId, before);

    await resumeStacks({ state, clock, ids, invoke });
    await reach('app', 'CREATE_COMPLETE');
    const known = Object.values(stacksOf(state, HERE).get(StackId)?.resources ?? {});
    const idsOf = (rows: StackResource[]) => rows.map(({ physicalId }) => physicalId);
    expect(idsOf(known)).toEqual(idsOf(Object.values(resources)));
    expect((await iam.send(new ListRolesCommand({}))).Roles).toHaveLength(1);
    expect((await ec2.send(new DescribeVpcsCommand({}))).Vpcs).toHaveLength(1);
  });
});
