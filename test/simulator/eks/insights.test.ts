import {
  DescribeInsightCommand,
  DescribeInsightsRefreshCommand,
  ListInsightsCommand,
  StartInsightsRefreshCommand,
  UpdateClusterVersionCommand,
} from '@aws-sdk/client-eks';
import { describe, expect, it } from 'vitest';
import { nodegroups } from '../../../simulator/eks/tables.ts';
import { SOON_MS } from './shop-cluster.ts';
import { workshopEndpoint } from './workshop-endpoint.ts';

const clusterName = 'workshop-a';

describe('insights', () => {
  it('tell whether a cluster is ready for the next version', async () => {
    const { client } = workshopEndpoint();
    const { insights } = await client.send(new ListInsightsCommand({ clusterName }));
    expect(insights?.map(({ name, insightStatus }) => [name, insightStatus?.status])).toEqual([
      ['Kubelet version skew', 'PASSING'],
      ['kube-proxy version skew', 'PASSING'],
      ['Cluster health issues', 'PASSING'],
    ]);
    expect(insights?.[0]).toMatchObject({ category: 'UPGRADE_READINESS', kubernetesVersion: '1.34' });
  });

  it('find node groups that would be too old', async () => {
    const { client, state, cluster } = workshopEndpoint();
    const [group] = nodegroups(state, cluster).values();
    if (!group) throw new Error('no node group was seeded');
    nodegroups(state, cluster).put(group.name, { ...group, version: '1.30' });
    const { insights = [] } = await client.send(
      new ListInsightsCommand({ clusterName, filter: { categories: ['UPGRADE_READINESS'], statuses: ['ERROR'] } }),
    );
    expect(insights.map(({ name }) => name)).toEqual(['Kubelet version skew']);
    const described = await client.send(new DescribeInsightCommand({ clusterName, id: insights[0]?.id }));
    expect(described.insight?.resources).toMatchObject([{ arn: group.arn, insightStatus: { status: 'ERROR' } }]);
    await expect(client.send(new DescribeInsightCommand({ clusterName, id: 'absent' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'No insight found for id: absent.',
    });
  });

  it('follow the version, and are refreshed', async () => {
    const { client, clock } = workshopEndpoint();
    await client.send(new UpdateClusterVersionCommand({ name: clusterName, version: '1.34' }));
    clock.advance(SOON_MS);
    expect(await client.send(new StartInsightsRefreshCommand({ clusterName }))).toMatchObject({
      status: 'IN_PROGRESS',
    });
    const startedAt = new Date(clock.now());
    clock.advance(SOON_MS);
    expect(await client.send(new DescribeInsightsRefreshCommand({ clusterName }))).toMatchObject({
      status: 'COMPLETED',
      startedAt,
      endedAt: new Date(clock.now()),
    });
    const { insights } = await client.send(new ListInsightsCommand({ clusterName }));
    expect(insights?.[0]).toMatchObject({ kubernetesVersion: '1.35', lastRefreshTime: startedAt });
  });
});
