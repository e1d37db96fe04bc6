import { CreateClusterCommand, DescribeClusterCommand, UpdateClusterConfigCommand } from '@aws-sdk/client-eks';
import { expect, it } from 'vitest';
import { workshopSubnets } from '../../eks/workshop-subnets.ts';
import { eksCloud, getToken, LEARNER } from './eks-cloud.ts';

const MAPS = '/api/v1/namespaces/kube-system/configmaps';
const PODS = '/api/v1/namespaces/default/pods';
const name = 'legacy';

/** A cluster of old, which knows only the ConfigMap. */
async function legacyCluster() {
  const cloud = await eksCloud();
  const roleArn = 'arn:aws:iam::111122223333:role/workshop-cluster';
  const resourcesVpcConfig = { subnetIds: await workshopSubnets(cloud.eks) };
  await cloud.eks.send(new CreateClusterCommand({ name, roleArn, resourcesVpcConfig }));
  cloud.clock.advance(2_000);
  await cloud.eks.send(new DescribeClusterCommand({ name }));
  return {
    ...cloud,
    status: async (token: string) => (await cloud.kube('GET', PODS, token, undefined, name)).status,
    async setMode(authenticationMode: 'API' | 'API_AND_CONFIG_MAP') {
      const accessConfig = { authenticationMode };
      await cloud.eks.send(new UpdateClusterConfigCommand({ name, accessConfig }));
      cloud.clock.advance(2_000);
      await cloud.eks.send(new DescribeClusterCommand({ name }));
    },
    async writeAwsAuth(data: object) {
      const map = { metadata: { name: 'aws-auth' }, data };
      expect((await cloud.kube('POST', MAPS, cloud.adminToken, map, name)).status).toBe(201);
    },
  };
}

it('lets the creator in without a line in aws-auth', async () => {
  const { learner, status, whoami } = await legacyCluster();
  const token = await getToken(learner, name);
  expect(await whoami(token, name)).toMatchObject({ username: LEARNER });
  expect(await status(token)).toBe(200);
});

it('lets in the roles that aws-auth maps, until the mode is API', async () => {
  const { makeRole, assume, status, whoami, setMode, writeAwsAuth } = await legacyCluster();
  const rolearn = await makeRole();
  const token = await getToken(await assume(rolearn, 'jane'), name);
  expect(await status(token)).toBe(401);
  const mapRoles = `- rolearn: ${rolearn}\n  username: dev-{{SessionName}}\n  groups: [system:masters]\n`;
  await writeAwsAuth({ mapRoles });
  expect(await whoami(token, name)).toMatchObject({
    username: 'dev-jane',
    groups: ['system:masters', 'system:authenticated'],
  });
  await setMode('API_AND_CONFIG_MAP');
  expect(await status(token)).toBe(200);
  await setMode('API');
  expect(await status(token)).toBe(401);
});

it('knows roles without their path only, and users and accounts', async () => {
  const { makeRole, assume, status, learner, whoami, writeAwsAuth } = await legacyCluster();
  const rolearn = await makeRole('/teams/');
  const mapRoles = `- rolearn: ${rolearn}\n  username: dev\n`;
  await writeAwsAuth({ mapRoles, mapUsers: '- userarn: [', mapAccounts: '- "111122223333"' });
  const token = await getToken(await assume(rolearn, 'jane'), name);
  // By its account, not by its line.
  expect(await whoami(token, name)).toMatchObject({ username: 'arn:aws:iam::111122223333:role/dev' });
  expect(await status(token)).toBe(403);
  expect(await whoami(await getToken(learner, name), name)).toMatchObject({ username: LEARNER });
});
