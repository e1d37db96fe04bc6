import { expect, it, vi } from 'vitest';
import { ConnectionRefused } from '../../../../simulator/http.ts';
import type { ContainerRuntime, ContainerSpec } from '../../../../simulator/kubernetes/container-runtime.ts';
import type { FargateProfile } from '../../../../simulator/kubernetes/fargate/fargate-profile.ts';
import { testCluster } from '../api-server/test-cluster.ts';

const PODS = '/api/v1/namespaces/default/pods';
const PROFILE: FargateProfile = { name: 'web', selectors: [{ namespace: 'def*', labels: { app: 'w?b' } }] };
const FARGATE_NODE = /^fargate-ip-10-0-\d+-110\.us-west-2\.compute\.internal$/;

/** A cluster with an agent's association for every pod, one EC2 node, and these profiles. */
async function fargateCluster(profiles = [PROFILE]) {
  const containers = new Map<string, ContainerSpec>();
  const runtime: Partial<ContainerRuntime> = {
    whyNotRunnable: () => undefined,
    async start(spec, events) {
      containers.set(spec.pod, spec);
      return { stop: async () => events.exited(0) } as Partial<Awaited<ReturnType<ContainerRuntime['start']>>> as never;
    },
  };
  const metadataSettings = () => ({ isEnabled: true, needsToken: true, hopLimit: 2 });
  const instances = { metadataSettings, assumeRole: () => ({ name: 'node', refused: true as const }) };
  const started = await testCluster({
    runtime: runtime as ContainerRuntime,
    instances,
    fargateProfiles: () => profiles,
    hasAssociation: () => true,
  });
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } };
  await started.call('POST', '/api/v1/namespaces/default/serviceaccounts', account);
  const read = async (name: string) => (await started.call('GET', `${PODS}/${name}`)).body;
  return {
    ...started,
    read,
    profiles,
    create: (name: string, spec: object = {}, metadata: object = { labels: { app: 'web' } }) =>
      started.call('POST', PODS, {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, ...metadata },
        spec: { containers: [{ name: 'app', image: 'busybox:1' }], ...spec },
      }),
    node: (pod: string) =>
      vi.waitFor(async () => {
        const { nodeName } = (await read(pod)).spec;
        expect(nodeName).toBeDefined();
        return nodeName as string;
      }),
    container: (pod: string) =>
      vi.waitFor(() => containers.get(pod) ?? expect.unreachable(`no container of ${pod} was started`)),
    nodes: async () => (await started.call('GET', '/api/v1/nodes')).body.items as { metadata: { name: string } }[],
    messages: async () =>
      ((await started.call('GET', '/api/v1/namespaces/default/events')).body.items as { message: string }[]).map(
        ({ message }) => message,
      ),
  };
}

it('a pod that a profile selects gets a node of its own, which goes with it', async () => {
  const { create, node, call, nodes, read, cluster } = await fargateCluster();
  await create('one');
  const name = await node('one');
  expect(name).toMatch(FARGATE_NODE);
  expect(await read('one')).toMatchObject({
    metadata: { labels: { 'eks.amazonaws.com/fargate-profile': 'web' } },
    spec: { schedulerName: 'fargate-scheduler', priorityClassName: 'system-node-critical' },
  });
  expect((await call('GET', `/api/v1/nodes/${name}`)).body).toMatchObject({
    metadata: { labels: { 'eks.amazonaws.com/compute-type': 'fargate' } },
    spec: { taints: [{ key: 'eks.amazonaws.com/compute-type', value: 'fargate', effect: 'NoSchedule' }] },
    status: { nodeInfo: { operatingSystem: 'linux' } },
  });
  await create('two');
  expect(await node('two')).not.toBe(name);
  await call('DELETE', `${PODS}/one?gracePeriodSeconds=0`);
  await vi.waitFor(async () => expect(await nodes()).toHaveLength(2));
  await cluster.stop();
});

it('the webhook injects for an association all the same, but neither the agent nor instance metadata is there', async () => {
  const { create, container, read, cluster } = await fargateCluster();
  await create('pod');
  const { agent, metadata, env } = await container('pod');
  expect(env).toMatchObject({ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials' });
  const request = { method: 'GET', path: '/v1/credentials', query: '', headers: {}, body: new Uint8Array() };
  await expect(agent(request)).rejects.toEqual(new ConnectionRefused('169.254.170.23:80'));
  expect(metadata).toBeUndefined();
  await vi.waitFor(async () => {
    const { podIP, hostIP } = (await read('pod')).status;
    expect(podIP).toMatch(/^10\.0\.\d+\.110$/);
    expect(hostIP).toBe(podIP);
  });
  await cluster.stop();
});

it.each([
  ['whose labels no selector has', { labels: { app: 'shop' } }],
  ['that is to stay on EC2', { labels: { app: 'web' }, annotations: { 'eks.amazonaws.com/compute-type': 'ec2' } }],
])('a pod %s runs on EC2', async (_which, metadata) => {
  const { create, node, container, cluster } = await fargateCluster();
  await create('pod', {}, metadata);
  expect(await node('pod')).toMatch(/^ip-10-0-/);
  expect((await container('pod')).metadata).toBeDefined();
  await cluster.stop();
});

it('of several profiles the pod’s own label chooses, else the first name', async () => {
  const { create, read, cluster } = await fargateCluster([PROFILE, { ...PROFILE, name: 'api' }]);
  const chosen = async (name: string, labels: object) => {
    await create(name, {}, { labels: { app: 'web', ...labels } });
    return (await read(name)).metadata.labels['eks.amazonaws.com/fargate-profile'];
  };
  expect(await chosen('any', {})).toBe('api');
  expect(await chosen('named', { 'eks.amazonaws.com/fargate-profile': 'web' })).toBe('web');
  await cluster.stop();
});

it.each([
  [{ hostNetwork: true }, 'fields not supported: HostNetwork'],
  [
    { containers: [{ name: 'app', image: 'busybox:1', securityContext: { privileged: true } }] },
    'invalid SecurityContext fields: Privileged',
  ],
  [
    { containers: [{ name: 'app', image: 'busybox:1', ports: [{ containerPort: 80, hostPort: 80 }] }] },
    'port contains HostIP or HostPort',
  ],
])('what Fargate lacks keeps a pod waiting: %j', async (spec, problem) => {
  const { create, messages, read, cluster } = await fargateCluster();
  await create('pod', spec);
  await vi.waitFor(async () => expect(await messages()).toContain(`Pod not supported on Fargate: ${problem}`));
  expect((await read('pod')).spec.nodeName).toBeUndefined();
  await cluster.stop();
});

it('pods of a profile that is deleted go too', async () => {
  const { create, node, profiles, cluster, nodes, call } = await fargateCluster([PROFILE]);
  await create('pod');
  await node('pod');
  profiles.length = 0;
  cluster.surroundingsChanged?.();
  await vi.waitFor(async () => expect((await call('GET', `${PODS}/pod`)).status).toBe(404));
  await vi.waitFor(async () => expect(await nodes()).toHaveLength(1));
  await cluster.stop();
});
