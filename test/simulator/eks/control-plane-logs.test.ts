import { DeleteClusterCommand, UpdateClusterConfigCommand } from '@aws-sdk/client-eks';
import { expect, it } from 'vitest';
import { logGroups } from '../../../simulator/logs/log-group-rows.ts';
import { LEARNER_ACCOUNT, REGION } from '../../../simulator/place.ts';
import { createActiveShop, createShop, SOON_MS } from './shop-cluster.ts';
import { type WorkshopEndpoint, workshopEndpoint } from './workshop-endpoint.ts';

const AUDIT = { clusterLogging: [{ types: ['audit' as const], enabled: true }] };
const NAME = '/aws/eks/shop/cluster';

const groupsOf = ({ state }: WorkshopEndpoint) => logGroups(state, { account: LEARNER_ACCOUNT, region: REGION });

it('a cluster that logs has a log group, which it leaves behind', async () => {
  const endpoint = workshopEndpoint();
  await createShop(endpoint, { logging: AUDIT });
  expect([...groupsOf(endpoint).keys()]).toEqual([NAME]);
  endpoint.clock.advance(SOON_MS);
  await endpoint.client.send(new DeleteClusterCommand({ name: 'shop' }));
  // Too early: the cluster still writes.
  groupsOf(endpoint).delete(NAME);
  endpoint.clock.advance(SOON_MS);
  expect([...groupsOf(endpoint).keys()]).toEqual([NAME]);
});

it('a cluster has a log group from when it logs', async () => {
  const endpoint = workshopEndpoint();
  await createActiveShop(endpoint);
  expect(groupsOf(endpoint).size).toBe(0);
  await endpoint.client.send(new UpdateClusterConfigCommand({ name: 'shop', logging: AUDIT }));
  expect([...groupsOf(endpoint).keys()]).toEqual([NAME]);
});
